"""Who does what to whom in whole sentences, through the real parser: tests/cases/coding-roles.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.model import Claim, Interval, Report, Source
from dateline.pipeline import Chain, understand

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "coding-roles.yaml").read_text(encoding="utf-8"))
TODAY = Interval(date(2024, 3, 15), date(2024, 3, 15), "day")


def names(wanted: Any) -> list[str]:
    return [wanted] if isinstance(wanted, str) else list(wanted or [])


def holds(claim: Claim, role: str, name: str) -> bool:
    return any(name.lower() in f"{p.name} {p.text or ''}".lower() for p in getattr(claim, role))


def met(case: dict[str, Any], claims: tuple[Claim, ...]) -> bool:
    """Some claim of the type holds every party wanted, and none holds a party that must not be there."""
    fit = [c for c in claims if c.type.value in names(case["type"]) and case.get("mode") in (None, c.mode)]
    roles = ("actor", "recipient")
    right = any(all(holds(c, r, n) for r in roles for n in names(case.get(r))) for c in fit)
    return right and not any(holds(c, r, n) for c in fit for r in roles for n in names(case.get(f"{r}_not")))


def test_parties_of_the_cases(chain: Chain) -> None:
    """A retrained parser moves a few; more than one in twenty is a fault of ours."""
    failed = []
    for n, case in enumerate(CASES):
        report = Report(f"r{n}", case["text"], Source(f"r{n}", "text/plain"), published=TODAY)
        claims = understand(report, chain).claims
        if not met(case, claims):
            told = [(c.type.value, [p.name for p in c.actor], [p.name for p in c.recipient]) for c in claims]
            failed.append(f"{case['text']} {told}")
    assert len(failed) <= len(CASES) / 20, "\n".join(failed)


def test_every_party_filled_in_says_why(chain: Chain) -> None:
    """A party that no word of the clause names carries a reason."""
    text = "Missiles hit the port of Assab in Eritrea. Ethiopia fired missiles at Keren in Eritrea on Friday."
    report = Report("r", text, Source("r", "text/plain"), published=TODAY)
    parties = [p for c in understand(report, chain).claims for p in (*c.actor, *c.recipient)]
    assert parties
    assert all(p.reason for p in parties)


@pytest.mark.parametrize(
    ("text", "role", "wanted"),
    [
        (
            "Ethiopia fired missiles at Keren in Eritrea on Friday. Missiles hit Keren again on Monday.",
            "actor",
            ["Ethiopia", "Ethiopia"],
        ),
        (  # two attackers are named: who struck the third time is unknown
            "Ethiopia fired missiles at Keren in Eritrea on Friday. Sudan fired missiles at Keren on Sunday. "
            "Missiles hit Keren again on Monday.",
            "actor",
            ["Ethiopia", "Sudan", ""],
        ),
        (  # another weapon: who fired it is unknown
            "Ethiopia fired missiles at Keren in Eritrea on Friday. Rockets struck Keren on Monday.",
            "actor",
            ["Ethiopia", ""],
        ),
        (
            "Rockets struck Camp Taji, a base that houses Danish soldiers, on Friday. "
            "On Monday rockets struck Camp Taji again.",
            "recipient",
            ["Denmark", "Denmark"],
        ),
    ],
)
def test_what_the_clause_leaves_to_the_report(chain: Chain, text: str, role: str, wanted: list[str]) -> None:
    report = Report("r", text, Source("r", "text/plain"), published=TODAY)
    claims = [c for c in understand(report, chain).claims if c.type.value == "assault"]
    told = [next(iter(p.name for p in getattr(c, role)), "") for c in claims]
    assert len(told) == len(wanted)
    assert all(name.startswith(start) if start else not name for name, start in zip(told, wanted, strict=True))
