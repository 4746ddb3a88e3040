"""Every format is opened by a program that reads it, has the columns of its codebook, and leaves out what it must."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import UsageError
from dateline.export import acled, formats, gdelt, plover, ucdp
from dateline.export.crosswalk import codes, table
from dateline.export.crosswalk import plover as plover_of
from dateline.export.happenings import dead
from dateline.model import Count, Event, EventType, LedgerView, Party, Plan, Status
from dateline.reconcile import reconcile
from tests.export.test_export import ledger as mixed
from tests.reconcile.made import BAGHDAD, COALITION, IRAQ_MILITARY, TAJI, claim, report, when

MILITIA = Party("Kataib Hezbollah", id="kh", country="IQ", sector="REB")
DEAD = Count("killed", 3, qualifier="at least")


def ledger() -> LedgerView:
    """Two reports of one lethal attack that differ on the dead, a plan, and what the other tests' ledger holds."""
    a = report("r1", "2020-03-12", "Rockets killed three at Camp Taji, the coalition said.", outlet="Tigris Wire")
    b = report("r2", "2020-03-12", "Rockets killed two at Camp Taji.\tIt was night.", outlet="Delta Post")
    p = report("r3", "2020-03-13", "The coalition will hand Camp Taji over on April 4.", outlet="Delta Post")
    told = [
        claim(a, "Rockets killed three at Camp Taji, the coalition said.", "killed", actor=[MILITIA],
              recipient=[COALITION], place=TAJI, on=when("2020-03-11"), counts=[DEAD]),
        claim(b, "Rockets killed two at Camp Taji.", "killed", actor=[MILITIA], recipient=[COALITION], place=TAJI,
              on=when("2020-03-11"), counts=[Count("killed", 2)]),
        claim(p, "The coalition will hand Camp Taji over on April 4.", "hand", "retreat", "handover", "planned",
              actor=[COALITION], recipient=[IRAQ_MILITARY], place=TAJI, on=when("2020-04-04")),
    ]  # fmt: skip
    old = mixed()
    reports, claims = (a, b, p, *old.reports), (*told, *old.claims)
    found = reconcile(reports, claims)
    return LedgerView(reports, claims, (), found.events, found.plans)


def rows_of(pieces: Any, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(pieces), newline=""), delimiter=delimiter))


def attack(view: LedgerView) -> Event:
    return next(e for e in view.events if e.type is EventType.ASSAULT)


def handed_columns(shared: Path, heading: str, lead: str) -> list[str]:
    """The column names that the format notes list after a word, up to the end of that line."""
    section = (shared / "formats.md").read_text("utf-8").split(heading, 1)[1]
    line = next(x for x in section.splitlines() if x.startswith(lead))
    return [re.sub(r"\s*\(.*?\)", "", x).strip() for x in re.split(r"[,|]", line)]


def test_acled_has_its_31_columns_and_takes_the_lowest_number(shared: Path) -> None:
    heading, *rows = rows_of(acled.acled(ledger()))
    assert heading == handed_columns(shared, "## 4. ACLED", "event_id_cnty")
    assert len(heading) == 31
    hit = next(dict(zip(heading, r, strict=True)) for r in rows if "Shelling" in r[6])
    assert (hit["fatalities"], hit["event_type"], hit["inter1"]) == ("2", "Explosions/Remote violence", "Rebel group")
    assert (hit["iso"], hit["region"], hit["country"], hit["location"]) == ("368", "Middle East", "Iraq", "Camp Taji")
    assert "Disputed counts:killed" in hit["notes"]
    assert hit["source"] == "Tigris Wire; Delta Post"
    assert not [r for r in rows if "2020-04-04" in r], "a plan is no event to ACLED"


def test_ucdp_has_its_49_columns_and_the_range(shared: Path) -> None:
    heading, *rows = rows_of(ucdp.ucdp(ledger()))
    assert heading == handed_columns(shared, "## 5. UCDP GED", "id, relid")
    assert len(heading) == 49
    assert len(rows) == 1, "only what killed somebody"
    hit = dict(zip(heading, rows[0], strict=True))
    assert (hit["low"], hit["high"]) == ("2", "3")
    assert hit["dyad_name"] == "Kataib Hezbollah - U.S.-led coalition"
    assert (hit["date_prec"], hit["where_prec"], hit["number_of_sources"]) == ("1", "1", "2")


def test_polecat_has_its_40_columns(shared: Path) -> None:
    lines = "".join(plover.polecat(ledger())).splitlines()
    assert lines[0].split("\t") == handed_columns(shared, "## 2. POLECAT", "Event ID |")
    assert {len(x.split("\t")) for x in lines} == {40}, "a tab in the words never makes a cell"


