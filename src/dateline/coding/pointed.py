"""Places pointed to and not named: "the base", "there", "the capital": the last of their kind named before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.seats import capital_of, main_country
from dateline.coding.view import View
from dateline.model import Place, PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Token

FAR = 8  # sentences back to a place that "the base" may mean
NEAR = 2  # and that "there" may mean


def pointed_to(view: View, token: Token) -> Place | None:
    """The place a word points to, with its reason; None when it names one itself or points to none."""
    if token.i in view.places:
        return None
    words = view.lexicon.words
    if token.lower_ in words("circumstances", "here") and token.dep_.startswith("advmod"):
        return meant(view, token, ("site", "city", "admin1"), NEAR)
    if token.lower_ == "it" and token.dep_ == "obj":
        return meant(view, token, ("site",), 1)  # "plans to leave the Dorn base; gunmen set it ablaze"
    if token.pos_ != "NOUN":
        return None
    lemma = view.lemmas[token.i]
    house = lemma in words("circumstances", "houses") and not token.dep_.startswith("nsubj")
    if not (house or is_bare(token)):
        return None
    if house or lemma in words("circumstances", "capital"):
        country = main_country(view)
        return capital_of(view, country.country) if country is not None and country.country else None
    kinds: dict[str, list[str]] = view.lexicon.settings["circumstances"]["points_to"]
    for precision, nouns in kinds.items():
        if lemma in nouns:
            return meant(view, token, (precision,), FAR)
    return None


def is_bare(noun: Token) -> bool:
    """ "the base", "that town", "the same camp": a definite noun that says nothing more of its own."""
    kept = {c.lower_ for c in noun.children if c.dep_ not in ("case", "punct", "advmod", "nummod", "conj", "cc")}
    kept -= {"same"}
    return bool(kept) and kept <= {"the", "this", "that"}


def meant(view: View, token: Token, precisions: tuple[str, ...], reach: int) -> Place | None:
    """The last place of these kinds named before a token, at most so many sentences back."""
    near = [m for m in named_before(view, token, reach) if m.place.precision in precisions]
    country = main_country(view)
    at_home = [m for m in near if country is not None and m.place.country == country.country]
    if is_bare(token):  # "in the same city", with a capital abroad named in between
        near = at_home or near
    for mention in near[:1]:
        told = mention.span.of(view.report.text)
        return replace(mention.place, reason=f"“{token.text}”: {told}, named before; {mention.place.reason or ''}")
    return None


def named_before(view: View, token: Token, reach: int) -> Iterator[PlaceMention]:
    """Mentions of places before a token, the nearest first."""
    start = view.sentences[max(0, view.sentence_of[token.i] - reach)].start_char
    for mention in reversed(view.mentions.places):
        if (
            mention.role in ("name", "modifier", "dateline")
            and start <= mention.span.start
            and mention.span.end <= token.idx
        ):
            yield mention
