"""The web desk on a large ledger: how long the first page, filters and the heavy pages take.

    python -m bench webdesk --events 50000

The ledger is made up by a fixed rule from a seed: reports of a few sentences, claims at some hundreds of places by some
hundreds of parties over three years, a tenth of the events told by several reports, some of them disputed, some
planned. Its events are grouped as they were made up (their values are worked out as in any ledger), since how long
linking takes is another benchmark's matter. Times are of whole answers, through the application, without a network;
with --browser also of what chromium shows.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from dateline.ledger import Ledger
from dateline.ledger.derived import version_of
from dateline.model import (
    Claim,
    Coded,
    Count,
    Event,
    EventType,
    Evidence,
    Interval,
    Judgement,
    Kind,
    Party,
    Place,
    Report,
    Source,
    Span,
    Status,
)
from dateline.reconcile import Reconciled, reconcile
from dateline.reconcile.fulfil import plans_of
from dateline.reconcile.judged import Judged
from dateline.reconcile.profile import profile
from dateline.reconcile.values import event_of

NAME = "webdesk"
SUMMARY = "first page, filters, map and timeline of the web desk on 50,000 events"
FIRST = date(2020, 1, 1)
DAYS = 1096
KINDS = (
    ("assault", "rocket"), ("assault", "bombing"), ("retreat", "withdraw"), ("coerce", "arrest"),
    ("protest", "demonstrate"), ("consult", "talks"), ("accuse", "condemn"), ("aid", "aid"), ("figure", None),
)  # fmt: skip
SYLLABLES = ("ka", "ro", "mi", "ta", "len", "dor", "va", "shi", "qa", "bel", "nor", "ush", "em", "tal", "ri", "zo")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--browser", action="store_true", help="measure in chromium too")
    parser.add_argument("--as-known", action="store_true", help="measure what was known on the last day (minutes)")
    parser.add_argument("--ledger", type=Path, help="keep the ledger here, and use it when it is there already")


def run(args: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = args.ledger or Path(folder) / "large.db"
        if not path.exists():
            make(path, args.events)
        return measured(path, args.browser, args.as_known)


# --------------------------------------------------------------------------------------------------- making it up


def make(path: Path, events: int, seed: int = 7) -> None:
    """A ledger of that many events, the same every time."""
    made = list(stories(events, random.Random(seed)))
    groups: dict[str, list[str]] = {}
    with Ledger.open(path) as ledger:
        for _ in ledger.add_many(((report, coded) for report, coded, _ in made), every=2000, seconds=60):
            pass
        for _, coded, names in made:
            for claim, name in zip(coded.claims, names, strict=True):
                groups.setdefault(name, []).append(claim.id)
        ledger.derive(Grouped(groups))


class Grouped:
    """Stands for the reconciler: events as they were made up, values worked out by its own functions."""

    def __init__(self, groups: dict[str, list[str]]) -> None:
        self.groups = groups
        self.version = version_of(reconcile)

    def __call__(
        self, reports: Iterable[Report], claims: Iterable[Claim], judgements: Iterable[Judgement] = ()
    ) -> Reconciled:
        told = {r.id: r for r in reports}
        looks = {c.id: profile(c, told[c.report], c.report) for c in claims}
        family = {r: r for r in told}
        events = tuple(sorted(self._events(looks, told, family), key=lambda e: e.id))
        known = {i: p.claim for i, p in looks.items()}
        return Reconciled(events, tuple(plans_of(events, known, told)), tuple(sorted(family.items())))

    def _events(self, looks: dict[str, Any], told: dict[str, Report], family: dict[str, str]) -> Iterator[Event]:
        for members in self.groups.values():
            yield event_of([looks[c] for c in members], told, family, Judged())


def stories(events: int, chance: random.Random) -> Iterator[tuple[Report, Coded, list[str]]]:
    """Reports with their claims and, for each claim, the name of the event that it speaks of."""
    places, parties = _places(chance), _parties(chance)
    waiting = [(f"e{n}", *_happening(chance, places, parties)) for n in range(events)]
    told = [w for w in waiting for _ in range(chance.choice((1, 1, 1, 1, 1, 1, 1, 1, 2, 5)))]
    told.sort(key=lambda w: w[5])
    for start in range(0, len(told), 5):
        yield _report(start // 5, told[start : start + 5], chance)


def _happening(chance: random.Random, places: list[Place], parties: list[Party]) -> tuple[Any, ...]:
    kind, mode = chance.choice(KINDS)
    status = chance.choices(("happened", "planned", "ongoing", "denied"), (88, 8, 3, 1))[0]
    who = chance.sample(parties, 2)
    return kind, mode, status, who, FIRST + timedelta(days=int(DAYS * chance.random() ** 0.6)), chance.choice(places)


def _report(n: int, told: list[tuple[Any, ...]], chance: random.Random) -> tuple[Report, Coded, list[str]]:
    day = max(w[5] for w in told) + timedelta(days=1)
    pieces: list[str] = []
    claims: list[Claim] = []
    at = 0
    for k, (_, kind, mode, status, who, on, place) in enumerate(told):
        number = chance.choice((0, 2, 3, 12, 40))
        words = f"{who[0].name} {mode or 'counted'} {who[1].name} near {place.name}, {number} persons, reports said. "
        claims.append(_claim(n, k, kind, mode, status, who, on, place, number, at, words))
        pieces.append(words)
        at += len(words)
    report = Report(
        f"r{n:06d}", "".join(pieces), Source(f"made-up/{n}", "text/plain"), outlet=f"Outlet {n % 40}",
        title=f"{told[0][4][0].name} and {len(told) - 1} more", published=Interval(day, day, "day", "made up"),
    )  # fmt: skip
    return report, Coded(report.id, 1, "made-up", tuple(claims)), [w[0] for w in told]


def _claim(n: int, k: int, kind: str, mode: str | None, status: str, who: list[Party], on: date, place: Place,
           number: int, at: int, words: str) -> Claim:  # fmt: skip
    trigger = at + words.index(mode or "counted")
    figure = kind == "figure"
    return Claim(
        id=f"c{n:06d}{k}", report=f"r{n:06d}", revision=1, kind=Kind.FIGURE if figure else Kind.EVENT,
        type=EventType(kind), mode=mode, status=Status("happened" if figure else status),
        evidence=Evidence(Span(at, at + len(words) - 1), Span(trigger, trigger + len(mode or "counted"))),
        actor=() if figure else (who[0],), recipient=() if figure else (who[1],), place=place,
        when=Interval(on, on, "day", "made up"),
        counts=(Count("displaced" if figure else "injured", float(number)),) if number else (), why="made up",
        confidence=0.5 + (n % 50) / 100,
    )  # fmt: skip


def _places(chance: random.Random) -> list[Place]:
    return [
        Place(_name(chance), chance.choices(("site", "city", "admin1", "country"), (2, 6, 1, 1))[0], id=f"made:{n}",
              country="IQ", lat=round(chance.uniform(29.5, 37), 3), lon=round(chance.uniform(39, 48), 3))
        for n in range(400)
    ]  # fmt: skip


def _parties(chance: random.Random) -> list[Party]:
    return [Party(_name(chance), id=f"party:{n}") for n in range(300)]


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()


# ------------------------------------------------------------------------------------------------------ measuring

PAGES = {
    "first page": "/",
    "events": "/events",
    "filter by type": "/events?type=assault",
    "filter by place": "/events?place=karo",
    "filter by party": "/events?party=mita",
    "filter by days": "/events?since=2021-03-01&until=2021-03-31",
    "all filters": "/events?type=assault&status=happened&place=a&party=o&since=2021-01-01",
    "last page of the list": "/events?offset=49950",
    "map": "/map/data.json",
    "map, filtered": "/map/data.json?type=assault&place=karo",
    "timeline": "/timeline",
    "timeline by party": "/timeline?by=party&place=ta",
    "plans": "/plans",
    "plans, filtered": "/plans?place=karo&open=1",
    "figures": "/figures",
    "figures, filtered": "/figures?place=karo",
    "disputes": "/disputes?type=assault",
    "parties": "/parties",
    "search": "/search?q=reports",
    "search, filtered": "/search?q=karomi&type=assault",
    "API events": "/api/v1/events?place=karo&limit=100",
    "API claims": "/api/v1/claims?type=assault&limit=100",
}


def measured(path: Path, browser: bool = False, known: bool = False) -> dict[str, Any]:
    """For every page the milliseconds of its first and of later answers, and those of them that the processor worked
    (what is left when other programs take theirs); seconds of starting and of what takes longest."""
    from starlette.testclient import TestClient

    from dateline.web.app import make_app

    clock, worked = time.perf_counter(), time.process_time()
    with Ledger.open(path) as ledger:
        app = make_app(ledger)
        desk = app.state.desks.current()
        ready, work = time.perf_counter() - clock, time.process_time() - worked
        client = TestClient(app, base_url="http://127.0.0.1")
        clock, worked = time.perf_counter(), time.process_time()
        client.get("/api/v1/state")  # waits until it is there, as the page does not
        state, state_work = time.perf_counter() - clock, time.process_time() - worked
        event = max(desk.index.events, key=lambda e: len(e.claims))
        own = {"event": f"/events/{event.id}", "report": f"/reports/{event.reports[0]}"}
        rows = {name: _timed(client, address) for name, address in {**PAGES, **own}.items()}
        rows |= {f"state, {n} days earlier": _once(client, _state_on(desk.today, n)) for n in (1, 30, 400)}
        if browser:
            from bench.inbrowser import seen

            rows |= seen(app)
        figures: dict[str, Any] = {
            **rows,
            "events in the ledger": len(desk.index.events),
            "claims in the ledger": len(desk.view.claims),
            "reports in the ledger": len(desk.view.reports),
            "slowest filter, ms": max(rows[n]["later"] for n in rows if "filter" in n and "browser" not in n),
            "seconds to start": round(ready, 1),
            "of them worked": round(work, 1),
            "seconds to the first state": round(state, 1),
            "of them worked on it": round(state_work, 1),
        }
        return figures | (_known(app, desk.today) if known else {})


def _state_on(today: date | None, back: int) -> str:
    assert today is not None
    return f"/api/v1/state?on={today - timedelta(days=back)}&about=karo"


def _known(app: Any, today: date | None) -> dict[str, float]:
    """What "as known on" the last day takes: all reports are linked anew."""
    assert today is not None
    clock, worked = time.perf_counter(), time.process_time()
    app.state.desks.as_known(today, wait=3600)
    return {
        "seconds as known on the last day": round(time.perf_counter() - clock, 1),
        "of them worked on that": round(time.process_time() - worked, 1),
    }


def _timed(client: Any, address: str) -> dict[str, float]:
    asked = [_once(client, address) for _ in range(4)]
    later = {k: round(median(a[k] for a in asked[1:]), 1) for k in ("first", "worked")}
    return {"first": asked[0]["first"], "later": later["first"], "worked": later["worked"]}


def _once(client: Any, address: str) -> dict[str, float]:
    clock, worked = time.perf_counter(), time.process_time()
    answer = client.get(address)
    took, work = time.perf_counter() - clock, time.process_time() - worked
    assert answer.status_code == 200, (address, answer.status_code, answer.text[:300])
    return {"first": round(took * 1000, 1), "worked": round(work * 1000, 1)}
