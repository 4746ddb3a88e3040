"""Who publishes: agencies and outlets by name, dateline tag and domain, from data/outlets/*.yaml."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import DataError

_KEYS = {"name", "aliases", "tags", "family", "country", "domains", "kind"}
_KINDS = {"agency", "newspaper", "broadcaster", "site", "body"}


@dataclass(frozen=True, slots=True)
class Outlet:
    """One publisher. `tags` are how datelines and credits name it; `family` is the house it belongs to."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    family: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outlets:
    """All known publishers, and a fingerprint of the data they came from."""

    entries: tuple[Outlet, ...]
    version: str
    _names: dict[str, Outlet] = field(default_factory=dict, repr=False, compare=False)
    _tags: dict[str, Outlet] = field(default_factory=dict, repr=False, compare=False)
    _domains: dict[str, Outlet] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for entry in self.entries:
            for name in (entry.name, *entry.aliases):
                self._names.setdefault(fold(name), entry)
            for tag in entry.tags:
                self._tags.setdefault(fold(tag), entry)
            for domain in entry.domains:
                self._domains.setdefault(domain, entry)

    def by_name(self, name: str) -> Outlet | None:
        return self._names.get(fold(name))

    def by_tag(self, tag: str) -> Outlet | None:
        """The publisher a dateline's brackets name: "AP", "Xinhua", "Associated Press"."""
        return self._tags.get(fold(tag)) or self._names.get(fold(tag))

    def by_host(self, host: str) -> Outlet | None:
        """The publisher of a host name or of a parent domain of it."""
        labels = host.lower().rstrip(".").split(".")
        for start in range(len(labels) - 1):
            if found := self._domains.get(".".join(labels[start:])):
                return found
        return None


def fold(name: str) -> str:
    """Names compared without case, article and outer space."""
    folded = " ".join(name.casefold().split())
    return folded.removeprefix("the ")


def load_outlets(extra: Path | None = None) -> Outlets:
    """The shipped outlets, and those of a YAML file or a folder of such, which come first.

    Raises `DataError` naming the file, the entry and the key that breaks the schema.
    """
    texts = list(_extra(extra)) + [
        (item.name, item.read_text("utf-8"))
        for item in sorted(files("dateline.data").joinpath("outlets").iterdir(), key=lambda item: item.name)
        if item.name.endswith(".yaml")
    ]
    version = hashlib.sha256("\n".join(text for _, text in texts).encode()).hexdigest()[:12]
    return Outlets(tuple(entry for name, text in texts for entry in _entries(name, text)), version)


def _extra(extra: Path | None) -> Iterator[tuple[str, str]]:
    if extra is None:
        return
    paths = sorted(extra.glob("*.yaml")) if extra.is_dir() else [extra]
    for path in paths:
        try:
            yield path.name, path.read_text("utf-8")
        except OSError as error:
            raise DataError(f"{path}: cannot be read ({error.strerror})") from None


def _entries(name: str, text: str) -> Iterator[Outlet]:
    try:
        loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise DataError(f"{name}: not YAML ({error})") from None
    if not isinstance(loaded, list):
        raise DataError(f"{name}: must be a list of outlets")
    for number, entry in enumerate(loaded, 1):
        yield _entry(f"{name}, entry {number}", entry)


def _entry(where: str, entry: Any) -> Outlet:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise DataError(f"{where}: needs a name")
    where = f"{where} ({entry['name']})"
    if unknown := set(entry) - _KEYS:
        raise DataError(f"{where}: no such key: {', '.join(sorted(map(str, unknown)))}")
    kind, country = entry.get("kind"), entry.get("country")
    if kind not in _KINDS:
        raise DataError(f"{where}: kind must be one of {', '.join(sorted(_KINDS))}")
    if country is not None and not (isinstance(country, str) and len(country) == 2 and country.isupper()):
        raise DataError(f"{where}: country must be two capital letters, in quotes where YAML needs them")
    lists = {key: _strings(where, key, entry.get(key, [])) for key in ("aliases", "tags", "domains")}
    return Outlet(entry["name"], kind, family=entry.get("family"), country=country, **lists)


def _strings(where: str, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise DataError(f"{where}: {key} must be a list of strings")
    return tuple(value)
