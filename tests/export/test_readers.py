"""What is written comes back through the programs people open it with: pandas, polars, GDAL, Excel's own reader."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from dateline.export import formats
from dateline.model import Event, LedgerView
from tests.export.test_formats import ledger

pandas = pytest.importorskip("pandas", reason="pandas is not installed")


@pytest.fixture(scope="module")
def view() -> LedgerView:
    return ledger()


def text(view: LedgerView, name: str) -> str:
    return "".join(formats.named(name).write(view))  # type: ignore[misc,arg-type]


def table(view: LedgerView, name: str, **how: Any) -> Any:
    """The file as pandas reads it, nothing guessed: every cell a text, empty ones empty."""
    return pandas.read_csv(io.StringIO(text(view, name)), dtype=str, keep_default_na=False, **how)


def day(e: Event) -> str:
    return str(e.when.start) if e.when and e.when.start else ""


def test_pandas_reads_the_events_back(view: LedgerView) -> None:
    rows = table(view, "csv").set_index("event")
    assert list(rows.index) == [e.id for e in view.events]
    for e in view.events:
        row = rows.loc[e.id]
        assert (row["type"], row["status"], row["start"]) == (e.type.value, e.status.value, day(e))
        assert (int(row["reports"]), int(row["origins"])) == (len(e.reports), e.origins)
        if e.place and e.place.lat is not None:
            assert float(row["lat"]) == e.place.lat


def test_pandas_reads_claims_back_with_their_sentences(view: LedgerView) -> None:
    rows = table(view, "claims-csv").set_index("claim")
    told = {r.id: r.text for r in view.reports}
    assert set(rows.index) == {c.id for c in view.claims}
    for c in view.claims:
        assert rows.loc[c.id, "sentence"].lstrip("'") == c.evidence.sentence.of(told[c.report])


@pytest.mark.parametrize("name", ["polecat", "gdelt"])
def test_pandas_reads_tab_separated_files_with_as_many_cells_in_each_row(view: LedgerView, name: str) -> None:
    rows = table(view, name, sep="\t", header=None if name == "gdelt" else 0)
    assert len(rows) == len(text(view, name).splitlines()) - (name == "polecat")
    assert rows.shape[1] == {"polecat": 40, "gdelt": 61}[name]


@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_pandas_reads_the_codebooks_files_with_days_and_numbers(view: LedgerView, name: str) -> None:
    rows = pandas.read_csv(io.StringIO(text(view, name)))
    when, dead = {"acled": ("event_date", "fatalities"), "ucdp": ("date_start", "best")}[name]
    assert pandas.to_datetime(rows[when]).notna().all()
    assert rows[dead].dtype.kind in "iuf"
    assert rows[["latitude", "longitude"]].notna().all(axis=None)


def test_lines_of_json_are_read_back(view: LedgerView) -> None:
    for name in ("claims", "plover"):
        rows = pandas.read_json(io.StringIO(text(view, name)), lines=True, dtype=False)
        assert len(rows) == len(text(view, name).splitlines())
    claims = {json.loads(x)["id"]: json.loads(x) for x in text(view, "claims").splitlines()}
    assert set(claims) == {c.id for c in view.claims}


@pytest.mark.parametrize("name", ["parquet", "claims-parquet"])
def test_polars_and_pandas_read_parquet_alike(view: LedgerView, name: str) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    data = formats.named(name).write(view)  # type: ignore[misc]
    one, other = polars.read_parquet(io.BytesIO(data)), pandas.read_parquet(io.BytesIO(data))  # type: ignore[arg-type]
    key = "event" if name == "parquet" else "claim"
    assert one[key].to_list() == other[key].to_list()
    assert one["start"].drop_nulls().to_list() == [d for d in other["start"] if d is not None]


def test_pandas_reads_the_workbook_with_days_as_days(view: LedgerView) -> None:
    pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    book = pandas.read_excel(io.BytesIO(formats.named("xlsx").write(view)), sheet_name=None)  # type: ignore[arg-type,misc]
    assert list(book["events"]["event"]) == [e.id for e in view.events]
    assert str(book["events"]["start"].dtype).startswith("datetime64")
    assert len(book["plans"]) == len(view.plans)
    assert len(book["conflicts"]) == sum(len(c.values) for e in view.events for c in e.conflicts)


def test_gdal_reads_geojson_with_points_only_where_the_place_is_known(view: LedgerView, tmp_path: Path) -> None:
    raw = pytest.importorskip("pyogrio.raw", reason="pyogrio is not installed")
    path = tmp_path / "x.geojson"
    path.write_text(text(view, "geojson"), encoding="utf-8")
    meta, _, shapes, _ = raw.read(path)
    placed = [e for e in view.events if e.place and e.place.lat is not None and e.place.precision in ("site", "city")]
    assert sum(s is not None for s in shapes) == len(placed)
    assert meta["crs"] == "EPSG:4326"
    assert len(shapes) == len(view.events)
