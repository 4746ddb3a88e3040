"""Figures: cumulative or current quantities ("has 177 cases", "about 7,500 troops are in", "at least 521 have died").

A toll of one event is no figure: it is handed back, to sit on the event (`Toll`). What is counted follows from the
noun, from the verb that happened to those counted, or, for bare numbers ("compared with 316 and 27 a day earlier"),
from the figures told just before, in their order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.coding.clauses import VERBAL, args_of
from dateline.coding.counts import as_count, ignored
from dateline.coding.slots import CURRENCY
from dateline.coding.view import View, char_span, root_token
from dateline.model import Count, QuantityMention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

RUNNING = frozenset({"cases", "tests"})
COUNTED_ONCE = frozenset(
    {"flee", "displace", "uproot", "diagnose", "hospitalise", "hospitalize", "infect", "test", "vaccinate", "recover"}
)
HARM = frozenset({"killed", "injured", "missing", "deaths"})
STOCKS = frozenset({"troops", "displaced", "aircraft", "detained", "missing"})
TALLY_WORDS = frozenset({"figure", "total", "toll", "tally", "number", "count", "it"})
SERIES = frozenset(
    {
        "stand",
        "be",
        "rise",
        "climb",
        "reach",
        "compare",
        "jump",
        "fall",
        "grow",
        "bring",
        "have",
        "put",
        "increase",
        "pass",
        "exceed",
        "top",
        "give",
        "drop",
        "surpass",
        "double",
    }
)
INCREMENT = frozenset({"new", "more", "further", "additional", "another", "fresh", "extra", "other"})


@dataclass(slots=True)
class Figure:
    """One stated quantity that holds at a time, with the word that shows it."""

    token: Token
    trigger: Span
    count: Count
    sentence: int
    why: str


@dataclass(slots=True)
class Toll:
    """A stated harm that belongs to an event told before."""

    token: Token
    count: Count
    sentence: int


def find_figures(view: View, taken: dict[int, str]) -> tuple[list[Figure], list[Toll]]:
    """Figures and tolls among the quantities that no event has taken (`taken`: quantity index -> why)."""
    figures: list[Figure] = []
    tolls: list[Toll] = []
    for q, quantity in enumerate(view.mentions.quantities):
        if q in taken or ignored(quantity) or quantity.unit in CURRENCY:
            continue
        token = root_token(view.doc, quantity.head or quantity.span)
        if token is None or view.masked[token.i]:
            continue
        found = read_quantity(view, quantity, token, figures)
        if isinstance(found, Toll):
            tolls.append(found)
        elif found is not None:
            figures.append(found)
    return figures, tolls


def read_quantity(view: View, quantity: QuantityMention, token: Token, before: list[Figure]) -> Figure | Toll | None:
    """One quantity as a figure, as the toll of an event, or as neither."""
    verb = governing_verb(token)
    lemma = view.lemmas[verb.i] if verb is not None else ""
    kind, suffered = kind_told(view, quantity, token, verb, lemma)
    if kind is None and quantity.noun and is_going_total(view, quantity, token, verb):
        noun = f"other:{quantity.noun}"
        return Figure(token, char_span(token), as_count(quantity, noun), view.sentence_of[token.i], f"{noun}: so far")
    if kind is None:
        return bare_number(view, quantity, token, verb, lemma, before)
    if (quantity.value < 2 and kind not in ("deaths", "cases")) or quantity.value == 0 or is_increment(token):
        return None
    sentence = view.sentence_of[token.i]
    if kind in HARM:
        sick = disease_near(view, sentence)
        counted = lemma in COUNTED_ONCE or running_total(view, token, verb) or is_tally(view, token, verb, lemma)
        if not sick and not counted:
            return Toll(token, as_count(quantity, "killed" if kind == "deaths" else kind), sentence)
        kind = ("deaths" if sick else "killed") if kind in ("deaths", "killed") else kind
    elif (
        kind in STOCKS
        and lemma not in COUNTED_ONCE
        and not is_homeless(view, verb)
        and not is_stock(view, token, verb, lemma)
    ) or (kind not in RUNNING and kind not in STOCKS):
        return None
    shown = char_span(verb) if suffered and verb is not None else char_span(token)
    return Figure(token, shown, as_count(quantity, kind), sentence, f"{kind}: {lemma or token.lower_}")


def kind_told(
    view: View, quantity: QuantityMention, token: Token, verb: Token | None, lemma: str
) -> tuple[str | None, bool]:
    """What is counted, and whether a verb of suffering says so ("have been infected")."""
    kinds = view.lexicon.settings.get("kinds", {})
    participle = kinds.get("suffered", {}).get(lemma)
    if participle and verb is not None and is_patient_of(view, verb, token):
        if participle == "cases" and injuries_near(view, view.sentence_of[token.i]):
            return "injured", True
        return str(participle), True
    if is_homeless(view, verb) and quantity.noun in (None, "person", "family", "resident", "other"):
        return "displaced", True
    if quantity.what in RUNNING | HARM | STOCKS:
        return quantity.what, False
    return tally_kind(view, token, verb), False


def injuries_near(view: View, sentence: int) -> bool:
    """ "diagnosed" counts the injured, not the sick, where injuries were told just before."""
    near = view.sentences[max(0, sentence - 1) : sentence + 1]
    return any("injur" in s.text.lower() for s in near)


def is_homeless(view: View, verb: Token | None) -> bool:
    """ "left 12,000 homeless", "are homeless"."""
    return verb is not None and (verb.lower_ == "homeless" or any(c.lower_ == "homeless" for c in verb.children))


def is_increment(token: Token) -> bool:
    """ "36 new infections", "seven more deaths": what came on top, not what there is."""
    return any(c.lower_ in INCREMENT and c.dep_ in ("amod", "advmod", "det") for c in token.children)


def disease_near(view: View, sentence: int) -> bool:
    """Whether this sentence or one of the two before speaks of a disease or of cases."""
    words = view.lexicon.classes.get("disease", frozenset()) | {"infected", "infections", "cases", "infection"}
    first = max(0, sentence - 2)
    near = [
        s
        for n, s in enumerate(view.sentences[first : sentence + 1], first)
        if view.paragraph_of[n] >= view.paragraph_of[sentence] - 1
    ]
    return any(t.lower_ in words or view.lemmas[t.i] in words for s in near for t in s)


def running_total(view: View, token: Token, verb: Token | None) -> bool:
    """ "have died since the coup", "a total of 684 arrested so far": not the toll of one event."""
    words = {t.lower_ for t in view.sentences[view.sentence_of[token.i]]}
    perfect = verb is not None and bool({c.lower_ for c in verb.children if c.dep_.startswith("aux")} & {"have", "has"})
    if "since" in words and (perfect or words & {"number", "total", "toll"}):
        return True
    return perfect and bool(
        words
        & {
            "protests",
            "war",
            "conflict",
            "unrest",
            "uprising",
            "fighting",
            "crackdown",
            "total",
            "violence",
            "insurgency",
        }
    )


SO_FAR = frozenset({"far", "already", "total", "altogether", "date", "overall", "now", "since"})


def is_going_total(view: View, quantity: QuantityMention, token: Token, verb: Token | None) -> bool:
    """ "have rescued 8,000 people so far": a level reached, in the perfect with words that say it is a running one."""
    if verb is None or quantity.value < 10:
        return False
    aux = {c.lower_ for c in verb.children if c.dep_.startswith("aux")}
    near = {t.lower_ for c in verb.children for t in (c, *c.children)}
    return bool(aux & {"have", "has"}) and bool(near & SO_FAR)


def is_tally(view: View, token: Token, verb: Token | None, lemma: str) -> bool:
    """ "The toll rose to 12,000": a count kept, told as such; a few dead "put at seven" stay with their event."""
    if verb is None:
        return False
    words = {view.lemmas[t.i] for t in view.sentences[view.sentence_of[token.i]]}
    kept = bool(words & {"toll", "tally"}) or ("number" in words and bool(words & {"dead", "death"}))
    return kept and lemma in SERIES


def is_stock(view: View, token: Token, verb: Token | None, lemma: str) -> bool:
    """Whether the clause tells a level: "has", "there are", "are based", or a perfect of what happened to people."""
    if verb is None:
        return token.dep_.lower() in ("root", "appos")
    aux = {c.lower_ for c in verb.children if c.dep_.startswith("aux")}
    if aux & {"was", "were"} and not any(t.i in view.times for t in verb.subtree):
        return False
    if "had" in aux or aux & {"will", "would", "may", "could", "might"}:
        return False
    states = view.lexicon.settings.get("kinds", {}).get("states", ())
    return lemma in states or any(c.dep_ in ("cop", "expl") for c in verb.children) or bool(aux & {"have", "has"})


def governing_verb(token: Token) -> Token | None:
    """The verb, or the noun with a copula, whose clause holds the token."""
    current = token
    for _ in range(6):
        if current.pos_ in VERBAL and current.dep_ not in ("aux", "cop"):
            return current
        if any(c.dep_ == "cop" or c.dep_ == "expl" for c in current.children):
            return current
        if current.head == current:
            return None
        current = current.head
    return None


def is_patient_of(view: View, verb: Token, token: Token) -> bool:
    args = args_of(view, verb)
    return any(token == t or token in list(t.subtree) for t in (*args.obj, *args.subj))


def tally_kind(view: View, token: Token, verb: Token | None) -> str | None:
    """ "The toll rose to 12", "the tally of cases stood at 694": the kind is in the subject's words."""
    if verb is None:
        return None
    tallies = view.lexicon.settings.get("kinds", {}).get("tallies", {})
    args = args_of(view, verb)
    for subject in (*args.subj, *(t for t in args.obj if t != token)):
        for word in subject.subtree:
            kind = tallies.get(view.lemmas[word.i])
            if kind:
                return str(kind)
    return None


