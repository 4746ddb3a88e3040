"""A user's own words for quantities: `quantities/*.yaml` of the folder given with `--lexicon`.

A file has any of `what` (lists of nouns by kind of count), `people`, `weapons` (lists), `units`, `currencies`,
`irregular` and `vague` (words with their values), in the format of data/quantities/en.yaml; all are added to the
shipped ones. What befalls people ("perished", "maimed") belongs to the lexicon of events.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from dateline.errors import DataError
from dateline.resolve.own import own_files, own_key, own_text

LISTS = ("people", "weapons")
TABLES = ("units", "currencies", "irregular", "vague")


def with_additions(extra: Path | None, code: str = "en") -> str:
    """The key under which `language` gives the shipped tables with those of a user's folder; the code alone without."""
    return own_key(extra, "quantities", code)


def nouns(extra: Path) -> list[tuple[str, str | None]]:
    """The user's own counted nouns, with the kind of count where one is stated."""
    tables = [_read(file) for file in own_files(extra, "quantities")]
    told: list[tuple[str, str | None]] = [
        (n, kind) for t in tables for kind, ns in t.get("what", {}).items() for n in ns
    ]
    return told + [(noun, None) for t in tables for name in LISTS for noun in t.get(name, [])]


def added(table: dict[str, Any], extra: Path) -> dict[str, Any]:
    """The shipped table with the user's files in it. `DataError` names the file and what is wrong with it."""
    out = dict(table)
    for file in own_files(extra, "quantities"):
        mine = _read(file)
        out["what"] = _kinds(file, out["what"], mine.get("what", {}))
        for name in LISTS:
            out[name] = [*out[name], *_of(file, name, mine.get(name, []), list)]
        for name in TABLES:
            out[name] = {**out[name], **_of(file, name, mine.get(name, {}), dict)}
    return out


def _kinds(file: Path, known: dict[str, list[str]], mine: Any) -> dict[str, list[str]]:
    out = dict(known)
    for kind, listed in _of(file, "what", mine, dict).items():
        if kind not in known:
            raise DataError(
                f"quantities/{file.name}: what: unknown kind {kind!r}; known are {', '.join(sorted(known))}"
            )
        out[kind] = [*out[kind], *_of(file, f"what: {kind}", listed, list)]
    return out


def _of(file: Path, name: str, value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise DataError(f"quantities/{file.name}: {name}: a {'list' if kind is list else 'mapping'} is wanted")
    return value


def _read(file: Path) -> dict[str, Any]:
    try:
        mine = yaml.safe_load(own_text(file)) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(f"quantities/{file.name}: not readable as YAML: {error}") from error
    known = {"what", *LISTS, *TABLES}
    if not isinstance(mine, dict) or set(mine) - known:
        raise DataError(f"quantities/{file.name}: only {', '.join(sorted(known))} may stand at the top")
    return mine
