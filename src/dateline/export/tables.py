"""Tables with types: rows of plain values for frames, an Excel workbook, Parquet files.

Excel and Parquet need the extra `tables` (openpyxl, pyarrow)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from dateline.errors import UsageError
from dateline.export.csv_ import names
from dateline.export.happenings import Happening, first, happenings, last
from dateline.model import Claim, Event, Interval, LedgerView, Place, Plan, Report

Row = dict[str, Any]
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL = 32_767  # what an Excel cell holds


def event_rows(view: LedgerView) -> Iterator[Row]:
    """An event a row: days as dates, numbers as numbers, one column for each common count."""
    for h in happenings(view):
        yield event_row(h)


def event_row(h: Happening) -> Row:
    """The row of one event; None where nothing is known."""
    event = h.event
    return {
        "event": event.id,
        **_what(event),
        **_when(event.when),
        **_where(event.place),
        "actor": names(event.actor) or None,
        "recipient": names(event.recipient) or None,
        **{what: _total(event, what) for what in ("killed", "injured", "missing", "detained", "displaced", "troops")},
        "counts": "; ".join(f"{c.what} {c.value:g}" for c in event.counts) or None,
        "claims": len(event.claims),
        "reports": len(event.reports),
        "origins": event.origins,
        "outlets": "; ".join(h.outlets) or None,
        "conflicts": "; ".join(f"{c.attribute} {c.kind}" for c in event.conflicts) or None,
        "part_of": event.part_of,
    }


def claim_rows(view: LedgerView) -> Iterator[Row]:
    """A claim a row, with the words of its sentence and trigger, for checking by eye."""
    for h in happenings(view):
        reports = {r.id: r for r in h.reports}
        for claim in h.claims:
            yield claim_row(claim, reports[claim.report], h.event.id)


def claim_row(claim: Claim, report: Report, event: str) -> Row:
    """The row of one claim."""
    said = claim.source
    return {
        "claim": claim.id,
        "event": event,
        "report": claim.report,
        "outlet": report.outlet,
        "published": first(report.published),
        **_what(claim),
        **_when(claim.when),
        **_where(claim.place),
        "actor": names(claim.actor) or None,
        "recipient": names(claim.recipient) or None,
        "counts": "; ".join(f"{c.what} {c.value:g}" for c in claim.counts) or None,
        "source": (said.name or said.organisation or ("unnamed" if said.anonymous else None)) if said else None,
        "sentence": claim.evidence.sentence.of(report.text),
        "trigger": claim.evidence.trigger.of(report.text),
        "why": claim.why,
        "confidence": claim.confidence,
    }


def report_rows(view: LedgerView) -> Iterator[Row]:
    """A report a row, without its text."""
    for r in view.reports:
        yield {
            "report": r.id,
            "outlet": r.outlet,
            "agency": r.agency,
            "title": r.title,
            "url": r.url,
            "published_first": first(r.published),
            "published_last": last(r.published),
            "published_reason": r.published.reason if r.published else None,
            "language": r.language,
            "family": r.family,
            "from": r.source.locator,
        }


def conflict_rows(view: LedgerView) -> Iterator[Row]:
    """One value of one disputed attribute a row."""
    for event in view.events:
        for conflict in event.conflicts:
            for value in conflict.values:
                yield {
                    "event": event.id,
                    "attribute": conflict.attribute,
                    "conflict": conflict.kind,
                    "value": value.value,
                    "reports": value.reports,
                    "families": value.families,
                    "origins": value.origins,
                    "claims": "; ".join(value.claims),
                }


def plan_rows(view: LedgerView) -> Iterator[Row]:
    """A plan a row."""
    for plan in view.plans:
        yield plan_row(plan)


def plan_row(plan: Plan) -> Row:
    """The row of one plan."""
    return {
        "event": plan.event,
        "state": plan.state,
        "due_first": first(plan.due),
        "due_last": last(plan.due),
        "announced_by": "; ".join(plan.claims),
        "fulfilled_by": "; ".join(plan.fulfilled_by) or None,
        "reason": plan.reason,
    }


SHEETS: dict[str, Callable[[LedgerView], Iterator[Row]]] = {
    "events": event_rows,
    "claims": claim_rows,
    "reports": report_rows,
    "conflicts": conflict_rows,
    "plans": plan_rows,
}


def excel(view: LedgerView) -> bytes:
    """A workbook with a sheet for each table. Every text is stored as text: nothing can run as a formula."""
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError:
        raise UsageError('Excel files need openpyxl: pip install "dateline[tables]"') from None

    def cell(sheet: Any, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        made = WriteOnlyCell(sheet, CONTROL.sub(" ", value)[:LONGEST_CELL])
        made.data_type = "s"
        return made

    book = Workbook(write_only=True)
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "B2"
        heading: list[str] = []
        for row in rows(view):
            if not heading:
                heading = list(row)
                sheet.append(heading)
            sheet.append([cell(sheet, v) for v in row.values()])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(view: LedgerView, sheet: str = "events") -> bytes:
    """One table as Parquet: days as date32, numbers as numbers, absent values as nulls."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise UsageError('Parquet files need pyarrow: pip install "dateline[tables]"') from None
    rows = list(SHEETS[sheet](view))
    table = pa.Table.from_pylist(rows, schema=pa.schema([(k, _arrow(pa, k)) for k in _columns(sheet)]))
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


NUMBERS = {"lat", "lon", "confidence", "uncertainty_km"}
WHOLE = {"killed", "injured", "missing", "detained", "displaced", "troops"}
COUNTS = {"claims", "reports", "origins", "families"}
DAYS = {"start", "end", "published", "published_first", "published_last", "due_first", "due_last"}


def _arrow(pa: Any, column: str) -> Any:
    if column in DAYS:
        return pa.date32()
    if column in NUMBERS | WHOLE:
        return pa.float64()
    return pa.int64() if column in COUNTS else pa.string()


def _columns(sheet: str) -> list[str]:
    """Column names of the two wide tables, known without a row."""
    where = list(_where(None))
    if sheet == "events":
        counts = ["killed", "injured", "missing", "detained", "displaced", "troops", "counts"]
        tail = ["claims", "reports", "origins", "outlets", "conflicts", "part_of"]
        return ["event", *WHAT, *WHEN, *where, "actor", "recipient", *counts, *tail]
    head = ["claim", "event", "report", "outlet", "published", *WHAT, *WHEN, *where, "actor", "recipient", "counts"]
    return [*head, "source", "sentence", "trigger", "why", "confidence"]


WHAT = ("kind", "type", "mode", "status")
WHEN = ("start", "end", "precision_time")


def _what(x: Event | Claim) -> Row:
    return {"kind": x.kind.value, "type": x.type.value, "mode": x.mode, "status": x.status.value}


def _when(when: Interval | None) -> Row:
    start: date | None = when.start if when else None
    end: date | None = when.end if when else None
    return {"start": start, "end": end, "precision_time": when.precision if when else None}


def _where(place: Place | None) -> Row:
    keys = {"place": "name", "place_id": "id", "precision": "precision", "country": "country", "admin1": "admin1"}
    row = {column: getattr(place, field, None) for column, field in keys.items()}
    return row | {"lat": place.lat if place else None, "lon": place.lon if place else None}


def _total(event: Event, what: str) -> float | None:
    return next((c.value for c in event.counts if c.what == what and c.part_of is None), None)
