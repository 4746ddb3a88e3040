"""Parquet files of reports, claims and what follows from them: written whole or not at all, read as records.

Every row holds its record as canonical JSON (`record`) beside the columns that other programs ask for.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any, Self

from dateline.errors import UsageError
from dateline.ledger import records, rows
from dateline.model import Claim, Event, Interval, Issue, Party, Place, Plan, Report

GROUP = 2_000  # rows held before they are written
Row = dict[str, Any]

PLACED = ("place", "country", "lat", "lon")
COLUMNS: dict[str, dict[str, str]] = {
    "reports": {
        "id": "string", "row": "int64", "outlet": "string", "title": "string", "published_first": "date32",
        "published_last": "date32", "language": "string", "locator": "string", "text": "string", "record": "string",
    },
    "claims": {
        "id": "string", "report": "string", "row": "int64", "kind": "string", "type": "string", "mode": "string",
        "status": "string",
        "first": "date32", "last": "date32", "place": "string", "country": "string", "lat": "float64",
        "lon": "float64", "actor": "string", "recipient": "string", "sentence": "string", "record": "string",
    },
    "issues": {"locator": "string", "stage": "string", "code": "string", "message": "string", "digest": "string"},
    "events": {
        "id": "string", "kind": "string", "type": "string", "mode": "string", "status": "string", "first": "date32",
        "last": "date32", "place": "string", "country": "string", "lat": "float64", "lon": "float64",
        "actor": "string", "recipient": "string", "claims": "int32", "record": "string",
    },
    "plans": {"event": "string", "state": "string", "record": "string"},
    "families": {"report": "string", "family": "string"},
}  # fmt: skip


def needed() -> None:
    """Raises UsageError where pyarrow is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise UsageError('bulk writes Parquet, which needs pyarrow: pip install "dateline[scale]"') from None


class Table:
    """One file being written. Rows go out in groups; the file has its name only when all is written."""

    def __init__(self, path: Path, sheet: str) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.path, self.count = path, 0
        self._spare = path.with_name(f".{path.name}.{os.getpid()}")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._schema = pa.schema([(name, pa.type_for_alias(kind)) for name, kind in COLUMNS[sheet].items()])
        self._writer = pq.ParquetWriter(self._spare, self._schema, compression="zstd")
        self._waiting: list[Row] = []

    def put(self, row: Row) -> None:
        self._waiting.append(row)
        self.count += 1
        if len(self._waiting) >= GROUP:
            self._out()

    def _out(self) -> None:
        import pyarrow as pa

        if self._waiting:
            self._writer.write_table(pa.Table.from_pylist(self._waiting, schema=self._schema))
        self._waiting = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self._out()
        self._writer.close()
        if kind is None:
            os.replace(self._spare, self.path)
        else:
            self._spare.unlink(missing_ok=True)


def write(path: Path, sheet: str, found: Iterable[Row]) -> int:
    """All rows to one file. Returns how many."""
    with Table(path, sheet) as table:
        for row in found:
            table.put(row)
    return table.count


# ----------------------------------------------------------------------------------------------- from records to rows


def report_row(report: Report, number: int) -> Row:
    """number: the report's place in its shard; its claims have the same."""
    first, last = _days(report.published)
    return {
        "id": report.id, "row": number, "outlet": report.outlet, "title": report.title, "published_first": first,
        "published_last": last, "language": report.language, "locator": report.source.locator, "text": report.text,
        "record": rows.report_json(report),
    }  # fmt: skip


def claim_row(claim: Claim, number: int, text: str) -> Row:
    """number, text: of the claim's report; the text for the sentence that says so."""
    first, last = _days(claim.when)
    sentence = claim.evidence.sentence
    return {
        "id": claim.id, "report": claim.report, "row": number, "kind": claim.kind.value, "type": claim.type.value,
        "mode": claim.mode, "status": claim.status.value, "first": first, "last": last, **_place(claim.place),
        "actor": _names(claim.actor), "recipient": _names(claim.recipient),
        "sentence": text[sentence.start : sentence.end], "record": records.dumps(claim),
    }  # fmt: skip


def issue_row(issue: Issue) -> Row:
    kept = rows.cleaned(issue)
    return {name: getattr(kept, name) for name in COLUMNS["issues"]}


def event_row(event: Event) -> Row:
    first, last = _days(event.when)
    return {
        "id": event.id, "kind": event.kind.value, "type": event.type.value, "mode": event.mode,
        "status": event.status.value, "first": first, "last": last, **_place(event.place),
        "actor": _names(event.actor), "recipient": _names(event.recipient), "claims": len(event.claims),
        "record": records.dumps(event),
    }  # fmt: skip


def plan_row(plan: Plan) -> Row:
    return {"event": plan.event, "state": plan.state, "record": records.dumps(plan)}


def _days(when: Interval | None) -> tuple[Any, Any]:
    return (when.start, when.end) if when else (None, None)


def _place(place: Place | None) -> Row:
    if place is None:
        return dict.fromkeys(PLACED)
    return {"place": place.name, "country": place.country, "lat": place.lat, "lon": place.lon}


def _names(parties: Iterable[Party]) -> str | None:
    return "; ".join(p.name for p in parties) or None


# ----------------------------------------------------------------------------------------------- from rows to records


def report_of(row: Row) -> Report:
    """From the columns `text` and `record`."""
    return rows.report_of(SimpleNamespace(**row))  # type: ignore[arg-type]


def claim_of(row: Row) -> Claim:
    """From the column `record`."""
    return records.loads(Claim, row["record"])


def read(path: Path, columns: list[str]) -> Iterator[Row]:
    """The rows of one file, a group at a time."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(GROUP, columns=columns):
            yield from batch.to_pylist()
