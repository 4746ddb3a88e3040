"""Figures: cumulative or current quantities ("has 177 cases", "about 7,500 troops are in", "at least 521 have died").

The toll of one event is no figure: it is handed back, to sit on the event (`Toll`); a toll told as it grows ("rose to
1,200") is both. What is counted follows from the noun, from what became of those counted (`fates`), from the condition
they are in, or, for bare numbers ("compared with 316 and 27"), from the figures told just before (`series`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dateline.coding.calamities import disease_near, fought, in_disaster, of_years
from dateline.coding.conditions import condition_of
from dateline.coding.counts import as_count, ignored, is_whole
from dateline.coding.fates import BODILY, alive, counting, fate_of, struck
from dateline.coding.levels import PERFECT, auxiliaries, is_increment, is_level, is_so_far, running_total
from dateline.coding.series import Told, bare_kind, is_paired
from dateline.coding.slots import CURRENCY
from dateline.coding.stocks import stock_of
from dateline.coding.tallies import governing_verb, is_tally, tally_kind, verb_behind
from dateline.coding.things import WEAPONS, is_freight
from dateline.coding.view import View, char_span, root_token
from dateline.model import Count, QuantityMention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

RUNNING = frozenset({"cases", "tests"})
STOCKS = frozenset({"troops", "displaced", "aircraft", "detained"})
HIT = "hit"
HARM = BODILY | {"deaths"}


@dataclass(slots=True)
class Figure:
    """One stated quantity that holds at a time, with the word that shows it."""

    token: Token
    trigger: Span
    count: Count
    sentence: int
    why: str
    parts: list[Count] = field(default_factory=list)  # "133 of them lawmakers"
    more: list[int] = field(default_factory=list)  # further sentences that state it


@dataclass(slots=True)
class Toll:
    """A stated harm that belongs to an event told before."""

    token: Token
    count: Count
    sentence: int


def find_figures(view: View, taken: dict[int, str]) -> tuple[list[Figure], list[Toll]]:
    """Figures and tolls of a report; of what an event has taken (`taken`: quantity index -> why) only levels."""
    figures: list[Figure] = []
    tolls: list[Toll] = []
    told: list[Told] = []
    for q, quantity in enumerate(view.mentions.quantities):
        token = root_token(view.doc, quantity.head or quantity.span)
        if ignored(quantity) or token is None or view.masked[token.i]:
            continue
        if quantity.unit in CURRENCY:
            if q not in taken:
                tolls.extend(left_behind(view, q, quantity, token) or ())
                money = Reading(view, q, quantity, token, told).stock()
                keep(figures, money) if money is not None else None
            continue
        read = Reading(view, q, quantity, token, told)
        figure, toll = read.result()
        if figure is None and toll is None and quantity.what and is_freight(quantity) and aboard(view, token):
            toll = Toll(token, as_count(quantity, quantity.what), read.sentence)
        if figures and shares_claim(view, quantity, figures[-1], read):
            figures[-1].parts.append(replace(as_count(quantity, figures[-1].count.what), part_of=0))
            continue
        if figure is not None and figure.count.what.startswith("other:"):
            figure.parts.extend(whole_of(view, q, figure.count.what))
        if read.kind or figure is not None:
            kind = figure.count.what if figure is not None else str(read.kind)
            told.append(Told(kind, token.i, read.sentence, read.bare, quantity.value, figure is not None))
        if figure is not None and (q not in taken or read.lasting):
            keep(figures, figure)
        if toll is not None and (q not in taken or read.body):
            tolls.append(toll)
    return figures, tolls


def left_behind(view: View, q: int, quantity: QuantityMention, token: Token) -> list[Toll]:
    """ "left behind equipment worth $1.7 million": the worth of what those who withdraw leave or hand over."""
    sentence = view.sentence_of[token.i]
    words = {view.lemmas[t.i] for t in view.sentences[sentence]}
    if not (words & counting("gear") and words & counting("leaving") and quantity.what):
        return []
    return [Toll(token, as_count(quantity, quantity.what), sentence)]


def aboard(view: View, token: Token) -> bool:
    """ "The Ada Lind, with 38,000 tonnes aboard, is due on Friday": the load of a voyage told before."""
    verb = governing_verb(token)
    carried = verb is not None and view.lemmas[verb.i] in counting("laden")
    planned = verb is not None and any(c.lower_ in ("will", "would", "could", "can", "may") for c in verb.children)
    here = {t.lower_ for t in (token, *token.children)}
    return bool(here & {"aboard", "onboard"}) or (carried and not planned)


def shares_claim(view: View, quantity: QuantityMention, last: Figure, read: Reading) -> bool:
    """ "147 people were arrested, 133 of them lawmakers": the part of the figure just told stands in its claim."""
    total = quantity.part_of
    stated = total is not None and view.quantity(total).span == last.count.span and read.sentence == last.sentence
    return (
        stated
        and quantity.value > 1
        and last.count.what not in STOCKS - {"detained", "displaced"}
        and read.kind in (None, last.count.what)
    )


def whole_of(view: View, q: int, kind: str) -> list[Count]:
    """ "Only 940 of the 1,500 doses arrived": the whole beside the part, in the claim of the part."""
    behind = q + 1 < len(view.mentions.quantities) and is_whole(view, q + 1)
    return [as_count(view.quantity(q + 1), kind)] if behind and view.quantity(q + 1).unit is None else []


def keep(figures: list[Figure], figure: Figure) -> None:
    """One figure however often a report states it."""
    for known in figures:
        if (known.count.what, known.count.value) == (figure.count.what, figure.count.value):
            known.more.append(figure.sentence)
            return
    if any(known.trigger == figure.trigger for known in figures):
        figure.trigger = char_span(figure.token)  # one verb, two numbers: "rose from 150 to 315"
    figures.append(figure)


class Reading:
    """One quantity read as a figure, as the toll of an event, as both, or as neither."""

    def __init__(self, view: View, q: int, quantity: QuantityMention, token: Token, told: list[Told]) -> None:
        self.view, self.q, self.quantity, self.token, self.told = view, q, quantity, token, told
        self.sentence = view.sentence_of[token.i]
        self.verb = verb_behind(token) or governing_verb(token)
        self.lemma = view.lemmas[self.verb.i] if self.verb is not None else ""
        self.bare = False
        self.suffered = False
        self.lasting = False  # a figure even when an event has the number too
        self.body = quantity.noun in ("body", "corpse")  # dead, though they are told as found
        self.kind = self.kind_told()

    def kind_told(self) -> str | None:
        """What is counted, or None."""
        view, quantity = self.view, self.quantity
        whole = is_whole(view, self.q)
        condition = None if whole else condition_of(view, quantity, self.token, self.verb, self.lemma)
        if condition == "other:returned":
            return condition  # "31,000 of the 54,000 who fled have come home"
        fate = "killed" if self.body and self.lemma in counting("finding") else fate_of(view, self.q)
        if condition == "displaced" or (condition and fate is None):
            self.suffered = True
            self.lasting = condition == "displaced"
            return condition
        if fate is not None:
            self.lasting = fate == "displaced" and self.lemma not in ("evacuate", "return")
            self.suffered = self.verb is not None and quantity.what not in HARM
            return fate
        if quantity.what in RUNNING | HARM | STOCKS | WEAPONS:
            return quantity.what
        if quantity.noun == "patient" and is_whole(view, self.q):
            return "cases"  # "of the 506 patients 42 have died"
        if quantity.noun is None and is_paired(self.token) and (kind := self.told_before()):
            return kind
        kind = tally_kind(view, self.token, self.verb) if quantity.noun is None or self.is_counted() else None
        return self.told_before() if kind is None and quantity.noun is None else kind

    def told_before(self) -> str | None:
        """The kind of a bare number, from the figures told before it."""
        kind = bare_kind(self.view, self.q, self.token, self.verb, self.lemma, self.told)
        self.bare = kind is not None
        return kind

    def is_counted(self) -> bool:
        """ "The toll rose to 12,000 people": the noun is only what tolls count."""
        return self.quantity.noun in ("person", "people", "other")

    def result(self) -> tuple[Figure | None, Toll | None]:
        kind = self.kind
        if kind is None and (struck(self.view, self.q) or (self.quantity.value == 1 and alive(self.view, self.q))):
            alone = self.quantity.value == 1 and self.quantity.part_of is None and alive(self.view, self.q)
            return None, Toll(self.token, as_count(self.quantity, "injured" if alone else HIT), self.sentence)
        if kind is None:
            return self.going_total() or self.stock(), None
        toll = Toll(self.token, as_count(self.quantity, kind), self.sentence)
        if self.quantity.value == 0:
            return None, toll if kind in BODILY and self.quantity.what in BODILY else None
        if is_increment(self.token, kind):
            return None, None
        if kind in WEAPONS and not (self.bare or self.lemma in counting("recording")):
            return None, None
        if kind in WEAPONS or (self.bare and not self.told[-1].figure and kind in BODILY):
            return None, toll
        if kind in HARM:
            return self.harm(kind)
        if (self.bare and kind not in STOCKS) or kind in RUNNING or kind.startswith("other:"):
            return (self.figure(kind), None) if self.quantity.value >= 2 else (None, None)
        level = (
            self.lasting
            or is_level(self.view, self.quantity, self.token, self.verb, self.lemma)
            or running_total(self.view, self.token, self.verb)
        )
        self.lasting = self.lasting or (level and self.lemma in counting("recording"))
        if level and self.quantity.value >= 2:
            return self.figure(kind), None
        return None, toll if kind == "detained" else None

    def harm(self, kind: str) -> tuple[Figure | None, Toll | None]:
        """The dead, hurt and missing: of a disease or a long struggle a figure, else an event's toll, or both."""
        plain = "killed" if kind == "deaths" else kind
        alone = self.quantity.value < 2 and self.quantity.what not in HARM
        apart = 2 if self.lemma in ("die", "lose") else 1
        if disease_near(self.view, self.sentence, apart) and kind not in ("injured", "missing"):
            return (None if alone else self.figure("deaths" if plain == "killed" else plain)), None
        disaster = in_disaster(self.view, self.sentence)
        told_as = "deaths" if plain == "killed" and disaster else plain
        years = of_years(self.view, self.sentence, self.quantity.value)
        if years and fought(self.view, self.sentence):
            told_as = plain
        if years or running_total(self.view, self.token, self.verb) or self.bare or self.lemma == "diagnose":
            return (self.figure(told_as), None) if self.quantity.value >= 2 else (None, None)
        toll = Toll(self.token, as_count(self.quantity, plain), self.sentence)
        many = disaster and self.quantity.value >= MASS
        grows = is_tally(self.view, self.token, self.verb, self.lemma, many) or is_so_far(self.view, self.verb)
        apart = self.sentence not in self.view.cache.get("disasters", ())
        self.lasting = grows or (many and (apart or is_running(self)))
        return (self.figure(told_as), toll) if self.lasting and self.quantity.value >= 2 else (None, toll)

    def going_total(self) -> Figure | None:
        """ "have rescued 8,000 people so far": a level reached, in the perfect, with words that say it is one."""
        if self.quantity.noun is None or self.quantity.value < 10 or not is_so_far(self.view, self.verb):
            return None
        if is_whole(self.view, self.q):
            return None
        return self.figure(self.quantity.what or f"other:{self.quantity.noun}")

    def stock(self) -> Figure | None:
        """ "put its losses at $2.4 billion", "output has sunk to 380,000 barrels a day"."""
        kind = stock_of(self.view, self.quantity, self.token, self.verb)
        return self.figure(kind) if kind is not None else None

    def figure(self, kind: str) -> Figure:
        shown = char_span(self.verb) if self.suffered and self.verb is not None else char_span(self.token)
        why = f"{kind}: {'as told before' if self.bare else self.lemma or self.token.lower_}"
        return Figure(self.token, shown, as_count(self.quantity, kind), self.sentence, why)


def is_running(reading: Reading) -> bool:
    """ "has killed more than 4,300": as counted so far, even where the sentence names the disaster."""
    verbs = [reading.verb, *(c for c in (reading.verb.children if reading.verb else ()) if c.dep_ == "xcomp")]
    noun = reading.quantity.what in ("deaths", "killed") and reading.lemma != "leave"
    return any(auxiliaries(v) & PERFECT for v in verbs) or noun


MASS = 100
"""From so many dead on, a disaster's numbers are counted for days, and what is told apart from it is a level."""
