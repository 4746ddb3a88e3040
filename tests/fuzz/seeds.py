"""What fuzzing begins from: good inputs of every kind, and the broken ones of the tests."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dateline.ledger import Ledger, print_ledger
from tests.ingest import made
from tests.ingest.broken import PAGE, STORY, every, warc, zipped
from tests.ledger.plain import series

LARGEST = 20_000
REPORTS = '{"title": "Keys handed over", "text": "%s", "published": "2020-03-26", "outlet": "Northcoast Wire"}'
GOOD: dict[str, tuple[bytes, ...]] = {
    "txt": (STORY.encode(), STORY.encode("utf-16"), "Größe – “quoted”\r\n".encode("cp1252", "replace")),
    "html": (PAGE.encode(), made.META_PAGE.encode()),
    "json": (json.dumps([{"text": STORY, "title": "Keys"}]).encode(),),
    "jsonl": ((REPORTS % "Troops left.").encode() + b"\n" + b'{"text": 1}\n',),
    "csv": (b'text,title,published\n"Troops left, it said.",Keys,2020-03-26\n', b"a;b\n1;2\n"),
    "xml": (made.FEED.encode(), made.ATOM.encode()),
    "warc": (warc(2, packed=False), warc(1, packed=True)),
    "gz": (gzip.compress(STORY.encode()), gzip.compress(b'{"text": "x"}\n')),
    "zip": (zipped({"a.txt": STORY.encode(), "b.html": PAGE.encode()}),),
}


def inputs(kind: str) -> Iterator[bytes]:
    """Good inputs of a kind, then every broken one of that ending."""
    yield from GOOD[kind]
    with tempfile.TemporaryDirectory() as folder:
        for number, broken in enumerate(every()):
            path = Path(folder) / str(number) / broken.name
            if f".{kind}" in broken.name and broken.kind not in ("huge line", "loops", "locked"):
                path.parent.mkdir()
                broken.make(path)
                if path.is_file() and path.stat().st_size <= LARGEST:
                    yield path.read_bytes()


def texts() -> Iterator[bytes]:
    yield STORY.encode()
    yield (
        "Three soldiers, including two Ordanians, were killed on March 11 when 18 rockets hit Camp Tarvel, 17 miles "
        "north of Baghdad, a U.S. official said. “We will leave by the end of September,” he added; none claimed it."
    ).encode()
    yield "12 dead, 1,200 hurt… 5–7 Mai 2020: $3.5m (€2m) — “x” 5½ km, the 3rd, ’20, 24-03-2021 at 0600 GMT.".encode()


def lists() -> Iterator[bytes]:
    yield b"# mine\nhttps://example.org/rss  Northcoast Wire\n"
    yield b'<opml version="2.0"><body><outline text="a" xmlUrl="https://example.org/rss"/></body></opml>'


def lexicons() -> Iterator[bytes]:
    entry = "- id: aid-blankets\n  gloss: blankets given\n  type: aid\n  verbs: [hand out obj=blanket]\n"
    yield f"{entry}  yes: [The town handed out blankets.]\n".encode()
    yield b"- id: x\n  forbid: true\n"


def gazetteers() -> Iterator[bytes]:
    row = "1\tOrrin\tOrrin\tOrin,Orryn\t35.5\t43.2\tP\tPPL\tIQ\t\t08\t\t\t\t1200\t\t300\tAsia/Baghdad\t2020-01-01"
    yield row.encode()
    yield b"1\t1\ten\tOrrin\t1\t\t\t\t\t\n"


def ledgers() -> Iterator[bytes]:
    with Ledger.open(":memory:") as ledger:
        list(ledger.add_many(series(3)))
        yield "\n".join(print_ledger(ledger)).encode()


def answers() -> Iterator[bytes]:
    inner = json.dumps({"claims": [{"type": "retreat", "status": "happened", "trigger": "left", "actor": ["Troops"]}]})
    yield json.dumps({"choices": [{"message": {"content": inner}}]}).encode()
    yield inner.encode()
    yield b'[{"type": "assault", "counts": [{"what": "killed", "value": "three"}]}]'
