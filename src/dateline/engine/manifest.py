"""What a bulk run leaves behind of each finished shard: a manifest, written last and whole. No manifest, no shard."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dateline.engine.shards import Shard, digest
from dateline.errors import DataError

FOLDER = "manifests"


@dataclass(frozen=True, slots=True)
class Manifest:
    """One finished shard: what was read (`sha256` of the file), by whom (`coder`), and how much came of it."""

    shard: str  # the key
    path: str
    sha256: str
    coder: str
    reports: int = 0
    claims: int = 0
    issues: int = 0
    words: int = 0
    attempts: int = 1
    seconds: float = 0.0  # on the clock of the process that coded it

    @property
    def name(self) -> str:
        return f"{self.shard}.json"


def finished(out: Path, shard: Shard, coder: str) -> Manifest | None:
    """The manifest of a shard whose file is still the one that was read, by this coder; else None."""
    try:
        kept = Manifest(**json.loads((out / FOLDER / f"{shard.key}.json").read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise DataError(
            f"{FOLDER}/{shard.key}.json is damaged ({error}); remove it, and the shard is done anew"
        ) from None
    return kept if kept.coder == coder and kept.sha256 == digest(shard.path) else None


def keep(out: Path, manifest: Manifest) -> None:
    """Write a manifest: from now on its shard is finished."""
    put(out / FOLDER / manifest.name, asdict(manifest))
    attempts(out, manifest.shard).unlink(missing_ok=True)


def put(path: Path, value: Any) -> None:
    """A JSON file, whole or not at all, on the disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    spare = path.with_name(f".{path.name}.{os.getpid()}")
    with open(spare, "w", encoding="utf-8") as stream:
        json.dump(value, stream, indent=1, sort_keys=True)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(spare, path)


def attempts(out: Path, key: str) -> Path:
    """The file that counts how often a shard was begun: a line each, with the process that did."""
    return out / FOLDER / f"{key}.begun"


def begin(out: Path, key: str) -> int:
    """Note that a shard is begun. Returns how often it has been, this time included."""
    path = attempts(out, key)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+", encoding="utf-8") as stream:
        stream.write(f"{os.getpid()}\n")
        stream.flush()
        stream.seek(0)
        return len(stream.readlines())


def tidy(out: Path) -> None:
    """Remove what a killed run left half written. Only while no other run writes here."""
    for spare in (*out.glob("*/shard=*/.part.parquet.*"), *out.glob("*/.*.json.*"), *out.glob("*/.part.parquet.*")):
        spare.unlink(missing_ok=True)
