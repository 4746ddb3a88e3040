"""Brings a ledger's undated reports to the intervals that the whole ledger now supports.

A report whose days change is coded again and stored as a revision of the same text, marked `published_by="ledger"`; the
older coding stays readable. The claims that evidence is sought with are those of the coding by the text alone, which
the ledger keeps as the report's first revision. What a person gave or metadata states is never touched. Run again,
or after being killed, it changes what is left to change, and then nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.dating.bounds import ends
from dateline.dating.firm import is_open
from dateline.dating.infer import Dated, base, infer
from dateline.ledger import Ledger
from dateline.model import Claim, Interval, Report
from dateline.pipeline import Chain, understand

BY_LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Redated:
    """One report that was given other days: its interval before and after, why, and the number of claims coded anew.

    `because` names the evidence that sets the ends; the interval's reason lists all of it.
    """

    report: str
    before: Interval | None
    after: Interval
    because: str
    claims: int

    def __str__(self) -> str:
        """ "iraq-x: published 2020-03-11..2020-12-31 → 2020-03-26..2020-03-29, because ..." """
        return f"{self.report}: published {days(self.before)} → {days(self.after)}, because {self.because}"

    def record(self) -> dict[str, str | int]:
        """For programs: the report, its days before and after, why, and the claims coded anew."""
        told = {"report": self.report, "before": days(self.before), "after": days(self.after), "because": self.because}
        return {**told, "claims": self.claims}


def days(when: Interval | None) -> str:
    return ends(when.start, when.end) if when else "open"


def redate(ledger: Ledger, chain: Chain) -> tuple[Redated, ...]:
    """Date every undated report anew from all the ledger holds, and store those whose days changed. By report id."""
    if not ledger.has_undated():
        return ()
    view = ledger.view()
    undated = [r for r in view.reports if is_open(r)]
    found = infer(view, dict(_by_text(ledger, chain, undated, view.claims)))
    return tuple(_stored(ledger, chain, undated, found))


def _by_text(
    ledger: Ledger, chain: Chain, undated: Sequence[Report], claims: Sequence[Claim]
) -> Iterator[tuple[str, Sequence[Claim]]]:
    """Each report's claims as coded from its text alone: the present ones, an older revision's, or made again."""
    current: dict[str, list[Claim]] = {r.id: [] for r in undated}
    for claim in claims:
        if claim.report in current:
            current[claim.report].append(claim)
    for report in undated:
        alone = base(report)
        same = _days(report.published) == _days(alone)
        yield report.id, current[report.id] if same else _older(ledger, chain, report, alone)


def _older(ledger: Ledger, chain: Chain, report: Report, alone: Interval) -> Sequence[Claim]:
    for coded in reversed(ledger.coded(report.id)):
        kept = ledger.report(report.id, coded.revision)
        same = kept.text == report.text and _days(kept.published) == _days(alone)
        if same and coded.coder == chain.fingerprint:
            return coded.claims
    return understand(replace(report, published=alone), chain).claims


def _days(when: Interval | None) -> tuple[date | None, date | None]:
    return (when.start, when.end) if when else (None, None)


def _stored(ledger: Ledger, chain: Chain, undated: Sequence[Report], found: Sequence[Dated]) -> Iterator[Redated]:
    dated: Mapping[str, Dated] = {d.report: d for d in found}
    for report in undated:
        new = dated[report.id].interval
        if _days(report.published) == _days(new):
            continue
        changed = replace(report, published=new, published_by=BY_LEDGER, family=None)
        done = ledger.add(changed, understand(changed, chain))
        why = "; ".join(b.told() for b in dated[report.id].agreed.deciding) or "no other report says more"
        yield Redated(report.id, report.published, new, why, done.claims)
