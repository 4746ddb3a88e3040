"""Every door through which bytes of others come in, as a function of bytes that may do one thing only: take or refuse.

A refusal is an `Issue` or an exception of ours. Anything else that comes out is a finding.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dateline.coding.lexicon import of_folder, parse_yaml, read_file
from dateline.errors import DatelineError
from dateline.ingest import Limits
from dateline.ingest.blob import Blob, buffered
from dateline.ingest.items import guarded
from dateline.ledger.text_parse import parse_ledger
from dateline.model import Coded, Issue, RawReport, Report, Source
from dateline.pipeline import Chain, understand
from dateline.read import load_outlets, read_report
from dateline.resolve.places.imports import gazetteer_import
from dateline.second.endpoint import NoAnswer, _content
from dateline.second.proposals import proposals
from dateline.watch.subscriptions import subscriptions
from tests.fuzz import seeds

LIMITS = Limits(report_bytes=1 << 20, whole_bytes=1 << 22, unpacked_bytes=1 << 23)
WORDS = 2_000  # characters of a text that is read to the end, so that a try takes a moment


@dataclass(frozen=True, slots=True)
class Target:
    """One door: what it does with bytes, and good and bad inputs to begin from."""

    run: Callable[[bytes], object]
    seeds: Callable[[], Iterator[bytes]]


def ingested(suffix: str) -> Callable[[bytes], object]:
    def run(data: bytes) -> object:
        found = list(guarded(Blob(f"x.{suffix}", buffered(io.BytesIO(data))), LIMITS, None))
        assert not [str(x) for x in found if isinstance(x, Issue) and x.code == "fault"]
        return found

    return run


@cache
def _outlets() -> object:
    return load_outlets()


def report_read(data: bytes) -> Report | Issue:
    """Masthead, dateline, publication day, furniture of a text."""
    raw = RawReport(Source("x.txt", "text/plain"), data.decode("utf-8", "replace"), id="x", published=None)
    return read_report(raw, _outlets())  # type: ignore[arg-type]


@cache
def _chain() -> Chain:
    from tests.laws.chain import chain

    return chain()


def understood(data: bytes) -> Coded | None:
    """A text through the whole chain."""
    report = report_read(data[:WORDS])
    return understand(report, _chain()) if isinstance(report, Report) else None


def _file(suffix: str, use: Callable[[Path], object]) -> Callable[[bytes], object]:
    """A door that takes a file."""

    def run(data: bytes) -> object:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"x.{suffix}"
            path.write_bytes(data)
            with suppress(DatelineError):
                return use(path)

    return run


def lexicon_read(path: Path) -> None:
    """A user's entries; the shipped ones, which every load reads too, would take all the time."""
    for name, text in of_folder(path.parent):
        read_file({}, parse_yaml(name, text), name)


def printed_ledger(data: bytes) -> None:
    with suppress(DatelineError):
        list(parse_ledger(data.decode("utf-8", "replace").split("\n")))


def second_answer(data: bytes) -> None:
    with suppress(NoAnswer):
        _content(data)
    proposals(data.decode("utf-8", "replace"))


TARGETS: Mapping[str, Target] = {
    **{
        kind: Target(ingested(kind), lambda kind=kind: seeds.inputs(kind))  # type: ignore[misc]
        for kind in ("txt", "html", "json", "jsonl", "csv", "xml", "warc", "gz", "zip")
    },
    "report": Target(report_read, seeds.texts),
    "chain": Target(understood, seeds.texts),
    "feeds": Target(_file("opml", subscriptions), seeds.lists),
    "lexicon": Target(_file("yaml", lexicon_read), seeds.lexicons),
    "gazetteer": Target(
        _file("txt", lambda path: gazetteer_import([path], path.with_name("made"))), seeds.gazetteers
    ),
    "ledger": Target(printed_ledger, seeds.ledgers),
    "second": Target(second_answer, seeds.answers),
}  # fmt: skip
