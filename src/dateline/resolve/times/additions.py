"""A user's own words, holidays and rules for times: `times/*.yaml` of the folder given with `--lexicon`.

A file has any of `words` (added to the classes of that name), `holidays` (added or replaced by name) and `rules` (tried
before the shipped ones; one with a known id replaces it). The format is that of data/times/en.yaml.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import DataError
from dateline.resolve.own import own_files, own_key, own_text

KEYS = {"words", "holidays", "rules"}
RULE_KEYS = {"id", "needs", "make", "pattern", "with", "finds", "leaves"}
FEASTS = {"day", "nth", "easter", "orthodox", "islamic", "persian", "chinese", "hebrew", "hindu"}


def with_additions(extra: Path | None, code: str = "en") -> str:
    """The key under which `language` gives the shipped tables with those of a user's folder; the code alone without."""
    return own_key(extra, "times", code)


def rule_ids(extra: Path) -> set[str]:
    """The ids of the user's own rules."""
    return {
        str(entry["id"])
        for file in own_files(extra, "times")
        for entry in _read(file).get("rules", [])
        if "id" in entry
    }


def added(table: dict[str, Any], extra: Path) -> dict[str, Any]:
    """The shipped table with the user's files in it. `DataError` names the file and what is wrong with it."""
    words = dict(table["words"])
    holidays, rules = dict(table["holidays"]), list(table["rules"])
    for file in own_files(extra, "times"):
        mine = _read(file)
        for name, entries in mine.get("words", {}).items():
            words[name] = _joined(file, name, words, entries)
        holidays.update(
            {str(name).lower(): _feast(file, name, rule) for name, rule in mine.get("holidays", {}).items()}
        )
        own = [_rule(file, entry, table) for entry in mine.get("rules", [])]
        ids = {entry["id"] for entry in own}
        rules = own + [entry for entry in rules if entry["id"] not in ids]
    return {**table, "words": words, "holidays": holidays, "rules": rules}


def _read(file: Path) -> dict[str, Any]:
    try:
        mine = yaml.safe_load(own_text(file)) or {}
    except yaml.YAMLError as error:
        raise DataError(f"times/{file.name}: not readable as YAML: {error}") from error
    if not isinstance(mine, dict) or set(mine) - KEYS:
        raise DataError(f"times/{file.name}: only {', '.join(sorted(KEYS))} may stand at the top")
    return mine


def _joined(file: Path, name: str, words: dict[str, Any], entries: Any) -> Any:
    known = words.get(name)
    if known is None:
        raise DataError(
            f"times/{file.name}: no class of words is called {name!r}; known are {', '.join(sorted(words))}"
        )
    if type(known) is not type(entries):
        raise DataError(f"times/{file.name}: {name}: a {type(known).__name__} is wanted, as in the shipped file")
    return known | entries if isinstance(known, dict) else [*known, *entries]


def _feast(file: Path, name: str, rule: Any) -> dict[str, Any]:
    if not isinstance(rule, dict) or len(rule) != 1 or set(rule) - FEASTS:
        raise DataError(f"times/{file.name}: {name}: one of {', '.join(sorted(FEASTS))} is wanted, not {rule!r}")
    return rule


def _rule(file: Path, entry: Any, table: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(entry, dict) or not {"id", "needs", "make", "pattern"} <= set(entry) <= RULE_KEYS:
        raise DataError(f"times/{file.name}: a rule has id, needs, make, pattern, and with, finds, leaves: {entry!r}")
    where = f"times/{file.name}: {entry['id']}"
    if unknown := set(str(entry["needs"]).split()) - set(table["anchors"]):
        raise DataError(f"{where}: unknown anchor {', '.join(sorted(unknown))}")
    try:
        re.compile(re.sub(r"\{\w+(?::\w+)?\}", "x", entry["pattern"]))
    except re.error as error:
        raise DataError(f"{where}: pattern: {error}") from None
    return entry
