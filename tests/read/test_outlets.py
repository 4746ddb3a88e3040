"""Agencies and outlets: found by tag, name and domain; a wrong data file is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.read import load_outlets

from .made import outlets, report

STORY = (
    "The garrison at Orrin left its barracks on Tuesday and handed the keys to the council, a spokesman for it said."
)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("AP", "Associated Press"),
        ("AA", "Anadolu Agency"),
        ("dpa", "Deutsche Presse-Agentur"),
        ("the associated press", "Associated Press"),
    ],
)
def test_tags(tag: str, name: str) -> None:
    found = outlets().by_tag(tag)
    assert found is not None
    assert found.name == name


def test_hosts() -> None:
    found = outlets().by_host("www.reuters.com")
    assert found is not None
    assert found.name == "Reuters"
    assert outlets().by_host("notreuters.com") is None
    assert outlets().by_host("com") is None


def test_tags_and_domains_belong_to_one_each() -> None:
    tags = [tag.casefold() for entry in outlets().entries for tag in entry.tags]
    domains = [domain for entry in outlets().entries for domain in entry.domains]
    assert len(tags) == len(set(tags))
    assert len(domains) == len(set(domains))


def test_reports_take_agency_and_outlet() -> None:
    found = report(f"HALVEN (AP) — {STORY}", url="http://news.sky.com/story/1")
    assert (found.agency, found.outlet) == ("Associated Press", "Sky News")
    unknown = report(f"HALVEN (NCW) — {STORY}", outlet="Northcoast Wire")
    assert (unknown.agency, unknown.outlet) == ("NCW", "Northcoast Wire")


def test_own_outlets_come_first_and_change_the_version(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("- {name: Northcoast Wire, kind: agency, tags: [NCW, AP]}\n")
    mine = load_outlets(tmp_path)
    assert mine.by_tag("NCW") == mine.by_tag("AP")
    assert mine.version != outlets().version
    assert load_outlets(tmp_path / "mine.yaml").version == mine.version


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("- {name: X, kind: agency, colour: red}", "colour"),
        ("- {name: X}", "kind"),
        ("- {kind: agency}", "name"),
        ("- {name: X, kind: agency, country: no}", "country"),
        ("- {name: X, kind: agency, tags: AP}", "tags"),
        ("name: X", "list"),
        ("- [", "YAML"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, words: str, told: str) -> None:
    (tmp_path / "mine.yaml").write_text(words)
    with pytest.raises(DataError, match=told) as error:
        load_outlets(tmp_path / "mine.yaml")
    assert "mine.yaml" in str(error.value)
