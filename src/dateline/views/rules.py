"""The rules of state, from `data/state/rules.yaml`, and what one rule says of one event."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import DataError
from dateline.model import Event, EventType, Status
from dateline.reconcile.profile import inferred

FILE = Path(__file__).resolve().parent.parent / "data" / "state" / "rules.yaml"
KEYS = {
    "id", "type", "modes", "subject", "scope", "key", "attribute", "value", "unknown", "ongoing", "lasts",
    "until_end", "words", "catches", "leaves",
}  # fmt: skip
IN_FORCE = (Status.HAPPENED, Status.ONGOING)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; see the comments at the head of the file."""

    id: str
    type: EventType
    modes: frozenset[str] | None  # None: any
    subject: tuple[str, ...]
    scope: tuple[str, ...]
    key: str
    attribute: str
    value: str
    unknown: str | None
    ongoing: str | None
    lasts: int | None
    until_end: bool
    words: Mapping[str, str]
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()

    def speaks_of(self, kind: EventType, mode: str | None, status: Status) -> bool:
        return kind is self.type and status in IN_FORCE and (self.modes is None or mode in self.modes)


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
            subject=tuple(raw["subject"]),
            scope=tuple(raw.get("scope", ())),
            key=raw["key"],
            attribute=raw["attribute"],
            value=raw["value"],
            unknown=raw.get("unknown"),
            ongoing=raw.get("ongoing"),
            lasts=raw.get("lasts"),
            until_end=bool(raw.get("until_end", False)),
            words=dict(raw.get("words", {})),
            yes=tuple(raw["catches"]),
            no=tuple(raw["leaves"]),
        )
    except (KeyError, ValueError) as error:
        raise DataError(f"rules.yaml: {raw.get('id')}: {error}") from error


def facts(event: Event) -> dict[str, str]:
    """What a template may be filled with; unknown names are absent."""
    stated = event.when if event.when and not inferred(event.when) else None
    until = stated.end if stated and stated.end != stated.start else None
    every = {
        "actor": event.actor[0].name if event.actor else None,
        "recipient": event.recipient[0].name if event.recipient else None,
        "place": event.place.name if event.place and not inferred(event.place) else None,
        "mode": event.mode,
        "status": event.status.value,
        "until": str(until) if until else None,
    }
    return {k: v for k, v in every.items() if v}


def subject_of(rule: Rule, event: Event) -> str | None:
    """The first of the rule's subjects that the event names; a country is no subject of a holder."""
    known = facts(event)
    if rule.key == "holder" and event.place and event.place.precision not in ("site", "city"):
        return None
    return next((known[s] for s in rule.subject if s in known), None)


def value_of(rule: Rule, event: Event) -> str:
    """The rule's words for this event."""
    known = facts(event)
    if "mode" in known:
        known["mode"] = rule.words.get(known["mode"], known["mode"])
    template = rule.ongoing if rule.ongoing and event.status is Status.ONGOING else rule.value
    if rule.unknown and not _filled(_required(template), known):
        template = rule.unknown
    return fill(template, known)


def fill(template: str, known: Mapping[str, str]) -> str:
    """Fill {names}; a [part] falls away when a name within it is unknown; a name outside reads "unknown"."""
    kept = re.sub(r"\[([^\]]*)\]", lambda m: m.group(1) if _filled(m.group(1), known) else "", template)
    return re.sub(r"\{(\w+)\}", lambda m: known.get(m.group(1), "unknown"), kept)


def _required(template: str) -> str:
    return re.sub(r"\[[^\]]*\]", "", template)


def _filled(part: str, known: Mapping[str, str]) -> bool:
    return all(name in known for name in re.findall(r"\{(\w+)\}", part))