# ----------------------------------------------------------------------------------------------------- bare numbers


def bare_number(
    view: View, quantity: QuantityMention, token: Token, verb: Token | None, lemma: str, before: list[Figure]
) -> Figure | None:
    """A number without a noun in a sentence that goes on about figures told before takes its kind from them."""
    if quantity.noun is not None or token.pos_ not in ("NUM", "PRON", "NOUN") or not before or quantity.value < 2:
        return None
    sentence = view.sentence_of[token.i]
    last = before[-1]
    if sentence - last.sentence > 1 or not goes_on(view, token, verb, lemma, sentence == last.sentence):
        return None
    kind = kind_in_order(view, token, before) if token.i > last.token.i else last.count.what
    return Figure(token, char_span(token), as_count(quantity, kind), sentence, f"{kind}: as told before")


def goes_on(view: View, token: Token, verb: Token | None, lemma: str, same: bool) -> bool:
    """Words of a series: "stood at", "compared with", "the figures were", "bringing the total to", "N of them"."""
    if any(c.lower_ in ("them", "which", "whom") for c in token.children):
        return True
    if lemma in SERIES or (verb is not None and any(view.lemmas[t.i] in TALLY_WORDS for t in verb.children)):
        return True
    current = token
    for _ in range(3):
        if view.lemmas[current.i] in TALLY_WORDS or current.lower_ in ("compared", "from"):
            return True
        current = current.head
    return same and token.dep_ == "conj"


def kind_in_order(view: View, token: Token, before: list[Figure]) -> str:
    """ "346 cases and 29 deaths, compared with 316 and 27": the first of a pair is the first kind, and so on."""
    source = before[-1].sentence
    kinds = list(
        dict.fromkeys(f.count.what for f in before if f.sentence == source and f.why.find("as told before") < 0)
    )
    kinds = kinds or list(dict.fromkeys(f.count.what for f in before if f.sentence == source))
    place = 0
    current = token
    while current.dep_ == "conj" and current.head.pos_ == "NUM":
        place += 1
        current = current.head
    if len(kinds) > 1 and place == 0 and not any(c.dep_ == "conj" and c.pos_ == "NUM" for c in token.children):
        return before[-1].count.what if view.sentence_of[token.i] == source else kinds[0]
    return kinds[min(place, len(kinds) - 1)]
