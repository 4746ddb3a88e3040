"""One language's time expressions, compiled from `data/times/LANGUAGE.yaml`: words, rules, cues, feasts.

Pattern language: Python's `re`, for text in lower case (`lowered`), with a space for any white space and `{class}` for
a word of that class in a group of that name (`{class:name}` gives the group another name). Classes are the tables under
`words` and the built-in ones in `_builtin`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.resolve.numerals import Numerals, either, load_table, numerals
from dateline.resolve.times.additions import added

_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
_CAPITAL = frozenset({"month", "weekday", "weekdays", "holiday", "hijri", "persian", "hebrew", "ethiopian"})
"""Classes whose words are names: a lower-case match ("march", "sat.") is none."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and the name of the function that makes a time of its match."""

    id: str
    make: str
    pattern: re.Pattern[str]  # for text in lower case
    constants: Mapping[str, Any]
    classes: Mapping[str, str]  # group name → class of words
    finds: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    body: int | str = 0  # the group that is the extent
    skips: bool = False  # whether the extent begins after a group "skip"
    needs: tuple[str, ...] = ()  # anchors, one of which every match contains
    also: tuple[str, ...] = ()  # anchors, one of which every match contains besides


@dataclass(frozen=True, slots=True)
class LeanWords:
    """Words by which syntax tells which way a clause looks: lemmas, except where they are whole forms."""

    modals: frozenset[str]  # forms: "will", "may"
    will: frozenset[str]  # those modals that look ahead even with "have" ("will have left")
    planners: frozenset[str]  # verbs and adjectives of plans: what hangs on them is to come
    starters: frozenset[str]  # verbs whose present tense tells a timetable
    onward: frozenset[str]  # prepositions that lead from a plan to its day
    deferrers: frozenset[str]  # verbs that put something off, and
    deadline: frozenset[str]  # prepositions that lead from them to the day it is put off to
    ahead: frozenset[str]  # words right before an expression that say it is to come


@dataclass(frozen=True, slots=True)
class Language:
    """Everything resolve/times knows of one language."""

    words: Mapping[str, Mapping[str, Any]]
    rules: tuple[Rule, ...]
    cues: Mapping[str, re.Pattern[str]]
    lean: LeanWords
    holidays: Mapping[str, Mapping[str, Any]]
    numerals: Numerals
    anchors: Mapping[str, re.Pattern[str]]  # for text in lower case
    readers: Mapping[str, Callable[[str], Any]] = field(default_factory=dict)


def _listed(table: Any) -> dict[str, Any]:
    return {str(w): v for w, v in table.items()} if isinstance(table, dict) else {str(w): str(w) for w in table}


def _builtin(numbers: Numerals, holidays: Mapping[str, Any]) -> dict[str, str]:
    """Patterns of the classes that are no plain word lists."""
    ordinal = either(numbers.ordinals)
    cardinal = rf"\d+(?:\.\d+)?|{numbers.words}"
    return {
        "Y": r"(?:1[5-9]|20)\d\d", "MM": r"(?:0[1-9]|1[0-2])", "DD": r"(?:0[1-9]|[12]\d|3[01])",
        "HH": r"(?:[01]\d|2[0-4])", "MIN": r"[0-5]\d",
        "year": rf"(?:(?:1[0-9]|20)\d\d|{numbers.years})", "yearwords": numbers.years,
        "yearsum": rf"(?:{numbers.words})", "yy": r"\d\d",
        "day": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?",
        "daynth": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)",
        "decade": r"(?:1[5-9]|20)\d0", "num": rf"(?:{cardinal})", "nwords": rf"(?:{numbers.words})",
        "n": rf"(?:an?|one|{cardinal})", "nth": rf"(?:\d+(?:st|nd|rd|th)|{ordinal})",
        "nth4": r"(?:first|second|third|fourth|final|[1-4](?:st|nd|rd|th))",
        "clock": r"(?:(?:[01]?\d)(?:[:.][0-5]\d)?\s?(?:a\.m\.|p\.m\.|am|pm)(?!\w)"
                 r"|(?:[01]\d|2[0-3])[0-5]\d(?=\s(?:GMT|UTC|hours|hrs|local))"
                 r"|(?:1[0-2]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+o['’]clock)",
        "holiday": f"(?:{either(holidays)})",
    }  # fmt: skip


