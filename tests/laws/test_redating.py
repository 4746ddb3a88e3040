"""Laws of dating by the ledger: whatever the order of adding, the same days; twice is once; a person's word wins."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from spacy.tokens import Doc

from dateline.commands.adding import adding
from dateline.dating import redate
from dateline.ingest import items
from dateline.ledger import Ledger, check, print_ledger
from dateline.model import Event, Interval, Issue, RawReport, Span
from dateline.pipeline import Chain
from dateline.reconcile import reconcile
from tests.laws.chain import chain

STRIPPED = ("018", "026", "028")  # endings of the names of reports whose day is taken away


class Once:
    """A parser that parses each text once."""

    def __init__(self, parser: object) -> None:
        self._parser = parser
        self._done: dict[tuple[str, tuple[Span, ...]], Doc] = {}
        self.version = parser.version  # type: ignore[attr-defined]

    def parse(self, text: str, masked: tuple[Span, ...] = ()) -> Doc:
        if (text, masked) not in self._done:
            self._done[text, masked] = self._parser.parse(text, masked=masked)  # type: ignore[attr-defined]
        return self._done[text, masked]


@cache
def once() -> Chain:
    return replace(chain(), parser=Once(chain().parser))


@pytest.fixture(scope="module")
def raw(samples: Path) -> list[RawReport]:
    """The samples; three have lost their day, their address and the name that told it."""
    found = [one for one in items([str(samples)]) if not isinstance(one, Issue)]
    return [stripped(n, one) if (one.id or "").endswith(STRIPPED) else one for n, one in enumerate(found)]


def stripped(number: int, one: RawReport) -> RawReport:
    source = replace(one.source, locator=f"undated-{number}.txt")
    return replace(one, source=source, id=f"undated-{number}", url=None, published=None, published_reason=None)


def added(raw: list[RawReport], path: Path, batches: list[int]) -> tuple[dict[str, Interval | None], tuple[Event, ...]]:
    """A ledger made in so many runs of `add`: the days of the undated reports, and all events."""
    with Ledger.open(path) as ledger:
        at = 0
        for size in batches:
            list(adding(raw[at : at + size], once(), ledger))
            redate(ledger, once())
            at += size
        assert redate(ledger, once()) == (), "a second time changes nothing"
        assert list(check(ledger, reconcile)) == []
        view = ledger.derive(reconcile)
    return {r.id: r.published for r in view.reports if r.id.startswith("undated")}, view.events


def days(found: dict[str, Interval | None]) -> dict[str, tuple[object, object]]:
    return {k: (i.start, i.end) for k, i in found.items() if i}


def test_three_samples_lose_their_day_and_are_dated(raw: list[RawReport], samples: Path, tmp_path: Path) -> None:
    truth = [one for one in items([str(samples)]) if not isinstance(one, Issue)]
    found, _ = added(raw, tmp_path / "a.db", [len(raw)])
    assert len(found) == len(STRIPPED)
    for name, interval in found.items():
        true_day = (truth[int(name.split("-")[1])].published or "")[:10]
        assert interval is not None
        assert str(interval.start or "0") <= true_day <= str(interval.end or "9"), (name, true_day, interval)
    assert any(i.start and i.end for i in found.values() if i), "at least one is dated to both sides"


@pytest.mark.parametrize("seed", range(4))
def test_any_order_gives_the_same_days_and_events(raw: list[RawReport], tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    shuffled = list(raw)
    chance.shuffle(shuffled)
    cut = chance.randrange(1, len(raw) - 1)
    found = added(shuffled, tmp_path / "b.db", [cut, 1, len(raw) - cut - 1])
    whole = added(raw, tmp_path / "a.db", [len(raw)])
    assert days(found[0]) == days(whole[0])
    assert found[1] == whole[1]


def test_adding_again_changes_nothing_and_a_persons_word_wins(raw: list[RawReport], tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    added(raw, path, [len(raw)])
    undated = next(one for one in raw if (one.id or "").startswith("undated"))
    with Ledger.open(path) as ledger:
        before = list(print_ledger(ledger))
        outcomes = {done.outcome for done in adding(raw, once(), ledger) if not isinstance(done, Issue)}
        assert outcomes == {"same"}
        assert redate(ledger, once()) == ()
        assert list(print_ledger(ledger)) == before
        kept = ledger.report(undated.id or "")
        assert kept.published is not None
        word = f"{kept.published.start}/{kept.published.end}" if kept.published.end else "2020-03-27"
        told = replace(once(), published=word)
        (done,) = adding([undated], told, ledger)
        assert not isinstance(done, Issue)
        assert done.outcome == "revision", "a person's word is kept, though the ledger had inferred the same"
        assert redate(ledger, once()) == ()
        assert ledger.report(undated.id or "").published_by == "user"


def test_broken_off_between_two_reports_it_goes_on(raw: list[RawReport], tmp_path: Path) -> None:
    """Killed after the first report was dated anew: the next run dates the others, and the outcome is the same."""
    whole = added(raw, tmp_path / "a.db", [len(raw)])
    with Ledger.open(tmp_path / "b.db") as ledger:
        list(adding(raw, once(), ledger))
        add, stored = ledger.add, []

        def breaking(*given: object) -> object:
            if stored:
                raise KeyboardInterrupt
            stored.append(given)
            return add(*given)  # type: ignore[arg-type]

        ledger.add = breaking  # type: ignore[assignment,method-assign]
        with pytest.raises(KeyboardInterrupt):
            redate(ledger, once())
        ledger.add = add  # type: ignore[method-assign]
        redate(ledger, once())
        view = ledger.derive(reconcile)
    assert days({r.id: r.published for r in view.reports if r.id.startswith("undated")}) == days(whole[0])
    assert view.events == whole[1]
