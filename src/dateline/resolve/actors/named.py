"""Parties told by a name: known ones, countries, peoples, governments by their capitals, and what the model
names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.model import Party, Span
from dateline.resolve.actors.bodies import draft_of, front_of_war, runs
from dateline.resolve.actors.choose import believed
from dateline.resolve.actors.page import Draft, Page
from dateline.resolve.actors.records import Actor
from dateline.resolve.actors.regions import government_of
from dateline.resolve.actors.states import state

_HYPHENED = frozenset(
    [
        "led",
        "backed",
        "owned",
        "made",
        "built",
        "controlled",
        "held",
        "supported",
        "run",
        "based",
        "allied",
        "aligned",
        "born",
        "language",
        "friendly",
        "sponsored",
        "funded",
        "trained",
        "occupied",
        "speaking",
        "brokered",
        "mediated",
        "imposed",
    ]
)
_ORG_LABELS = frozenset(("ORG",))
_NOT_ORG = re.compile(r"^(?:covid|coronavirus|internet|islam|parliament$)", re.IGNORECASE)


def party_of(actor: Actor, reason: str | None = None) -> Party:
    """The party record of a known actor."""
    return Party(actor.name, actor.id, country=actor.country, sector=actor.sector, parent=actor.parent,
                 reason=reason or "known by this name")  # fmt: skip


def named(page: Page) -> list[Draft]:
    """Every party told by name, in order, the longer name winning where two overlap."""
    known = list(_known(page))
    places = [d for d in _places(page) if not any(k.overlaps(d) for k in known)]
    bodies = [d for d in runs(page) if _more_than(page, d, places)]
    known = [k for k in known if not any(_swallowed(k, b) for b in bodies)]
    bodies = [b for b in bodies if not any(k.overlaps(b) for k in known)]
    models = [
        d for d in _models(page) if not any(o.overlaps(d) for o in (*known, *bodies)) and _more_than(page, d, places)
    ]
    longer = [*models, *bodies]
    found = [*known, *longer, *(d for d in places if not any(m.covers(d) for m in longer))]
    return sorted(found, key=lambda d: d.first)


def _swallowed(known: Draft, body: Draft) -> bool:
    """Whether a known name is but the end of another's: "Trades Union Congress" is no U.S. Congress, and the Kenyan Red
    Cross not the international one."""
    if known.kind == "person":  # "the Jacob Zuma Foundation"
        return body.kind in ("ngo", "company") and body.first <= known.first and known.last < body.last
    if not body.first < known.first < known.last <= body.last:
        return False
    return known.last == known.first + 1 or body.party.country not in (None, known.party.country)


def _more_than(page: Page, draft: Draft, places: list[Draft]) -> bool:
    """Whether a name is none of a place or people ("Kenya Airways"), but more than its state's organ ("Iraqi Army")."""
    inside = [p for p in places if p.overlaps(draft)]
    if "ministry" in page.low[draft.first : draft.last]:
        return False  # read with its field, see ministries.py
    if not inside:
        return True
    rest = " ".join(w for i, w in enumerate(page.low[draft.first : draft.last], draft.first)
                    if not any(p.first <= i < p.last for p in inside) and w not in ("'s", "’s"))  # fmt: skip
    return draft.kind != "org" and rest not in page.actors.nouns.heads and all(draft.covers(p) for p in inside)


def _known(page: Page) -> Iterator[Draft]:
    lands = frozenset(m.place.country for m in page.places if m.place.country)
    for match in page.actors.find(page.whole, lands):
        where = page.tokens(Span(match.start, match.end))
        if where is None or _inside_longer_name(page, *where, match.actor.kind) or page.masked(match.start):
            continue
        if where[1] == where[0] + 1 and _of_another_state(page, where[0], match.actor):
            continue
        if _generic(page, where, match.actor) and not _told_in_full(page, match.actor):
            continue
        if not believed(match.actor, page.text(*where), page.whole, lands):
            continue
        yield Draft(*where, party_of(match.actor), "name", match.actor.kind)


def _generic(page: Page, where: tuple[int, int], actor: Actor) -> bool:
    """Whether a one-word name is a noun for such a body anywhere and the report is on another country: "Congress"."""
    noun = page.actors.nouns.heads.get(page.low[where[0]]) if where[1] == where[0] + 1 else None
    organ = noun is not None and noun.cls == "organ" and actor.kind != "person"
    if not organ or actor.country is None or page.focus in (None, actor.country):
        return False
    here = page.sentence[where[0]]
    near = [t.i for t in page.doc if here - 1 <= page.sentence[t.i] <= here]
    lands = {page.land_at.get(i) or page.actors.demonyms.get(page.words[i]) for i in near}
    return actor.country not in lands


