"""Who says a thing, in which words: a claim with its outlet, day and sentence, ready to be shown or handed on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.model import Claim, LedgerView, Report


@dataclass(frozen=True, slots=True)
class Words:
    """One claim's words. `words` is the report's own sentence, flattened: hostile, escape it where it is shown."""

    claim: str
    report: str
    outlet: str
    published: str  # ISO day, or "undated"
    status: str
    source: str | None  # according to whom; None when the report itself asserts it
    words: str


class Evidence:
    """Looks claims up once, for many calls."""

    def __init__(self, view: LedgerView) -> None:
        self._claims = {c.id: c for c in view.claims}
        self._reports = {r.id: r for r in view.reports}

    def of(self, claims: Iterable[str]) -> tuple[Words, ...]:
        """The words of these claims, earliest told first; claims that are not in the view are left out."""
        found = (self._claims[c] for c in claims if c in self._claims)
        return tuple(sorted((self._words(c) for c in found), key=lambda w: (w.published, w.report, w.claim)))

    def _words(self, claim: Claim) -> Words:
        report = self._reports.get(claim.report)
        text = " ".join(claim.evidence.sentence.of(report.text).split()) if report else ""
        outlet = (report.outlet if report else None) or claim.report
        day = published(report)
        return Words(claim.id, claim.report, outlet, day, claim.status.value, source_of(claim), text)


def published(report: Report | None) -> str:
    """The day of publication as ISO 8601, or "undated"."""
    return str(report.published.end) if report and report.published and report.published.end else "undated"


def source_of(claim: Claim) -> str | None:
    """ "Col. Olin", "the ministry", "unnamed"; None when the report itself asserts it."""
    if claim.source is None:
        return None
    s = claim.source
    return s.name or s.organisation or s.role or ("unnamed" if s.anonymous else None)
