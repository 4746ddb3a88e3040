"""Bulk: shards to Parquet, finished one by one, the same however it is done and however often it is stopped."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dateline import pipeline
from dateline.cli import main
from dateline.commands.adding import adding
from dateline.config import Settings
from dateline.engine.happenings import by_forked, current, derive, linked
from dateline.engine.local import by_processes
from dateline.engine.manifest import Manifest, attempts, finished, keep, tidy
from dateline.engine.shards import Shard, find, reports
from dateline.engine.shardwork import SHEETS, Work, place, work
from dateline.errors import DataError, UsageError
from dateline.ingest import items
from dateline.ledger import Ledger
from dateline.model import Coded, Issue, RawReport, Report
from dateline.pipeline import Chain, understand
from dateline.reconcile import reconcile
from dateline.reconcile.partition import Run, clustered, read, weighed
from tests.engine.traps import DEADLY, FRAIL, trap
from tests.ingest.broken import warc

pa = pytest.importorskip("pyarrow", reason="bulk needs pyarrow")
pq = pytest.importorskip("pyarrow.parquet", reason="bulk needs pyarrow")


@pytest.fixture(scope="module")
def chain() -> Chain:
    from dateline.commands.loading import chain as load

    return load(Settings())


def told(n: int, more: str = "") -> dict[str, str]:
    text = f"Rockets hit Camp Taji on Wednesday, killing {n + 2} soldiers, the army said. {more}"
    return {"id": f"r{n}", "text": text, "outlet": "Tigris Wire", "published": "2020-03-12", "title": f"Report {n}"}


def jsonl(path: Path, rows: list[dict[str, str]]) -> None:
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    path.write_bytes(gzip.compress(lines.encode()) if path.suffix == ".gz" else lines.encode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three shards of three kinds."""
    made = tmp_path / "in"
    made.mkdir()
    jsonl(made / "a.jsonl", [told(0), told(1)])
    jsonl(made / "b.jsonl.gz", [told(2), {"id": "empty", "text": ""}])
    pq.write_table(pa.Table.from_pylist([told(3), told(4)]), made / "c.parquet")
    return made


def everything(out: Path) -> dict[str, Any]:
    """All rows of all sheets, by file."""
    return {str(f.relative_to(out)): pq.ParquetFile(f).read().to_pylist() for f in sorted(out.glob("**/*.parquet"))}


def done(folder: Path, out: Path, chain: Chain, workers: int = 1) -> list[Manifest]:
    shards = find([str(folder)])
    made = {m.shard: m for m in by_processes(shards, chain, Work(str(out)), workers)}
    return [made[s.key] for s in shards]


def test_shards_are_found_in_order_with_names_of_their_own(folder: Path) -> None:
    found = find([str(folder / "c.parquet"), str(folder / "a.jsonl")])
    assert [(s.number, Path(s.path).name) for s in found] == [(0, "c.parquet"), (1, "a.jsonl")]
    assert len({s.key for s in found}) == 2
    assert [Path(s.path).name for s in find([str(folder)])] == ["a.jsonl", "b.jsonl.gz", "c.parquet"]
    with pytest.raises(UsageError, match="twice"):
        find([str(folder), str(folder / "a.jsonl")])
    with pytest.raises(UsageError, match="none"):
        find([str(folder / "none")])


def test_a_parquet_row_is_a_report(folder: Path) -> None:
    first = next(iter(reports(Shard(0, str(folder / "c.parquet"), "c"))))
    assert isinstance(first, RawReport)
    assert (first.id, first.outlet, first.published) == ("r3", "Tigris Wire", "2020-03-12")
    assert first.published_reason == "column 'published'"
    assert first.source.locator.endswith("c.parquet:1")


