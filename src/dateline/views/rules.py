"""The rules of state, from `data/state/rules.yaml`, and the words they make of what is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import DataError
from dateline.model import EventType, Status

FOLDER = Path(__file__).resolve().parent.parent / "data" / "state"
FILE = FOLDER / "rules.yaml"
KEYS = {
    "id", "type", "modes", "statuses", "subject", "about", "scope", "key", "sense", "new", "anew", "needs", "attribute",
    "value", "unknown", "ongoing", "lasts", "lasting", "until_end", "words", "catches", "leaves",
}  # fmt: skip
NEAR = 70  # characters between a trigger and the noun that it is about
IN_FORCE = (Status.HAPPENED, Status.ONGOING)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; see the comments at the head of the file."""

    id: str
    type: EventType
    modes: frozenset[str] | None  # None: any
    statuses: frozenset[Status]
    subject: tuple[str, ...]
    about: str | None
    scope: tuple[str, ...]
    key: str
    sense: str
    new: str | None
    anew: int | None
    needs: str | None
    attribute: str
    value: str
    unknown: str | None
    ongoing: str | None
    lasts: int | None
    lasting: bool
    until_end: bool
    words: Mapping[str, str]
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()

    def covers(self, kind: EventType, mode: str | None) -> bool:
        """Whether it is about such a happening, whatever its status."""
        return kind is self.type and (self.modes is None or mode in self.modes)

    def speaks_of(self, kind: EventType, mode: str | None, status: Status) -> bool:
        """Whether such a claim puts it in force."""
        return self.covers(kind, mode) and status in self.statuses


@cache
def rules() -> tuple[Rule, ...]:
    """The shipped rules, in order. Raises DataError naming the rule and the key that is wrong."""
    return tuple(_rule(raw) for raw in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def _rule(raw: Mapping[str, Any]) -> Rule:
    unknown = set(raw) - KEYS
    if unknown:
        raise DataError(f"rules.yaml: {raw.get('id')}: unknown key {sorted(unknown)[0]!r}")
    try:
        return Rule(
            id=raw["id"],
            type=EventType(raw["type"]),
            modes=None if raw["modes"] == "any" else frozenset(raw["modes"]),
            statuses=frozenset(map(Status, raw.get("statuses", IN_FORCE))),
            subject=tuple(raw["subject"]),
            about=raw.get("about"),
            scope=tuple(raw.get("scope", ())),
            key=raw["key"],
            sense=raw.get("sense", raw["id"]),
            new=raw.get("new"),
            anew=raw.get("anew"),
            needs=raw.get("needs"),
            attribute=raw["attribute"],
            value=raw["value"],
            unknown=raw.get("unknown"),
            ongoing=raw.get("ongoing"),
            lasts=raw.get("lasts"),
            lasting=bool(raw.get("lasting", False)),
            until_end=bool(raw.get("until_end", False)),
            words=dict(raw.get("words", {})),
            yes=tuple(raw["catches"]),
            no=tuple(raw["leaves"]),
        )
    except (KeyError, ValueError) as error:
        raise DataError(f"rules.yaml: {raw.get('id')}: {error}") from error


def worded(rule: Rule, known: Mapping[str, str]) -> str:
    """The rule's words for what is known; unknown names are absent from `known`, never guessed."""
    told = dict(known)
    if "mode" in told:
        told["mode"] = rule.words.get(told["mode"], told["mode"])
    template = rule.ongoing if rule.ongoing and told.get("status") == Status.ONGOING else rule.value
    if rule.unknown and not _filled(_required(template), told):
        template = rule.unknown
    return fill(template, told)


def fill(template: str, known: Mapping[str, str]) -> str:
    """Fill {names}; a [part] falls away when a name within it is unknown; a name outside reads "unknown"."""
    kept = re.sub(r"\[([^\]]*)\]", lambda m: m.group(1) if _filled(m.group(1), known) else "", template)
    return re.sub(r"\{(\w+)\}", lambda m: known.get(m.group(1), "unknown"), kept)


def _required(template: str) -> str:
    return re.sub(r"\[[^\]]*\]", "", template)


def _filled(part: str, known: Mapping[str, str]) -> bool:
    return all(name in known for name in re.findall(r"\{(\w+)\}", part))


@cache
def things() -> Mapping[str, str]:
    """Noun → what it stands for, from `data/state/things.en.yaml`."""
    raw = yaml.safe_load((FOLDER / "things.en.yaml").read_text(encoding="utf-8"))
    return {str(word): str(thing) for thing, words in raw.items() for word in words}


def set_by_mode(mode: str | None) -> str | None:
    """What a mode is itself ("curfew", "martial-law"), whatever other nouns stand about its trigger."""
    return things().get((mode or "").replace("-", " ")) if mode else None


def thing_near(sentence: str, at: int) -> str | None:
    """What is suspended, closed or resumed: the listed noun nearest to character `at` of the sentence."""
    found = [
        (abs(m.start() - at), thing)
        for word, thing in things().items()
        for m in re.finditer(rf"\b{re.escape(word)}\b", sentence, re.IGNORECASE)
        if abs(m.start() - at) <= NEAR
    ]
    return min(found)[1] if found else None
