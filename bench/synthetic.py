"""Made-up reports and claims in any number, shaped like a ledger of real ones.

Happenings fall on days and places with long tails (a few cities and parties have most of the news), are told by a
few reports each, most on the same day or the next, some weeks later in one line of background without a date; wire
copy is reprinted; places are known to different fineness, parties and counts are missing or differ now and then.
Everything follows from `seed`. Names are invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from dateline.model import (
    Claim,
    Count,
    EventType,
    Evidence,
    Interval,
    Kind,
    Party,
    Place,
    Report,
    Source,
    Span,
    Status,
)

EPOCH = date(2015, 1, 1)


def row(words: str) -> tuple[str, ...]:
    """The words of a line."""
    return tuple(words.split())


COUNTRIES = row("IQ SY TR IR YE LY SD ET SO ML NG CD UA MM PK AF CO MX HT LB")
KINDS = (
    ("assault", "rocket", "fired"), ("assault", "airstrike", "struck"), ("assault", "shooting", "shot"),
    ("assault", "bombing", "bombed"), ("assault", "clash", "fought"), ("protest", "demonstration", "marched"),
    ("retreat", "withdraw", "withdrew"), ("retreat", "handover", "handed over"), ("mobilize", "deploy", "deployed"),
    ("coerce", "arrest", "arrested"), ("coerce", "curfew", "imposed a curfew on"), ("consult", "meeting", "met"),
    ("agree", "deal", "signed a deal with"), ("accuse", "condemn", "condemned"), ("request", "appeal", "urged"),
    ("threaten", "warning", "warned"), ("decide", "vote", "voted on"), ("aid", "relief", "sent aid to"),
    ("hazard", "flood", "flooded"), ("hazard", "earthquake", "shook"),
)  # fmt: skip
SYLLABLES = row("ba ka ri mo ta shu len dar vi os qa ner ul im pe so za fi gro hal")
FILLER = row(
    "officials said late in the day as crowds gathered near the market while roads stayed closed after dark and "
    "shops did not open because of fears that more trouble would follow in the coming weeks unless talks resume"
)


@dataclass(frozen=True, slots=True)
class Happening:
    """What really happened, as nobody sees it."""

    kind: tuple[str, str, str]
    day: date
    place: Place
    actor: Party
    recipient: Party
    dead: int


class World:
    """Places and parties, a few with most of the news."""

    def __init__(self, chance: random.Random, happenings: int) -> None:
        self.chance = chance
        self.places = [self._place(n) for n in range(max(60, happenings // 40))]
        self.parties = [self._party(n) for n in range(max(40, happenings // 80))]
        self.days = max(12, happenings // 60)

    def _name(self) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(2, 4))).capitalize()

    def _place(self, n: int) -> Place:
        country = COUNTRIES[min(len(COUNTRIES) - 1, int(self.chance.expovariate(0.2)))]
        lat, lon = self.chance.uniform(-30, 45), self.chance.uniform(-80, 90)
        fine = "site" if self.chance.random() < 0.2 else "city"
        return Place(self._name(), fine, id=f"made:{n}", country=country, lat=lat, lon=lon)  # type: ignore[arg-type]

    def _party(self, n: int) -> Party:
        country = COUNTRIES[min(len(COUNTRIES) - 1, int(self.chance.expovariate(0.2)))]
        name = f"{self._name()} {self.chance.choice(['Front', 'Brigade', 'ministry', 'Army', 'Party', 'Union'])}"
        return Party(name, id=f"made:{n}", country=country)

    def happening(self) -> Happening:
        chance = self.chance
        return Happening(
            kind=KINDS[min(len(KINDS) - 1, int(chance.expovariate(0.18)))],
            day=EPOCH + timedelta(days=chance.randrange(self.days)),
            place=_few(chance, self.places),
            actor=_few(chance, self.parties),
            recipient=_few(chance, self.parties),
            dead=int(chance.paretovariate(1.2)) - 1,
        )


def _few(chance: random.Random, row: list[Place] | list[Party]) -> object:
    """One of a row, the first ones far more often (density falling as 1/rank)."""
    return row[int(len(row) ** chance.random()) - 1]


def ledger(claims: int, seed: int = 1) -> tuple[list[Report], list[Claim], dict[str, int]]:
    """About so many claims with their reports, and for every claim the number of its true happening."""
    chance = random.Random(seed)
    world = World(chance, claims // 4)
    told: list[tuple[date, int, Happening, bool]] = []
    number = 0
    while len(told) < claims:
        happening = world.happening()
        told += [(d, number, happening, back) for d, back in _tellings(chance, happening)]
        number += 1
    told = told[: int(claims * 12 / 13)]  # the rest are reprints
    return _written(chance, sorted(told, key=lambda t: (t[0], t[1])))


def _tellings(chance: random.Random, happening: Happening) -> Iterator[tuple[date, bool]]:
    """Days on which it is told; the late ones as background."""
    for _ in range(min(60, int(chance.paretovariate(0.9)))):
        yield happening.day + timedelta(days=chance.choice((0, 0, 0, 1, 1, 2))), False
    while chance.random() < 0.3:
        yield happening.day + timedelta(days=int(chance.expovariate(0.03)) + 3), True


def _written(
    chance: random.Random, told: list[tuple[date, int, Happening, bool]]
) -> tuple[list[Report], list[Claim], dict[str, int]]:
    """Tellings of one day put into reports of about ten claims; one report in twelve is printed again elsewhere."""
    reports: list[Report] = []
    claims: list[Claim] = []
    truth: dict[str, int] = {}
    for batch in _batches(chance, told):
        seed = chance.random()
        for _ in range(2 if chance.random() < 1 / 12 else 1):
            report, made = _report(random.Random(seed), f"r{len(reports):07d}", batch)
            reports.append(report)
            claims += [c for c, _ in made]
            truth.update({c.id: n for c, n in made})
    return reports, claims, truth


def _batches(
    chance: random.Random, told: list[tuple[date, int, Happening, bool]]
) -> Iterator[list[tuple[date, int, Happening, bool]]]:
    """Tellings of one day, shuffled, no happening twice in one report."""
    for _, of_day in groupby(told, key=lambda t: t[0]):
        left = list(of_day)
        chance.shuffle(left)
        while left:
            size, batch, rest = 1 + int(chance.expovariate(0.11)), {}, []
            for one in left:
                if len(batch) < size and one[1] not in batch:
                    batch[one[1]] = one
                else:
                    rest.append(one)
            yield list(batch.values())
            left = rest


def _report(
    chance: random.Random, name: str, batch: list[tuple[date, int, Happening, bool]]
) -> tuple[Report, list[tuple[Claim, int]]]:
    day = batch[0][0]
    text, made = "", []
    for n, (_, number, happening, back) in enumerate(batch):
        sentence, trigger = _sentence(chance, happening, back)
        start = len(text)
        text += sentence + " "
        at = start + sentence.index(trigger)
        evidence = Evidence(Span(start, start + len(sentence)), Span(at, at + len(trigger)))
        made.append((_claim(chance, f"{name}.{n}", name, happening, back, evidence), number))
    published = Interval(day, day, "day", "stated")
    return Report(name, text, Source(f"{name}.txt", "text/plain"), outlet="Made Wire", published=published), made


def _sentence(chance: random.Random, h: Happening, back: bool) -> tuple[str, str]:
    trigger = h.kind[2]
    tail = " ".join(chance.sample(FILLER, 9))
    if back:
        return f"Earlier {h.actor.name} {trigger} {h.recipient.name}, {tail}.", trigger
    return f"In {h.place.name} {h.actor.name} {trigger} {h.recipient.name}, killing {h.dead}, {tail}.", trigger


def _claim(chance: random.Random, name: str, report: str, h: Happening, back: bool, evidence: Evidence) -> Claim:
    place: Place | None = h.place
    if back and chance.random() < 0.5:
        place = None
    elif chance.random() < 0.15:
        place = Place(h.place.country or "", "country", id=f"iso:{h.place.country}", country=h.place.country)
    slip = chance.choice((0,) * 12 + (1, -1))
    on = Interval(h.day + timedelta(days=slip), h.day + timedelta(days=slip), "day", "told")
    return Claim(
        id=name,
        report=report,
        revision=1,
        kind=Kind.EVENT,
        type=EventType(h.kind[0]),
        mode=h.kind[1] if chance.random() < 0.85 else None,
        status=Status.PLANNED if h.kind[0] == "retreat" and chance.random() < 0.2 else Status.HAPPENED,
        evidence=evidence,
        actor=() if chance.random() < 0.35 else (h.actor,),
        recipient=() if chance.random() < 0.35 else (h.recipient,),
        place=place,
        when=None if chance.random() < (0.6 if back else 0.15) else on,
        counts=(Count("killed", h.dead + chance.choice((0, 0, 0, 1))),) if h.dead and chance.random() < 0.6 else (),
        why="made (verb)",
        lead=evidence.sentence.start == 0,
    )
