"""A written situation report in Markdown, in which every sentence is made from claims and cites them.

Nothing is in it without a source: a citation gives outlet, day and the words. Report text is hostile, so
whatever has a meaning in Markdown or HTML is escaped.
"""

from __future__ import annotations

import re
from datetime import date

from dateline.model import Claim, Event, Kind, LedgerView, Report, Status
from dateline.views.conflicts import disputes
from dateline.views.known import last_day
from dateline.views.listing import Filters, listed
from dateline.views.plans import plan_lines
from dateline.views.wording import sentence_of, value_text

TOP = 12


class Citations:
    """Numbers the claims that the brief rests on, in order of first use."""

    def __init__(self, view: LedgerView) -> None:
        self.claims = {c.id: c for c in view.claims}
        self.reports = {r.id: r for r in view.reports}
        self.used: list[str] = []

    def cite(self, claims: tuple[str, ...], most: int = 3) -> str:
        """ "[1][2]" for one claim each of the first few reports."""
        chosen: dict[str, str] = {}
        for claim in sorted(claims, key=self._told):
            chosen.setdefault(self.claims[claim].report, claim)
        return "".join(f"[{self._number(c)}]" for c in list(chosen.values())[:most])

    def lines(self) -> list[str]:
        return [f"{n}. {self._source(c)}" for n, c in enumerate(self.used, 1)]

    def _number(self, claim: str) -> int:
        if claim not in self.used:
            self.used.append(claim)
        return self.used.index(claim) + 1

    def _told(self, claim: str) -> tuple[str, str]:
        report = self.reports.get(self.claims[claim].report)
        day = report.published.end if report and report.published else None
        return str(day or "9999"), claim

    def _source(self, claim: str) -> str:
        c = self.claims[claim]
        report = self.reports[c.report]
        words = escaped(_short(c.evidence.sentence.of(report.text)))
        return f"{escaped(report.outlet or report.id)}, {_published(report)}: “{words}” ({escaped(report.id)})"


def brief(view: LedgerView, since: date | None = None, until: date | None = None) -> str:
    """What happened, what is disputed, what is planned, and the sources; from `since` to `until` by event
    day."""
    end = until or last_day(view)
    cites = Citations(view)
    parts = [f"# Situation report{_span(since, end)}", *_happened(view, cites, since, end)]
    parts += [*_disputed(view, cites, since, end), *_planned(view, cites, end), "## Sources", *cites.lines()]
    return "\n".join(parts) + "\n"


def _happened(view: LedgerView, cites: Citations, since: date | None, until: date | None) -> list[str]:
    told = listed(view, Filters(since=since, until=until))
    deeds = [e for e in told if e.kind is Kind.EVENT and e.status in (Status.HAPPENED, Status.ONGOING)]
    chief = sorted(deeds, key=lambda e: (-e.origins, -len(e.reports), e.id))[:TOP]
    lines = [f"- {escaped(sentence_of(e))} {cites.cite(e.claims)}" for e in deeds if e in chief]
    return ["", "## What happened", "", *(lines or ["Nothing is reported for these days."])]


def _disputed(view: LedgerView, cites: Citations, since: date | None, until: date | None) -> list[str]:
    lines = []
    for d in disputes(view, Filters(since=since, until=until)):
        values = "; ".join(
            f"{escaped(value_text(d.conflict.attribute, v.value))} {cites.cite(v.claims, 2)}"
            for v in d.conflict.values[:4]
        )
        lines.append(f"- {escaped(sentence_of(d.event))} {d.conflict.attribute.removeprefix('counts:')}: {values}")
    return ["", "## Disputed", "", *lines[:TOP]] if lines else []


def _planned(view: LedgerView, cites: Citations, until: date | None) -> list[str]:
    lines = [
        f"- {escaped(sentence_of(p.event))} {p.plan.state}: {p.plan.reason}. {cites.cite(p.plan.claims)}"
        for p in plan_lines(view, until)
        if p.plan.state in ("pending", "due", "overdue")
    ]
    return ["", "## Planned", "", *lines[:TOP], ""] if lines else [""]


def _span(since: date | None, until: date | None) -> str:
    if until is None:
        return ""
    return f", {since} to {until}" if since else f", to {until}"


def _published(report: Report) -> str:
    return str(report.published.end) if report.published and report.published.end else "undated"


def _short(words: str, most: int = 180) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"


def escaped(text: str) -> str:
    """Markdown's and HTML's own signs made harmless, control characters dropped."""
    bare = "".join(c for c in text if c.isprintable())
    return re.sub(r"([\\`*_{}\[\]<>#|!])", r"\\\1", bare)


__all__ = ["Citations", "Claim", "Event", "brief", "escaped"]
