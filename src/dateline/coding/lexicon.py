"""The lexicon: entries that say which words tell which kind of event, and which place fills which role.

Entries are YAML (src/dateline/data/events/*.yaml and a user's own folder): a list per file. An unknown key, type,
status or place is refused with file, entry and key, so a misspelt line can never be silently ignored. Later files win:
an entry of a user's folder with a shipped id replaces it, and `forbid: true` removes it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from dateline.coding.english import form_table
from dateline.coding.patterns import Pattern, Pos, Test, read_pattern, read_test
from dateline.errors import DataError
from dateline.model import EventType, Status

KEYS = frozenset(
    [
        "id",
        "gloss",
        "type",
        "mode",
        "verbs",
        "nouns",
        "adjectives",
        "phrases",
        "roles",
        "noun_roles",
        "needs",
        "status",
        "flags",
        "counts",
        "yes",
        "no",
        "real",
        "forbid",
    ]
)
FLAGS = frozenset(
    {
        "consequence",  # tells what an event led to (killed, injured): joins the event that caused it
        "statement",  # a speech act: its speaker is the actor, not a source
        "durative",  # a state while it lasts: "has been banned since" is ongoing
        "site",  # its object is the place
        "anaphor",  # a bare noun that only points back ("the move")
        "spread",  # several places or parties are several events ("left A and B")
        "weak",  # only counts with a party or a place in its roles
        "plan",  # the noun or verb itself speaks of the future
    }
)
ROLES = frozenset({"actor", "recipient", "place"})
LISTS: tuple[tuple[str, Pos], ...] = (
    ("verbs", "verb"),
    ("nouns", "noun"),
    ("adjectives", "adj"),
    ("phrases", "phrase"),
)
VERB_ROLES = {"actor": ("subj",), "recipient": ("obj",)}
NOUN_ROLES = {"actor": ("by", "subj", "poss", "from", "mod"), "recipient": ("on", "against", "of", "with", "at", "for")}
SETTINGS = frozenset(
    {
        "classes.yaml",
        "modes.yaml",
        "stance.yaml",
        "speech.yaml",
        "kinds.yaml",
        "parties.yaml",
        "roles.yaml",
        "circumstances.yaml",
        "seats.yaml",
        "genres.yaml",
    }
)


class LexiconError(DataError):
    """A lexicon file that cannot be read; the message names file, entry and key."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence an entry must code (`yes`) or leave alone (`no`), with any fields it must come out with; or one that
    is close to a decoy in words and that some entry must code (`real`)."""

    text: str
    expect: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One lexicon entry. `type` is None for a decoy: what it matches is passed over."""

    id: str
    gloss: str
    type: EventType | None
    mode: str | None
    patterns: tuple[Pattern, ...]
    roles: Mapping[str, tuple[str, ...]]
    noun_roles: Mapping[str, tuple[str, ...]]
    needs: tuple[Test, ...] = ()
    status: Status | None = None
    flags: frozenset[str] = frozenset()
    counts: tuple[str, ...] = ()
    yes: tuple[Example, ...] = ()
    no: tuple[Example, ...] = ()
    real: tuple[Example, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries, indexed by (part of speech, head word), with the word classes and operator lists they use."""

    version: str
    entries: tuple[Entry, ...]
    index: Mapping[tuple[str, str], tuple[tuple[Entry, Pattern], ...]]
    classes: Mapping[str, frozenset[str]]
    settings: Mapping[str, Mapping[str, Any]]
    forms: Mapping[str, tuple[str, ...]]

    def lemma(self, form: str, parsed: str) -> str:
        """The lexicon word a written form belongs to; the parser's lemma when it is one, or when none is known."""
        bases = self.forms.get(form)
        if bases is None or parsed in bases:
            return parsed
        return bases[0]

    def candidates(self, pos: str, word: str) -> tuple[tuple[Entry, Pattern], ...]:
        """Entries with a trigger of this head word, in file order."""
        return self.index.get((pos, word), ())

    def heads(self) -> frozenset[str]:
        """Every word that a trigger of any part of speech may begin with."""
        if self.version not in _HEADS:
            _HEADS[self.version] = frozenset(word for _, word in self.index)
        return _HEADS[self.version]

    def words(self, group: str, key: str) -> frozenset[str]:
        """A list of words of a settings file, as a set; empty when there is none."""
        cached: frozenset[str] = _words(self, group, key)
        return cached


_HEADS: dict[str, frozenset[str]] = {}
_WORDS: dict[tuple[str, str, str], frozenset[str]] = {}


def _words(lexicon: Lexicon, group: str, key: str) -> frozenset[str]:
    at = (lexicon.version, group, key)
    if at not in _WORDS:
        _WORDS[at] = frozenset(str(w) for w in lexicon.settings.get(group, {}).get(key, ()))
    return _WORDS[at]


def load_lexicon(extra: Path | None = None) -> Lexicon:
    """The shipped entries, with those of the folder `extra` (its events/ or itself) on top.

    Raises LexiconError, with file, entry and key, for anything that cannot be read.
    """
    sources = list(shipped())
    if extra is not None:
        sources += list(of_folder(extra))
    digest = hashlib.sha256()
    entries: dict[str, Entry] = {}
    settings: dict[str, dict[str, Any]] = {}
    for name, text in sources:
        digest.update(name.encode() + b"\0" + text.encode() + b"\0")
        content = parse_yaml(name, text)
        if Path(name).name in SETTINGS:
            merge_settings(settings.setdefault(Path(name).stem, {}), content, name)
        else:
            read_file(entries, content, name)
    classes = {k: frozenset(map(str, v)) for k, v in settings.get("classes", {}).items()}
    known = tuple(entries.values())
    check_classes(known, classes)
    table = form_table(vocabulary(known, classes, settings))
    return Lexicon(digest.hexdigest()[:12], known, build_index(known), classes, settings, table)


def vocabulary(
    entries: Iterable[Entry], classes: Mapping[str, frozenset[str]], settings: Mapping[str, Any]
) -> set[str]:
    """Every word the lexicon looks for: heads, values of conditions, classes and operator lists."""
    words = {p.head for e in entries for p in e.patterns if p.pos != "phrase"}
    for entry in entries:
        for test in (*entry.needs, *(t for p in entry.patterns for t in p.tests)):
            words |= {v for v in test.values if not v.startswith("@") and v != "*"}
    words |= {w for group in classes.values() for w in group}
    for name, group in settings.items():
        if name in ("circumstances", "seats", "genres"):  # words whose made-up forms would only get in the way
            continue
        words |= {str(w) for value in group.values() if isinstance(value, (list, dict)) for w in value}
    return {w for w in words if " " not in w}


def shipped() -> Iterator[tuple[str, str]]:
    """Name and text of every file of the package's data/events, in name order."""
    folder = files("dateline").joinpath("data/events")
    for item in sorted(folder.iterdir(), key=lambda f: f.name):
        if item.name.endswith(".yaml"):
            yield item.name, item.read_text(encoding="utf-8")


def of_folder(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and text of a user's files, in name order."""
    inner = folder / "events" if (folder / "events").is_dir() else folder
    for path in sorted(inner.glob("*.yaml")):
        try:
            yield path.name, path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise LexiconError(f"{path.name}: not UTF-8 at byte {error.start}; save it as UTF-8") from None


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML with the booleans of YAML 1.2 only: `yes`, `no`, `on` and `off` are words here."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse_yaml(name: str, text: str) -> Any:
    try:
        return yaml.load(text, Loader=Loader)
    except yaml.YAMLError as error:
        raise LexiconError(f"{name}: not YAML: {error}") from error


def merge_settings(into: dict[str, Any], content: Any, name: str) -> None:
    """Word lists of later files are added to those of earlier ones; other values replace."""
    if not isinstance(content, dict):
        raise LexiconError(f"{name}: expected named lists")
    for key, value in content.items():
        old = into.get(key)
        into[key] = [*old, *value] if isinstance(old, list) and isinstance(value, list) else value


def read_file(entries: dict[str, Entry], content: Any, name: str) -> None:
    """Add one file's entries; a known id is replaced, `forbid: true` removes it."""
    if content is None:
        return
    if not isinstance(content, list):
        raise LexiconError(f"{name}: expected a list of entries")
    for raw in content:
        if not isinstance(raw, dict) or not isinstance(raw.get("id"), str):
            raise LexiconError(f"{name}: an entry without an id: {str(raw)[:60]}")
        if raw.get("forbid") is True:
            entries.pop(raw["id"], None)
            continue
        if raw["id"] in entries and entries[raw["id"]].file == name:
            raise LexiconError(f"{name}: entry {raw['id']}: id used twice")
        entries[raw["id"]] = read_entry(raw, name)


def read_entry(raw: Mapping[str, Any], name: str) -> Entry:
    """One entry from its YAML mapping."""
    where = f"{name}: entry {raw['id']}"
    unknown = sorted(set(raw) - KEYS)
    if unknown:
        raise LexiconError(f"{where}: unknown key {unknown[0]!r} (known: {', '.join(sorted(KEYS))})")
    try:
        flags = frozenset(raw.get("flags", ()))
        if flags - FLAGS:
            raise ValueError(f"unknown flag {min(map(str, flags - FLAGS))!r}")
        kind = raw.get("type", "none")
        return Entry(
            id=raw["id"],
            gloss=str(raw.get("gloss", "")),
            type=None if kind == "none" else EventType(kind),
            mode=raw.get("mode"),
            patterns=tuple(read_pattern(pos, line) for key, pos in LISTS for line in raw.get(key, ())),
            roles=read_roles(raw.get("roles"), VERB_ROLES),
            noun_roles=read_roles(raw.get("noun_roles"), NOUN_ROLES),
            needs=tuple(read_test(t) for t in raw.get("needs", ())),
            status=Status(raw["status"]) if "status" in raw else None,
            flags=flags,
            counts=tuple(raw.get("counts", ())),
            yes=tuple(read_example(e) for e in raw.get("yes", ())),
            no=tuple(read_example(e) for e in raw.get("no", ())),
            real=tuple(read_example(e) for e in raw.get("real", ())),
            file=name,
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise LexiconError(f"{where}: {error}") from error


def read_roles(raw: Any, default: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Which places fill which role; what is not said keeps the default, `none` empties it."""
    roles = dict(default)
    for role, places in (raw or {}).items():
        if role not in ROLES:
            raise ValueError(f"unknown role {role!r} (known: {', '.join(sorted(ROLES))})")
        roles[role] = () if places == "none" else tuple(str(places).split())
    return roles


def read_example(raw: Any) -> Example:
    if isinstance(raw, str):
        return Example(raw)
    if isinstance(raw, dict) and isinstance(raw.get("text"), str):
        return Example(raw["text"], {k: v for k, v in raw.items() if k != "text"})
    raise ValueError(f"not an example: {raw!r}")


def check_classes(entries: Iterable[Entry], classes: Mapping[str, frozenset[str]]) -> None:
    """Every @class used is a word class or a built-in test."""
    from dateline.coding.slots import BUILT_IN

    for entry in entries:
        for test in (*entry.needs, *(t for p in entry.patterns for t in p.tests)):
            for name in test.classes:
                if name not in classes and name not in BUILT_IN:
                    raise LexiconError(f"{entry.file}: entry {entry.id}: unknown word class @{name}")


def build_index(entries: Iterable[Entry]) -> Mapping[tuple[str, str], tuple[tuple[Entry, Pattern], ...]]:
    found: dict[tuple[str, str], list[tuple[Entry, Pattern]]] = defaultdict(list)
    for entry in entries:
        for pattern in entry.patterns:
            found[pattern.pos, pattern.head].append((entry, pattern))
    return {key: tuple(value) for key, value in found.items()}