def test_gdelt_has_61_columns() -> None:
    assert len(gdelt.COLUMNS) == 61
    lines = "".join(gdelt.gdelt(ledger())).splitlines()
    assert lines
    assert {len(x.split("\t")) for x in lines} == {61}
    hit = next(dict(zip(gdelt.COLUMNS, x.split("\t"), strict=True)) for x in lines if "\t194\t" in x)
    assert (hit["EventRootCode"], hit["QuadClass"], hit["ActionGeo_CountryCode"]) == ("19", "4", "IZ")


@pytest.mark.parametrize(
    ("type", "mode", "status", "want"),
    [
        (EventType.RETREAT, "withdraw", Status.HAPPENED, "RETREAT-withdraw"),
        (EventType.RETREAT, "withdraw", Status.PLANNED, "CONCEDE"),
        (EventType.CONSULT, "visit", Status.PLANNED, "AGREE"),
        (EventType.ASSAULT, "rocket", Status.THREATENED, "THREATEN-violence"),
        (EventType.ASSAULT, "rocket", Status.DENIED, None),
        (EventType.ASSAULT, "rocket", Status.POSSIBLE, None),
        (EventType.FIGURE, None, Status.HAPPENED, None),
        (EventType.DECIDE, "vote", Status.HAPPENED, None),
    ],
)
def test_plover_codes_follow_the_codebook(type: EventType, mode: str | None, status: Status, want: str | None) -> None:
    made = plover_of(replace(attack(ledger()), type=type, mode=mode, status=status))
    assert (made.label if made else None) == want


def test_plover_lines_are_json_with_the_required_fields() -> None:
    made = [json.loads(x) for x in plover.plover_lines(ledger())]
    assert all({"id", "date", "actor", "event"} <= set(x) for x in made)
    hit = next(x for x in made if x["event"] == ["ASSAULT"])
    assert (hit["quad_code"], hit["mode"], hit["size"]["dead"]) == (4, ["heavy-weapons"], 3)


def test_every_code_of_the_crosswalk_exists() -> None:
    subs, types = table("export", "acled")["sub_events"], table("export", "plover")
    for kind, modes in table("events", "modes").items():
        for mode, other in modes.items():
            assert other.get("acled", "Other") in subs, (kind, mode)
            assert other.get("plover", "AID").partition("-")[0] in types, (kind, mode)
            assert other.get("ucdp", "1") in ("1", "2", "3"), (kind, mode)


def test_deaths_without_a_number_are_none_not_zero() -> None:
    event = replace(attack(ledger()), counts=(), values=())
    assert dead(event) is None
    part = replace(event, counts=(Count("killed", 3), Count("killed", 2, of="Americans", part_of=0)))
    assert dead(part) is not None
    assert dead(part).best == 3  # type: ignore[union-attr]


