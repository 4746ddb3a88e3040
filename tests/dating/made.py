"""A small invented story for dating: a withdrawal, an attack, a plan and a growing figure, told by dated reports."""

from __future__ import annotations

from dataclasses import replace

from dateline.dating import Dated, infer
from dateline.model import Claim, Count, Interval, LedgerView, Report
from tests.reconcile.made import COALITION, IRAQ, IRAQ_MILITARY, K1, QAYYARAH, TAJI, claim, report, when

RETREAT = {"type": "retreat", "mode": "withdraw", "actor": [COALITION], "recipient": [IRAQ_MILITARY]}
STATED = "JSON field 'published'"


def stated(made: Report) -> Report:
    assert made.published is not None
    return replace(made, published=replace(made.published, reason=STATED))


def told(id: str, day: str | None, *parts: tuple[str, str, dict[str, object]]) -> tuple[Report, tuple[Claim, ...]]:
    """A report of one sentence for each part (sentence, trigger, what the claim says); undated without a day."""
    made = report(id, day, *(sentence for sentence, _, _ in parts))
    made = stated(made) if day else replace(made, published=Interval(None, None))
    claims = tuple(claim(made, s, t, n=n, **more) for n, (s, t, more) in enumerate(parts))  # type: ignore[arg-type]
    return made, claims


def figure(number: int, what: str = "cases") -> dict[str, object]:
    return {"type": "figure", "mode": None, "place": IRAQ, "counts": [Count(what, float(number))]}


def cases(number: int) -> tuple[str, str, dict[str, object]]:
    return f"Iraq has {number} confirmed cases.", "cases", figure(number)


def left(words: str = "on Thursday", **more: object) -> tuple[str, str, dict[str, object]]:
    told_so: dict[str, object] = {**RETREAT, "place": QAYYARAH, **more}
    return f"Coalition troops withdrew from Qayyarah {words}.", "withdrew", told_so


def will_leave() -> tuple[str, str, dict[str, object]]:
    return (
        "Coalition troops will withdraw from Qayyarah soon.",
        "withdraw",
        {**RETREAT, "place": QAYYARAH, "status": "planned"},
    )


def ledger() -> list[tuple[Report, tuple[Claim, ...]]]:
    """Two outlets date the withdrawal to Thursday, 26 March 2020; cases grow."""
    on = when("2020-03-26")
    return [
        told("d1", "2020-03-26", left(on=on), cases(382)),
        told("d2", "2020-03-27", ("The bases shrink: troops withdrew from Qayyarah on Thursday, officers say.",
                                  "withdrew", {**RETREAT, "place": QAYYARAH, "on": on}), cases(458)),
        told("d3", "2020-03-20", cases(192)),
    ]  # fmt: skip


def dated(
    undated: list[tuple[Report, tuple[Claim, ...]]], known: list[tuple[Report, tuple[Claim, ...]]]
) -> dict[str, Dated]:
    every = [*known, *undated]
    view = LedgerView(tuple(r for r, _ in every), tuple(c for _, cs in every for c in cs))
    return {d.report: d for d in infer(view, {r.id: cs for r, cs in undated})}


__all__ = ["K1", "TAJI", "cases", "dated", "figure", "ledger", "left", "told", "will_leave"]
