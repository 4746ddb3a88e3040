"""What a watcher remembers between looks: validators, failures, when to come again, which entries it has read.

One small JSON file, replaced in one step: a kill at any moment leaves the old one or the new one. Losing it costs
requests, never reports: the ledger knows what it holds."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dateline.errors import UsageError

VERSION = 1
KEPT = 3000  # entries remembered a feed; feeds list far fewer at a time


@dataclass(slots=True)
class Page:
    """What is known of one feed. Times are seconds since 1970."""

    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    next_at: float = 0.0
    seen: dict[str, str] = field(default_factory=dict)  # entry → digest of what was read of it

    def remember(self, key: str, digest: str) -> None:
        """Note an entry as read; the oldest notes are forgotten."""
        self.seen.pop(key, None)
        self.seen[key] = digest
        while len(self.seen) > KEPT:
            del self.seen[next(iter(self.seen))]


class Notebook:
    """Pages by feed address, and the file they are kept in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pages: dict[str, Page] = _read(path)

    def page(self, address: str) -> Page:
        return self.pages.setdefault(address, Page())

    def save(self) -> None:
        """Replace the file in one step."""
        made = {"version": VERSION, "feeds": {a: asdict(p) for a, p in sorted(self.pages.items())}}
        spare = self.path.with_name(self.path.name + ".new")
        with spare.open("w", encoding="utf-8") as stream:
            json.dump(made, stream, ensure_ascii=False, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(spare, self.path)


def _read(path: Path) -> dict[str, Page]:
    if not path.exists():
        return {}
    try:
        raw = json.loads(path.read_text("utf-8"))
        if raw["version"] != VERSION:
            raise UsageError(f"{path} is of version {raw['version']}; this program knows {VERSION}")
        return {str(a): Page(**p) for a, p in raw["feeds"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(f"{path} is damaged; remove it (every feed is then read once more, nothing is lost)") from None