def test_excel_opens_and_runs_nothing(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "x.xlsx"
    path.write_bytes(formats.named("xlsx").write(ledger()))  # type: ignore[arg-type,misc]
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["events", "claims", "reports", "conflicts", "plans"]
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert not [c for c in cells if c.data_type == "f"]
    assert "=HYPERLINK(1)" in {c.value for c in cells}, "the text itself is kept"
    heading, first, *_ = book["events"].iter_rows(values_only=True)
    assert type(dict(zip(heading, first, strict=True))["reports"]) is int


@pytest.mark.parametrize("sheet", ["parquet", "claims-parquet"])
def test_parquet_is_read_back_with_its_types(sheet: str) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    made = pq.read_table(io.BytesIO(formats.named(sheet).write(ledger())))  # type: ignore[arg-type,misc]
    rows = made.to_pylist()
    assert len(rows) == (5 if sheet == "parquet" else 6)
    assert str(made.schema.field("start").type) == "date32[day]"
    assert {r["lat"] for r in rows} >= {33.52, None}


def test_parquet_of_an_empty_ledger_has_its_columns() -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    empty = LedgerView((), ())
    for name in ("parquet", "claims-parquet"):
        full = pq.read_table(io.BytesIO(formats.named(name).write(ledger())))  # type: ignore[arg-type,misc]
        none = pq.read_table(io.BytesIO(formats.named(name).write(empty)))  # type: ignore[arg-type,misc]
        assert none.schema.equals(full.schema)


def test_geopackage_has_points_and_says_what_it_cannot_map(tmp_path: Path) -> None:
    raw = pytest.importorskip("pyogrio.raw")
    path = tmp_path / "x.gpkg"
    formats.named("gpkg").file(ledger(), path)  # type: ignore[misc]
    meta, _, shapes, fields = raw.read(path, layer="events")
    assert meta["crs"] == "EPSG:4326"
    assert len(shapes) == 3
    assert set(fields[list(meta["fields"]).index("place")]) == {"Camp Taji", "Qayyarah West airfield"}
    _, _, shapes, fields = raw.read(path, layer="areas_unmapped")
    assert len(fields[0]) == 2
    formats.named("gpkg").file(ledger(), path)  # type: ignore[misc]
    assert len(raw.read(path, layer="events")[2]) == 3, "written again, not appended"


def test_calendar_is_read_back() -> None:
    icalendar = pytest.importorskip("icalendar")
    made = icalendar.Calendar.from_ical(formats.named("ics").write(ledger()))  # type: ignore[misc]
    entries = list(made.walk("VEVENT"))
    assert [str(e["dtstart"].dt) for e in entries] == ["2020-04-04"]
    assert "Delta Post, 2020-03-13" in str(entries[0]["description"])
    assert str(entries[0]["dtend"].dt) == "2020-04-05", "the end of an all-day entry is the day after"


def test_plans_without_a_day_are_left_out_of_calendars() -> None:
    pytest.importorskip("icalendar")
    view = replace(ledger(), plans=(Plan(attack(ledger()).id, (), None, "pending"),))
    assert b"VEVENT" not in formats.named("ics").write(view)  # type: ignore[misc,operator]


def test_followthemoney_statements_say_who_says_so() -> None:
    heading, *rows = rows_of(formats.named("ftm").write(ledger()))  # type: ignore[misc]
    assert heading[:7] == ["id", "entity_id", "canonical_id", "prop", "prop_type", "schema", "value"]
    assert len({r[0] for r in rows}) == len(rows)
    event = attack(ledger()).id
    names = {r[heading.index("origin")] for r in rows if r[1] == event and r[3] == "proof"}
    assert names == {"Tigris Wire", "Delta Post"}


def test_followthemoneys_own_library_reads_the_statements_and_makes_entities_of_them() -> None:
    """Every property is one its schema has, of the type told, with a value the library would not clean away."""
    pytest.importorskip("followthemoney", reason="followthemoney is not installed here (it needs ICU's headers)")
    from followthemoney import model
    from followthemoney.dataset import Dataset
    from followthemoney.statement import StatementEntity
    from followthemoney.statement.serialize import read_csv_statements

    view = ledger()
    entities: dict[str, list[Any]] = {}
    for said in read_csv_statements(io.BytesIO("".join(formats.named("ftm").write(view)).encode())):  # type: ignore[misc,arg-type]
        prop = model[said.schema].get(said.prop)
        assert prop is not None, (said.schema, said.prop)
        assert not prop.stub, said.prop
        assert prop.type.name == said.prop_type, said.prop
        assert prop.type.clean(said.value) == said.value, said.prop
        entities.setdefault(said.entity_id, []).append(said)
    of = Dataset({"name": "dateline", "title": "Dateline"})
    made = {i: StatementEntity.from_statements(of, said) for i, said in entities.items()}
    hit = made[attack(view).id]
    assert (hit.schema.name, hit.get("date"), hit.get("country")) == ("Event", ["2020-03-11"], ["iq"])
    assert {made[i].caption for i in hit.get("involved")} == {"Kataib Hezbollah", "U.S.-led coalition"}
    assert {made[i].first("publisher") for i in hit.get("proof")} == {"Tigris Wire", "Delta Post"}
    assert {i for i, e in made.items() if e.schema.name == "Event"} == {e.id for e in view.events}


def test_provenance_is_prov_json_of_one_event() -> None:
    view = ledger()
    made = json.loads(formats.named("prov").of_event(view, attack(view).id))  # type: ignore[misc]
    assert {"entity", "activity", "agent", "wasDerivedFrom", "wasAttributedTo"} <= set(made)
    used = {x["prov:usedEntity"] for x in made["wasDerivedFrom"].values()}
    assert used <= set(made["entity"])
    assert {"dl:report-r1", "dl:report-r2"} <= used
    with pytest.raises(UsageError, match="no event"):
        formats.named("prov").of_event(view, "nothing")  # type: ignore[misc]


def test_a_prov_reader_takes_it() -> None:
    prov = pytest.importorskip("prov.model")
    view = ledger()
    text = formats.named("prov").of_event(view, attack(view).id)  # type: ignore[misc]
    made = prov.ProvDocument.deserialize(content=text, format="json")
    assert len(list(made.get_records(prov.ProvDerivation))) == 4


def test_no_line_of_text_becomes_a_formula() -> None:
    for name in ("csv", "claims-csv", "acled", "ucdp", "ftm"):
        for row in rows_of(formats.named(name).write(ledger())):  # type: ignore[misc]
            assert not [c for c in row if c.startswith(("=", "+", "@"))], name


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="claims, csv, claims-csv, xlsx"):
        formats.named("pdf")


def test_codes_of_a_mode_unknown_to_others_are_none() -> None:
    assert codes(replace(attack(ledger()), type=EventType.HAZARD, mode="earthquake")) == {}


def test_baghdad_is_in_acled_region_middle_east() -> None:
    assert acled.region(BAGHDAD.country) == "Middle East"
    assert acled.region(None) == ""


@pytest.mark.parametrize("name", [f.name for f in formats.ALL if not f.binary and f.write])
def test_every_text_format_writes_a_line_at_least(name: str) -> None:
    assert "\n" in "".join(formats.named(name).write(ledger()))  # type: ignore[misc,arg-type]
