"""Hostile input costs a bounded amount of memory: each is read in a process whose address space is limited."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ingest.broken import zipped

MEGABYTE = 1 << 20
SPACE = 1_500 * MEGABYTE  # all that the process may map, the interpreter and its libraries among it
MOST = 700  # MB resident
READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
from dateline.ingest import items
from dateline.model import Issue
found = list(items([sys.argv[1]]))
own = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))  # ru_maxrss has the parent's too
print(sum(isinstance(x, Issue) for x in found), len(found), int(own.split()[1]) // 1024)
"""


def repeated(piece: bytes, megabytes: int) -> Iterator[bytes]:
    for _ in range(megabytes):
        yield piece * (MEGABYTE // len(piece))


HOSTILE: dict[str, Callable[[], Iterator[bytes]]] = {
    "markup.html": lambda: repeated(b"<div class=x>", 50),
    "comment.html": lambda: repeated(b"<!-- x -->", 50),
    "line.txt": lambda: repeated(b"word ", 50),
    "deep.json": lambda: repeated(b'[{"a":', 50),
    "string.json": lambda: iter([b'{"text": "', *repeated(b"word ", 200), b'"}']),
    "field.csv": lambda: iter([b'text,title\n"', *repeated(b"word ", 200)]),
    "line.jsonl": lambda: iter([b'{"text": "', *repeated(b"word ", 200)]),
    "feed.xml": lambda: iter([b"<rss><channel>", *repeated(b"<item><title>x</title></item>", 150)]),
    "bomb.txt.gz": lambda: iter([gzip.compress(bytes(300 * MEGABYTE), 9)]),
    "bomb.zip": lambda: iter([zipped({"a.txt": bytes(200 * MEGABYTE)})]),
    "headers.warc": lambda: iter([b"WARC/1.0\r\n", *repeated(b"a: b\r\n", 200)]),
    "zeros.warc": lambda: iter([b"WARC/1.0\r\n", *repeated(b"\0", 200)]),
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_input_costs_bounded_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with path.open("wb") as out:
        out.writelines(HOSTILE[name]())
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path), str(SPACE)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-500:]
    issues, found, megabytes = map(int, done.stdout.split())
    assert issues >= 1
    assert found < 10
    assert megabytes < MOST