def _told_in_full(page: Page, actor: Actor) -> bool:
    return any(" " in name and name in page.whole for name in (actor.name, *actor.aliases))


def _of_another_state(page: Page, first: int, actor: Actor) -> bool:
    """Whether the people or state right before a one-word body are others than its own ("the Peruvian Congress")."""
    at = first - 1 - (first > 1 and page.low[first - 1] in ("'s", "’s"))
    word = page.words[at] if at >= 0 else ""
    iso = page.actors.demonyms.get(word) or page.actors.lands.get(word)
    return actor.kind != "person" and actor.country is not None and iso is not None and iso != actor.country


def _inside_longer_name(page: Page, first: int, last: int, kind: str) -> bool:
    """A known one-word surname inside another person's name ("Ivanka Trump") is that other person's."""
    if kind != "person" or last - first > 1:
        return False
    titles = page.actors.nouns.titles
    ent = next((e for e in page.doc.ents if e.start <= first < e.end and e.label_ in ("PERSON", "PER")), None)
    if ent is not None:
        return any(
            w.strip(".") not in titles and w.strip("-") for w in page.low[ent.start : first] if w not in (".", "-")
        )
    before = page.words[first - 1] if first else ""
    after = page.words[last] if last < len(page.words) else ""
    named = before[:1].isupper() and before.isalpha() and before.lower() not in titles
    if named and page.doc[first - 1].is_sent_start and page.tagged:
        named = page.doc[first - 1].pos_ == "PROPN"
    return named or (after[:1].isupper() and after.isalpha())


def _places(page: Page) -> Iterator[Draft]:
    """Countries and peoples; capitals where they stand for governments."""
    for mention in page.places:
        place, where = mention.place, page.tokens(mention.span)
        if where is None or mention.role == "dateline" or place.country is None:
            continue
        said = mention.span.of(page.whole)
        if mention.role == "modifier" and said in page.actors.demonyms:
            yield Draft(*where, state(page.actors, place.country, f"“{said}”"), "demonym", "state")
        elif place.precision == "country":
            yield Draft(*where, state(page.actors, place.country, "country"), "name", "state")
        elif mention.role == "government" and place.precision == "admin1":
            yield Draft(*where, government_of(page, place, f"{said} stands for its government"), "name", "body")
        elif mention.role == "government" and said in page.actors.countries[place.country].seat:
            reason = f"{said} stands for the government of {page.actors.countries[place.country].name}"
            yield Draft(*where, state(page.actors, place.country, reason), "name", "state")


_NOT_AT_THE_END = frozenset(["'s", "’s", ".", ",", "'", "of", "and", "for", "the", "in", "on"]) | {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
}  # fmt: skip


def _models(page: Page) -> Iterator[Draft]:
    """Organisations that only the model names; they keep their own name."""
    located = {page.tokens(m.span) for m in page.places if m.role in ("name", "modifier") and m.place.lat is not None}
    for ent in page.doc.ents:
        if (
            ent.label_ not in _ORG_LABELS
            or (ent.start, ent.end) in located
            or _NOT_ORG.match(ent.text)
            or page.masked(ent.start_char)
        ):
            continue
        first, last = ent.start, ent.end
        while first < last and page.low[first] in ("the", "a", "an"):
            first += 1
        while last > first and page.low[last - 1] in _NOT_AT_THE_END:
            last -= 1  # the model reads on: "blamed the Red Front for Monday's attack"
        if last > first and front_of_war(page, last):
            continue
        if last == first + 1 and (
            page.low[first] in page.actors.nouns.titles or page.low[first] in page.actors.nouns.heads
        ):
            continue
        if last == first + 1 and page.low[first] in page.words:
            continue  # written small elsewhere: a common noun that happens to open a sentence
        if last > first and any(w[:1].isupper() for w in page.words[first:last]):
            yield draft_of(page, first, last)


def hyphened(page: Page, draft: Draft) -> bool:
    """Whether a demonym is only half of an adjective: "Iran-backed", "Turkish-held", "U.S.-led"."""
    i = draft.last
    if i + 1 < len(page.low) and page.low[i] == "-" and page.low[i + 1] in _HYPHENED:
        return True
    return i < len(page.low) and page.low[i].startswith("-") and page.low[i][1:] in _HYPHENED
