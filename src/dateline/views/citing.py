"""Citations: every statement of a brief numbered to the claims it rests on, with outlet, day and quoted words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.model import LedgerView, Report

QUOTE = 220  # characters of a sentence that a citation quotes


@dataclass(frozen=True, slots=True)
class Note:
    """One entry of the list of sources."""

    number: int
    claim: str
    report: str
    outlet: str
    published: str  # ISO day, or "undated"
    words: str  # the report's own, flattened and cut; hostile: escape it
    title: str | None
    url: str | None


class Citations:
    """Numbers the sentences that a brief rests on, in order of first use; claims of one sentence share a number."""

    def __init__(self, view: LedgerView) -> None:
        self.claims = {c.id: c for c in view.claims}
        self.reports = {r.id: r for r in view.reports}
        self.used: dict[tuple[str, int], str] = {}  # report and start of the sentence → the first claim cited of it

    def numbers(self, claims: Iterable[str], most: int = 3) -> tuple[int, ...]:
        """A number for one claim each of the first few reports, earliest told first. Raises ValueError when none of
        the claims is in the ledger: a statement without a source must not be made."""
        chosen: dict[str, str] = {}
        for claim in sorted((c for c in claims if c in self.claims), key=self._told):
            chosen.setdefault(self.claims[claim].report, claim)
        if not chosen:
            raise ValueError("a statement rests on no claim of this ledger")
        return tuple(dict.fromkeys(self._number(c) for c in list(chosen.values())[:most]))

    def first(self, claims: Iterable[str]) -> str:
        """The claim told first."""
        return min((c for c in claims if c in self.claims), key=self._told)

    def sentence(self, claim: str) -> tuple[str, int]:
        """The sentence a claim stands on: its report and where it begins."""
        cited = self.claims[claim]
        return cited.report, cited.evidence.sentence.start

    def notes(self) -> tuple[Note, ...]:
        return tuple(self._note(n, c) for n, c in enumerate(self.used.values(), 1))

    def cite(self, claims: Iterable[str], most: int = 3) -> str:
        """ "[1][2]"."""
        return "".join(f"[{n}]" for n in self.numbers(claims, most))

    def _number(self, claim: str) -> int:
        key = self.sentence(claim)
        self.used.setdefault(key, claim)
        return list(self.used).index(key) + 1

    def _told(self, claim: str) -> tuple[str, str]:
        report = self.reports.get(self.claims[claim].report)
        day = report.published.end if report and report.published else None
        return str(day or "9999"), claim

    def _note(self, number: int, claim: str) -> Note:
        c = self.claims[claim]
        report = self.reports[c.report]
        words = quoted(c.evidence.sentence.of(report.text))
        outlet = report.outlet or report.id
        return Note(number, claim, report.id, outlet, published(report), words, report.title, report.url)


def published(report: Report) -> str:
    return str(report.published.end) if report.published and report.published.end else "undated"


def quoted(words: str, most: int = QUOTE) -> str:
    """On one line, cut at a word."""
    flat = " ".join(words.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"
