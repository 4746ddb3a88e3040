"""Party data from YAML, strictly checked: a wrong key names the file and the entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import files
from typing import Any

from dateline.errors import DataError
from dateline.resolve.actors.records import Actor, Noun, Nouns, Office
from dateline.resolve.own import Readable
from dateline.resolve.places.overlays import load_yaml

KEYS = {
    "id",
    "name",
    "kind",
    "sector",
    "country",
    "parent",
    "wikidata",
    "aliases",
    "offices",
    "nouns",
    "where",
}
OFFICE_KEYS = {"title", "of", "from", "to"}
SECTORS = frozenset(
    [
        "COP",
        "GOV",
        "JUD",
        "LEG",
        "MIL",
        "PRM",
        "PTY",
        "REB",
        "SPY",
        "UAF",
        "UNK",
        "AGR",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "REF",
        "OPP",
        "PRE",
        "REL",
        "SOC",
        "IGO",
        "NGO",
        "MNC",
    ]
)
"""PLOVER's sector codes, and its three codes for international bodies, aid organisations and companies."""

KINDS = frozenset(
    [
        "group",
        "igo",
        "agency",
        "ngo",
        "alliance",
        "coalition",
        "party",
        "company",
        "news",
        "person",
        "force",
        "body",
        "court",
        "mission",
        "union",
    ]
)
NOUN_FILES = "nouns."


def shipped() -> list[Readable]:
    """The actor files of the package, sorted by name; the noun tables are not among them."""
    folder = files("dateline.data.actors")
    return sorted((f for f in folder.iterdir() if f.name.endswith(".yaml") and not f.name.startswith(NOUN_FILES)),
                  key=lambda f: f.name)  # fmt: skip


def actors(sources: Iterable[Readable]) -> Iterator[Actor]:
    """Every entry of the files, in order; a later entry with the same id takes the place of an earlier
    one."""
    for file in sources:
        content = load_yaml(file) or []
        if not isinstance(content, list):
            raise DataError(f"{file.name}: a list of parties is wanted, not {type(content).__name__}")
        for number, entry in enumerate(content, start=1):
            yield _actor(file.name, number, entry)


def nouns(language: str = "en") -> Nouns:
    """The noun tables of one language."""
    table = load_yaml(files("dateline.data.actors") / f"{NOUN_FILES}{language}.yaml")
    heads: dict[str, Noun] = {}
    for word in table["roles"]:
        heads[word.lower()] = Noun("role", word.lower())
    for cls, key in (("people", "people"), ("fighter", "fighters")):
        heads.update({w.lower(): Noun(cls, w.lower(), "CVL" if cls == "people" else "UAF") for w in table[key]})
    for cls, key in (("force", "forces"), ("organ", "organs")):
        for name, row in table[key].items():
            heads.update({w.lower(): Noun(cls, name, row["sector"]) for w in row["nouns"]})
    groups = {noun: frozenset(kinds) for noun, kinds in table["groups"].items()}
    lowered = (frozenset(w.lower() for w in table[k]) for k in ("citizens", "grades", "titles"))
    citizens, grades, titles = lowered
    longest = max(len(w.split()) for w in heads)
    shape = {name: frozenset(words) for name, words in table["shape"].items()}
    pairs = {name: frozenset(words) for name, words in table["pairs"].items()}
    return Nouns(heads, citizens, groups, grades, titles, table["ministries"], shape, table["ranks"], pairs, longest)


def _actor(file: str, number: int, entry: Any) -> Actor:
    if not isinstance(entry, dict):
        raise DataError(f"{file}: entry {number}: a mapping is wanted, not {type(entry).__name__}")
    where = f"{file}: {entry.get('id') or entry.get('name') or number}"
    if unknown := set(entry) - KEYS:
        raise DataError(f"{where}: unknown key {', '.join(sorted(unknown))}; known are {', '.join(sorted(KEYS))}")
    if missing := {"id", "name", "kind"} - set(entry):
        raise DataError(f"{where}: {', '.join(sorted(missing))} missing")
    if entry["kind"] not in KINDS:
        raise DataError(f"{where}: unknown kind {entry['kind']!r}; known are {', '.join(sorted(KINDS))}")
    if entry.get("sector") is not None and entry["sector"] not in SECTORS:
        raise DataError(f"{where}: unknown sector {entry['sector']!r}; known are {', '.join(sorted(SECTORS))}")
    offices = tuple(_office(where, o) for o in entry.get("offices", ()))
    return Actor(entry["id"], entry["name"], entry["kind"], entry.get("sector"), entry.get("country"),
                 entry.get("parent"), entry.get("wikidata"), tuple(str(a) for a in entry.get("aliases", ())), offices,
                 tuple(entry.get("nouns", ())), tuple(entry.get("where", ())))  # fmt: skip


def _office(where: str, entry: Any) -> Office:
    if not isinstance(entry, dict) or set(entry) - OFFICE_KEYS or not {"title", "of"} <= set(entry):
        raise DataError(f"{where}: offices: {{title, of, from, to}} is wanted, not {entry!r}")
    return Office(entry["title"], str(entry["of"]), _day(where, entry.get("from")), _day(where, entry.get("to"), True))


def _day(where: str, value: Any, last: bool = False) -> date | None:
    """A day from a date, or from a year or year-month (its first day, or its last for an end)."""
    if value is None or isinstance(value, date):
        return value
    try:
        parts = [int(p) for p in str(value).split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
        return date(year, month, parts[2] if len(parts) > 2 else (28 if last else 1))
    except (ValueError, IndexError) as error:
        raise DataError(f"{where}: offices: not a date: {value!r}") from error
