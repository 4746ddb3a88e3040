"""Places: keys, lookup, choosing, distances, roles and the import of dumps. The sentences are made up."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.errors import DataError
from dateline.model import Dateline, Place, PlaceMention, Report, Source, Span
from dateline.resolve.places import Gazetteer, gazetteer_import, load_gazetteer, place_names, resolve_places
from dateline.resolve.places.overlays import overlays
from dateline.resolve.places.romanise import fold, loose
from dateline.resolve.places.sphere import BEARINGS, km, offset


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def mentions(text: str, gazetteer: Gazetteer, dateline: Dateline | None = None) -> tuple[PlaceMention, ...]:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return resolve_places(nlp(text), Report("r", text, Source("r", "text/plain"), dateline=dateline), gazetteer)


def place(name: str, text: str, gazetteer: Gazetteer) -> Place:
    start = text.index(name)
    return next(m.place for m in mentions(text, gazetteer) if m.span.start <= start < m.span.end)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Qayyarah", "Qayara", "Gayara", "al-Qayyarah", "Qaiyarah"),
        ("al-Qaim", "Qa'im", "Al Qa’im"),
        ("Kharkiv", "Kharkov"),
        ("Falluja", "Fallujah", "al-Fallujah"),
        ("Hudaydah", "Hodeidah"),
    ],
)
def test_spellings_of_one_town_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({loose(s) for s in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Basra", "Bursa"), ("Homs", "Hama"), ("Kabul", "Kobol"), ("Mosul", "Mersin"), ("Paris", "Peres")],
)
def test_different_towns_keep_different_keys(one: str, other: str) -> None:
    assert loose(one) != loose(other)


@given(st.text(max_size=40))
@example("\N{MATHEMATICAL BOLD FRAKTUR CAPITAL A}")
def test_keys_are_stable(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert isinstance(loose(name), str)


@given(st.floats(-75, 75), st.floats(-170, 170), st.sampled_from(sorted(BEARINGS.values())), st.floats(0.5, 900))
def test_going_a_distance_ends_that_far_away(lat: float, lon: float, bearing: float, far: float) -> None:
    assert km(lat, lon, *offset(lat, lon, bearing, far)) == pytest.approx(far, rel=0.01, abs=0.05)


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [
        ("K1", 35.512, 44.289), ("Qayyarah", 35.8, 43.29), ("al-Qaim", 34.37, 41.09), ("Camp Taji", 33.524, 44.257),
        ("Basmaya", 33.15, 44.62), ("Kirkuk", 35.468, 44.392), ("Mosul", 36.345, 43.145), ("Baghdad", 33.315, 44.366),
    ],
)  # fmt: skip
def test_places_of_a_drawdown_lie_where_they_lie(name: str, lat: float, lon: float, gazetteer: Gazetteer) -> None:
    text = f"Trucks left {name} on Monday, officers in Iraq said."
    found = place(name, text, gazetteer)
    assert found.lat is not None
    assert found.lon is not None
    assert km(lat, lon, found.lat, found.lon) < 15


def test_containment_beats_renown(gazetteer: Gazetteer) -> None:
    assert place("Paris", "The mayor of Paris, Texas, resigned.", gazetteer).country == "US"
    assert place("Paris", "The mayor of Paris resigned.", gazetteer).country == "FR"


def test_neighbours_vouch_for_one_another(gazetteer: Gazetteer) -> None:
    text = "Roads from Tripoli to Beirut and Sidon were shut in Lebanon."
    assert place("Tripoli", text, gazetteer).country == "LB"
    assert place("Tripoli", "Fighters in Tripoli and Misrata shelled Sirte in Libya.", gazetteer).country == "LY"


def test_a_list_of_countries_is_no_containment(gazetteer: Gazetteer) -> None:
    assert place("Jordan", "Aid went to Jordan, Lebanon and Turkey.", gazetteer).id == "iso:JO"


def test_distance_and_direction_give_a_point_with_its_doubt(gazetteer: Gazetteer) -> None:
    found = place("Baghdad", "A camp 17 miles north of Baghdad was shelled.", gazetteer)
    assert found.lat == pytest.approx(33.34 + 27.36 / 111.2, abs=0.03)
    assert found.uncertainty_km is not None
    assert found.uncertainty_km > 5
    assert "computed" in (found.reason or "")


def test_a_site_only_its_town_tells_is_put_there(gazetteer: Gazetteer) -> None:
    found = place("Ramadi", "Shells hit the Ramadi barracks in Iraq.", gazetteer)
    assert (found.name, found.precision) == ("Ramadi barracks", "site")
    assert found.uncertainty_km == pytest.approx(10, abs=5)


def test_a_stated_kind_decides(gazetteer: Gazetteer) -> None:
    assert place("Kirkuk", "Villages in Kirkuk province, Iraq, burned.", gazetteer).precision == "admin1"
    assert place("Kirkuk", "Shops in Kirkuk, Iraq, burned.", gazetteer).precision == "city"


def test_an_unknown_name_stays_a_name(gazetteer: Gazetteer) -> None:
    text = "Crews reached Zxqwortholm on Monday."
    found = place_names(text, [(text.index("Zx"), text.index(" on"))], gazetteer)[0]
    assert (found.name, found.lat, found.lon, found.id) == ("Zxqwortholm", None, None, None)
    assert found.reason


def test_people_and_months_are_not_places(gazetteer: Gazetteer) -> None:
    found = mentions("Brandon Paris met May Reading on Nov. 8 and left.", gazetteer)
    assert not [m for m in found if m.place.name in ("Paris", "May", "Nov", "Reading", "Brandon")]


def test_adjectives_modify_and_the_dateline_is_told_apart(gazetteer: Gazetteer) -> None:
    line = Dateline(Span(0, 7), place="BAGHDAD")
    found = mentions("BAGHDAD — Iraqi troops left.", gazetteer, line)
    assert [(m.role, m.place.country) for m in found] == [("dateline", "IQ"), ("modifier", "IQ")]


def test_a_capital_that_speaks_is_a_government(gazetteer: Gazetteer) -> None:
    found = mentions("Tehran said it would answer. Crowds marched in Tehran.", gazetteer)
    assert [m.role for m in found] == ["government", "name"]


def test_an_empty_text_has_no_places(gazetteer: Gazetteer) -> None:
    assert mentions("", gazetteer) == ()


def test_a_users_overlay_is_found_and_changes_the_version(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "mine.yaml").write_text(
        "- {id: post-9, name: Post Nine, country: IQ, at: [33.1, 44.1], aliases: [P-Nine]}\n", encoding="utf-8"
    )
    mine = load_gazetteer(tmp_path)
    assert mine.version != gazetteer.version
    assert place("Post Nine", "Guards at Post Nine slept.", mine).id == "site:post-9"


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("- {id: a, name: A, at: [1, 2], colour: red}", "colour"),
        ("- {id: a, name: A}", "at missing"),
        ("- {id: a, name: A, at: [99, 2]}", "no such point"),
        ("- {id: a, name: A, at: [1, 2], kind: moon}", "moon"),
        ("a: b", "a list of places"),
        ("- [", "not readable"),
    ],
)
def test_a_bad_overlay_names_file_and_fault(entry: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(entry, encoding="utf-8")
    with pytest.raises(DataError, match=rf"bad\.yaml.*{told}"):
        list(overlays([file]))


def geonames_row(number: str, name: str, lat: str, lon: str, fclass: str = "P", people: str = "1200") -> str:
    return "\t".join([number, name, name, "Alternate One", lat, lon, fclass, "PPL", "QQ", "", "07", "", "", "", people,
                      "", "10", "Etc/UTC", "2024-01-01"])  # fmt: skip


def test_a_geonames_dump_is_imported(tmp_path: Path) -> None:
    dump, names = tmp_path / "QQ.txt", tmp_path / "alternateNamesV2.txt"
    rows = [geonames_row("900000001", "Vexholmby", "12.5", "33.25"), geonames_row("900000002", "A Road", "1", "2", "R")]
    dump.write_text("\n".join(rows) + "\n", encoding="utf-8")
    names.write_text("1\t900000001\ten\tOldvexholm\t\t\t\t\t\t\n2\t900000001\tlink\thttps://example.org\t\t\t\t\t\t\n",
                     encoding="utf-8")  # fmt: skip
    assert gazetteer_import([names, dump], tmp_path) == 1
    mine = load_gazetteer(tmp_path)
    for name in ("Vexholmby", "Oldvexholm"):
        assert [(e.id, e.lat, e.lon) for e in mine.exact(name)] == [("geonames:900000001", 12.5, 33.25)]
    assert mine.exact("Baghdad")


@pytest.mark.parametrize(
    ("name", "text", "lat", "lon"),
    [
        ("Diggins", "A barn burned in Diggins, Missouri.", 37.17, -92.85),
        ("Honey Lake", "Two anglers drowned in Honey Lake, California.", 40.25, -120.3),
        ("Adamawa Plateau", "Herders on the Adamawa Plateau lost cattle.", 6.9, 11.86),
        ("Brussels", "American envoys met in Brussels. The United States sent three.", 50.85, 4.35),
    ],
)
def test_hamlets_waters_and_capitals(name: str, text: str, lat: float, lon: float, gazetteer: Gazetteer) -> None:
    found = place(name, text, gazetteer)
    assert found.lat is not None
    assert found.lon is not None
    assert km(lat, lon, found.lat, found.lon) < 20


@pytest.mark.parametrize(
    ("others", "known"), [("Two men of Leeds, in England,", True), ("Two men of Zxqwortholm", False)]
)
def test_a_building_stands_in_the_town_it_names_if_the_report_agrees(
    others: str, known: bool, gazetteer: Gazetteer
) -> None:
    text = f"{others} were tried at Leeds Crown Court."
    names = [n for n in ("Leeds", "England", "Zxqwortholm") if n in others] + ["Leeds Crown Court"]
    found = place_names(text, [(text.index(n), text.index(n) + len(n)) for n in names], gazetteer)[-1]
    assert (found.name, found.precision, found.lat is not None) == ("Leeds Crown Court", "site", known)
    assert not known or (found.uncertainty_km or 0) >= 10


def test_the_datelines_capitals_are_a_name_among_others(gazetteer: Gazetteer) -> None:
    text = "KYIV (Vellmark) - Trams stood still. In Kyiv, shops closed."
    found = mentions(text, gazetteer, Dateline(Span(0, 17), place="Kyiv"))
    assert [(m.role, m.place.id) for m in found] == [("dateline", "geonames:703448"), ("name", "geonames:703448")]


def test_names_from_other_scripts_carry_no_librarians_marks(gazetteer: Gazetteer) -> None:
    assert place("al-Qaim", "Trucks left al-Qaim, Iraq.", gazetteer).name == "Al Qa'im"
    assert place("São Paulo", "Trams in São Paulo, Brazil, stood still.", gazetteer).name == "São Paulo"


def test_a_table_that_is_no_dump_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("just\ttwo\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"notes\.txt.*2 columns"):
        gazetteer_import([file], tmp_path)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("1\t2\tfr\tOrée\t\t\t\t\n".encode("latin-1"), "line 1: not UTF-8"),
        (b"1\t2\ten\tA\t\t\t\t\n1\t2\n", "line 2: 2 columns, 8 before"),
        (b"PK\x05\x06" + b"\0" * 18, "no table in it"),
        (geonames_row("5", "Vexholmby", "112.5", "33").encode(), "nowhere on Earth"),
        (geonames_row("5", "Vexholmby", "nan", "33").encode(), "nowhere on Earth"),
        (geonames_row("5", "Vexholmby", "north", "33").encode(), "not a number"),
    ],
)
def test_a_broken_dump_is_refused_and_leaves_nothing(tmp_path: Path, data: bytes, told: str) -> None:
    file = tmp_path / "QQ.txt"
    file.write_bytes(data)
    with pytest.raises(DataError, match=told):
        gazetteer_import([file], tmp_path / "mine")
    assert [f for f in (tmp_path / "mine").rglob("*") if f.is_file()] == []


def test_a_large_dump_is_never_held_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More places than are taken at a time: all are there, by all their names."""
    monkeypatch.setattr("dateline.resolve.places.compile.AT_ONCE", 7)
    rows = [geonames_row(str(900000000 + n), f"Vexholm{n}", "12.5", "33.25") for n in range(40)]
    names = [f"{n}\t{900000000 + n}\ten\tOldvex{n}\t\t\t\t\t\t" for n in range(40)]
    (tmp_path / "a.txt").write_text("\n".join(names), encoding="utf-8")
    (tmp_path / "b.txt").write_text("\n".join(rows), encoding="utf-8")
    heard: list[str] = []
    assert gazetteer_import([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path, heard.append) == 40
    assert (heard.count("a.txt"), heard.count("b.txt")) == (40, 40)
    mine = load_gazetteer(tmp_path)
    for name, known in (("Vexholm0", "Vexholm0"), ("Oldvex39", "Vexholm39"), ("Vexholm20", "Vexholm20")):
        assert [e.name for e in mine.exact(name)] == [known]


def test_an_imported_index_is_named_by_its_content(tmp_path: Path) -> None:
    marks = []
    for folder, town in (("a", "Vexholmby"), ("b", "Vexholmby"), ("c", "Vexholm")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "QQ.txt").write_text(geonames_row("900000001", town, "12.5", "33.25"), encoding="utf-8")
        gazetteer_import([tmp_path / folder / "QQ.txt"], tmp_path / folder)
        marks.append(load_gazetteer(tmp_path / folder).version)
    assert marks[0] == marks[1] != marks[2]
    assert marks[0] != load_gazetteer().version


def test_a_member_of_a_list_of_bases_is_the_base(gazetteer: Gazetteer) -> None:
    listed = "They will leave two bases in the north, including Qayara south of Mosul, officers said."
    sown = "Farmers in Qayara south of Mosul sowed late."
    for text, first in ((listed, "Qayyarah West airfield"), (sown, "Al Qayyarah")):
        spans = [(text.index(name), text.index(name) + len(name)) for name in ("Qayara", "Mosul")]
        assert [p.name for p in place_names(text, spans, gazetteer)] == [first, "Mosul"]
