"""Who acts and at whom in passages of several sentences, through the real parser: tests/cases/parties-passages.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.model import Claim, Interval, Report, Source
from dateline.pipeline import Chain, understand

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "parties-passages.yaml").read_text(encoding="utf-8"))
TODAY = Interval(date(2024, 3, 15), date(2024, 3, 15), "day")


def words(wanted: Any) -> list[str]:
    return [wanted] if isinstance(wanted, str) else list(wanted or [])


def holds(claim: Claim, role: str, wanted: list[str]) -> bool:
    """Whether each name wanted is part of a party's name or words."""
    told = [f"{p.name} {p.text or ''}".lower() for p in getattr(claim, role)]
    return all(any(name.lower() in t for t in told) for name in wanted)


def met(wanted: dict[str, Any], claims: tuple[Claim, ...]) -> bool:
    fit = [c for c in claims if c.type is not None and c.type.value in words(wanted["type"])]
    right = any(all(holds(c, r, words(wanted.get(r))) for r in ("actor", "recipient")) for c in fit)
    return right and not any(among(c, r, words(wanted.get(f"{r}_not"))) for c in fit for r in ("actor", "recipient"))


def among(claim: Claim, role: str, barred: list[str]) -> bool:
    """Whether a name that must not be there is part of a party's name."""
    return any(name.lower() in p.name.lower() for name in barred for p in getattr(claim, role))


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:40] for c in CASES])
def test_parties_of_a_passage(chain: Chain, case: dict[str, Any]) -> None:
    report = Report("r", case["text"], Source("r", "text/plain"), published=TODAY)
    claims = understand(report, chain).claims
    wrong = [w for w in case["claims"] if not met(w, claims)]
    told = [(c.type.value, [p.name for p in c.actor], [p.name for p in c.recipient]) for c in claims if c.type]
    assert not wrong, f"{wrong}\n{told}"