def test_parquet_columns_may_be_named_and_what_is_wrong_is_an_issue(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    pq.write_table(pa.Table.from_pylist([{"Inhalt": "Rockets hit."}, {"Inhalt": None}]), path)
    shard = Shard(0, str(path), "x")
    assert [i.code for i in reports(shard) if isinstance(i, Issue)] == ["missing-columns"]
    one, none = reports(shard, {"text": "Inhalt"})
    assert isinstance(one, RawReport)
    assert isinstance(none, Issue)
    path.write_bytes(b"PAR1 and no more")
    assert [i.code for i in reports(shard) if isinstance(i, Issue)] == ["damaged"]


def test_what_is_written_is_what_a_ledger_of_the_same_holds(folder: Path, chain: Chain, tmp_path: Path) -> None:
    manifests = done(folder, tmp_path / "out", chain)
    assert [(m.reports, m.issues) for m in manifests] == [(2, 0), (1, 1), (2, 0)]
    found, claims = current(tmp_path / "out", manifests)
    with Ledger.open(":memory:") as ledger:
        stream = (one for s in find([str(folder)]) for one in reports(s))
        list(adding(stream, chain, ledger))
        assert tuple(found) == ledger.reports()
        assert tuple(claims) == ledger.claims()
        assert len(claims) >= 5


def test_however_many_processes_the_files_are_the_same(folder: Path, chain: Chain, tmp_path: Path) -> None:
    written = []
    for workers in (1, 2):
        out = tmp_path / f"out{workers}"
        derive(out, done(folder, out, chain, workers))
        written.append(everything(out))
    assert written[0] == written[1]
    assert written[0]["events/part.parquet"]
    assert written[0].keys() >= {f"{sheet}/part.parquet" for sheet in ("events", "plans", "families")}


def test_events_are_those_of_one_run_over_everything(folder: Path, chain: Chain, tmp_path: Path) -> None:
    manifests = done(folder, tmp_path / "out", chain)
    counts = derive(tmp_path / "out", manifests)
    found = reconcile(*current(tmp_path / "out", manifests))
    assert [row["id"] for row in everything(tmp_path / "out")["events/part.parquet"]] == [e.id for e in found.events]
    assert counts["events"] == len(found.events)
    assert derive(tmp_path / "out", manifests) == counts


def test_events_linked_in_parts_by_processes_are_the_same(folder: Path, chain: Chain, tmp_path: Path) -> None:
    manifests = done(folder, tmp_path / "out", chain)
    derive(tmp_path / "out", manifests)
    whole = everything(tmp_path / "out")
    (tmp_path / "out" / "events.json").unlink()
    (tmp_path / "out" / "events" / "part.parquet").unlink()
    asked: list[object] = []

    @contextmanager
    def runner() -> Iterator[Run]:
        with by_forked(2)() as run:
            yield lambda function, tasks: (asked.append(function), run(function, tasks))[1]

    derive(tmp_path / "out", manifests, partial(linked, runner=runner, large=1, task=2))
    assert everything(tmp_path / "out") == whole
    assert asked == [read, weighed, clustered]


def test_the_last_shard_to_hold_a_report_counts(chain: Chain, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    jsonl(tmp_path / "in" / "a.jsonl", [told(0), told(1), told(1, "It was Thursday.")])
    jsonl(tmp_path / "in" / "b.jsonl", [told(0, "Two bridges were closed.")])
    manifests = done(tmp_path / "in", tmp_path / "out", chain)
    found, claims = current(tmp_path / "out", manifests)
    with Ledger.open(":memory:") as ledger:
        list(adding(items([str(tmp_path / "in")]), chain, ledger))
        assert [r.text for r in found] == [r.text for r in ledger.reports()]
        assert [replace(c, revision=1) for c in ledger.claims()] == claims


def test_what_is_finished_is_not_done_again_and_what_has_changed_is(
    folder: Path, chain: Chain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, read = tmp_path / "out", list[str]()

    def watched(report: Report, chain: Chain) -> Coded:
        read.append(report.id)
        return understand(report, chain)

    monkeypatch.setattr(pipeline, "understand", watched)
    first = done(folder, out, chain)
    assert len(read) == 5
    assert done(folder, out, chain) == first
    assert len(read) == 5
    jsonl(folder / "a.jsonl", [told(0)])
    assert [m.reports for m in done(folder, out, chain)] == [1, 1, 2]
    assert read[5:] == ["r0"]


def test_a_manifest_counts_for_its_file_and_coder_only(folder: Path, tmp_path: Path) -> None:
    shard = find([str(folder / "a.jsonl")])[0]
    assert finished(tmp_path, shard, "me") is None
    from dateline.engine.shards import digest

    keep(tmp_path, Manifest(shard.key, shard.path, digest(shard.path), "me", 2, 3))
    assert finished(tmp_path, shard, "me") is not None
    assert finished(tmp_path, shard, "another") is None
    (tmp_path / "manifests" / f"{shard.key}.json").write_text("{")
    with pytest.raises(DataError, match="remove it"):
        finished(tmp_path, shard, "me")


def test_a_run_that_breaks_off_leaves_no_file_of_the_shard(
    folder: Path, chain: Chain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(report: Report, chain: Chain) -> Coded:
        if report.id == "r1":
            raise KeyboardInterrupt
        return understand(report, chain)

    monkeypatch.setattr(pipeline, "understand", broken)
    shard, out = find([str(folder / "a.jsonl")])[0], tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        work(shard, chain, Work(str(out)))
    assert not [p for p in out.glob("**/*") if p.is_file() and p != attempts(out, shard.key)]
    monkeypatch.undo()
    assert work(shard, chain, Work(str(out))).attempts == 2
    assert not attempts(out, shard.key).exists()


def test_what_was_half_written_is_tidied_away(tmp_path: Path) -> None:
    half = [place(tmp_path, s, "k").with_name(".part.parquet.99") for s in SHEETS]
    half += [tmp_path / "manifests" / ".k.json.99", tmp_path / "events" / ".part.parquet.99"]
    for path in half:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    whole = tmp_path / "manifests" / "k.json"
    whole.touch()
    tidy(tmp_path)
    assert [p for p in tmp_path.glob("**/*") if p.is_file()] == [whole]


@pytest.fixture
def trapped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Processes that meet certain texts are killed: by one each time, by one only the first time."""
    mark = tmp_path / "killed-once"
    monkeypatch.setattr(pipeline, "understand", trap(mark))
    return mark


def test_a_process_killed_loses_nothing(folder: Path, chain: Chain, trapped: Path, tmp_path: Path) -> None:
    jsonl(folder / "a.jsonl", [told(0), told(1, f"It was {FRAIL}.")])
    manifests = done(folder, tmp_path / "out", chain, workers=2)
    assert trapped.exists()
    assert [(m.reports, m.issues) for m in manifests] == [(2, 0), (1, 1), (2, 0)]
    assert done(folder, tmp_path / "again", chain)[0].claims == manifests[0].claims


def test_a_report_that_kills_each_time_is_set_aside_and_its_shard_is_finished(
    folder: Path, chain: Chain, trapped: Path, tmp_path: Path
) -> None:
    jsonl(folder / "a.jsonl", [told(0, f"It was {DEADLY}."), told(1)])
    manifests = done(folder, tmp_path / "out", chain, workers=2)
    assert [(m.reports, m.issues) for m in manifests] == [(1, 1), (1, 1), (2, 0)]
    issues = everything(tmp_path / "out")[f"issues/shard={manifests[0].shard}/part.parquet"]
    assert [i["code"] for i in issues] == ["killed"]


def test_the_command_tells_what_it_did_and_goes_on_from_there(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["bulk", str(folder), "--out", str(tmp_path / "out"), "--json", "--workers", "1"]
    assert main(words) == 1
    first = json.loads(capsys.readouterr().out)
    assert (first["shards"], first["read"], first["set_aside"], first["reports"]) == (3, 5, 1, 5)
    assert first["events"] > 0
    os.unlink(next((tmp_path / "out" / "manifests").glob("a.*.json")))
    assert main(words) == 1
    again = json.loads(capsys.readouterr().out)
    assert {k: v for k, v in again.items() if k != "seconds"} == {k: v for k, v in first.items() if k != "seconds"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--engine", "spark"], "there is no 'spark'; one of local, ray"),
        (["--address", "auto"], "say --engine ray too"),
        (["--column", "body"], "is not PART=NAME"),
    ],
)
def test_wrong_usage_is_told_in_one_line(
    folder: Path, tmp_path: Path, words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bulk", str(folder), "-o", str(tmp_path / "out"), *words]) == 2
    assert says in capsys.readouterr().err


def test_a_packed_warc_is_a_shard(chain: Chain, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "news.warc.gz").write_bytes(warc(3, packed=True))
    (manifest,) = done(tmp_path / "in", tmp_path / "out", chain)
    assert manifest.reports + manifest.issues == 3
    assert manifest.reports