def _readers(words: Mapping[str, Mapping[str, Any]], numbers: Numerals) -> dict[str, Callable[[str], Any]]:
    """How the words of each class become values."""

    def lookup(table: Mapping[str, Any]) -> Callable[[str], Any]:
        return lambda text: table.get(_plain(text), table.get(_plain(text).rstrip(".")))

    def cardinal(text: str) -> float | None:
        return 1.0 if _plain(text) in ("a", "an", "one") else numbers.value(text)

    def whole(text: str) -> int:
        return int(re.sub(r"\D", "", text))

    def nth(text: str) -> int | None:
        return 4 if _plain(text) == "final" else numbers.ordinal(text)

    readers: dict[str, Callable[[str], Any]] = {name: lookup(table) for name, table in words.items()}
    readers |= dict.fromkeys(("Y", "MM", "DD", "HH", "MIN", "yy", "day", "daynth", "decade"), whole)
    readers |= dict.fromkeys(("year", "yearwords"), numbers.year)
    readers |= {"yearsum": cardinal, "num": cardinal, "nwords": cardinal, "n": cardinal, "nth": nth, "nth4": nth}
    return readers


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def _expand(pattern: str, patterns: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """A rule's pattern with its slots filled, and which group holds which class."""
    classes: dict[str, str] = {}

    def fill(match: re.Match[str]) -> str:
        if (kind := match[1]) not in patterns:
            return match[0]  # a repetition such as {2}
        name = match[2] or kind
        classes[name] = kind
        return f"(?P<{name}>{patterns[kind]})"

    return _SLOT.sub(fill, _spaced(pattern)), classes


def _spaced(pattern: str) -> str:
    """Spaces as any white space: one or more, but exactly one inside [...] and look-behinds, which are
    fixed."""
    out: list[str] = []
    bracket, behind, depth = False, 0, 0
    for i, char in enumerate(pattern):
        escaped = i > 0 and pattern[i - 1] == "\\"
        if not escaped and not bracket and char == "(":
            depth += 1
            if pattern.startswith(("(?<=", "(?<!"), i) and not behind:
                behind = depth
        elif not escaped and not bracket and char == ")":
            behind = 0 if behind == depth else behind
            depth -= 1
        elif not escaped and char in "[]":
            bracket = char == "["
        once = bracket or behind or pattern[i + 1 : i + 2] in ("?", "*")
        out.append((r"\s" if once else r"\s+") if char == " " else char)
    return "".join(out)


def lowered(text: str) -> str:
    """In lower case, of the same length: a letter that would become two stays. To search it takes a third of the time
    of a search that ignores case."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _anchors(table: Mapping[str, str], patterns: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    """The pattern of each anchor."""
    fill = re.compile(rf"\{{({'|'.join(patterns)})\}}")
    return {name: re.compile(_lower(fill.sub(lambda m: patterns[m[1]], _spaced(p)))) for name, p in table.items()}


def _lower(pattern: str) -> str:
    """A pattern's letters in lower case, but not those after a backslash, nor the names of groups."""
    return re.sub(r"(\\.|\(\?P[<=]\w+)|[^\\(]+", lambda m: m[1] or m[0].lower(), pattern)


def _rule(entry: Mapping[str, Any], patterns: Mapping[str, str]) -> Rule:
    body, classes = _expand(entry["pattern"], patterns)
    start = "" if body.startswith("(?<") else r"(?<![\w$€£])"
    pattern = re.compile(start + _lower(body))
    return Rule(
        id=entry["id"],
        make=entry["make"],
        pattern=pattern,
        body="body" if "body" in pattern.groupindex else 0,
        skips="skip" in pattern.groupindex,
        needs=tuple(entry["needs"].split()),
        also=tuple(entry.get("also", "").split()),
        constants=entry.get("with", {}),
        classes=classes,
        finds=tuple(map(str, entry.get("finds", ()))),
        leaves=tuple(map(str, entry.get("leaves", ()))),
    )


@lru_cache(maxsize=8)
def language(key: str = "en") -> Language:
    """A language's compiled tables. Only "en" is shipped; FileNotFoundError for another. A key of `with_additions` adds
    a user's own."""
    code, _, folder = key.partition("@")
    table = load_table("times", f"{code}.yaml")
    if folder:
        table = added(table, Path(folder.partition("#")[0]))
    words = {name: _listed(entries) for name, entries in table["words"].items()}
    numbers = numerals(code)
    patterns = {name: f"(?:{either(entries)})" for name, entries in words.items()}
    patterns |= _builtin(numbers, table["holidays"])
    return Language(
        words=words,
        rules=tuple(_rule(entry, patterns) for entry in table["rules"]),
        cues={name: re.compile(cue, re.IGNORECASE) for name, cue in table["cues"].items()},
        lean=LeanWords(**{name: frozenset(listed) for name, listed in table["lean"].items()}),
        holidays=table["holidays"],
        numerals=numbers,
        anchors=_anchors(table["anchors"], patterns),
        readers=_readers(words, numbers),
    )


def fields(rule: Rule, match: re.Match[str], whole: str, lang: Language) -> dict[str, Any] | None:
    """The match's groups as values (months as 1..12, units as codes ...); None when a name is not
    capitalised. whole: the text whose lower-case form was matched."""
    values: dict[str, Any] = dict(rule.constants)
    for name in rule.pattern.groupindex:
        start, end = match.span(name)
        if start < 0:
            continue
        text = whole[start:end]
        kind = rule.classes.get(name, name if name in ("units", "part") else "")
        if kind in _CAPITAL and not text[0].isupper():
            return None
        reader = lang.readers.get(kind)
        value = reader(text) if reader else _plain(text)
        if value is not None:
            values[name] = value
    return values
