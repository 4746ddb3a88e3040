# ruff: noqa: E501  (sample copy is kept on its line)
"""Sixty-odd broken inputs of twelve kinds, and good ones to stand between them. All made here; nothing is stored."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

STORY = (
    "HALVEN (NCW) - The garrison at Orrin left its barracks on Tuesday and handed the keys to the town council, "
    "a spokesman said.\n\nThe council plans to open a school there in the autumn.\n"
)
PAGE = (
    "<!doctype html><html lang='en'><head><title>Barracks handed over</title></head><body><article><h1>Barracks handed over</h1>"
    "<p>The garrison at Orrin left its barracks on Tuesday and handed the keys to the town council, a spokesman said.</p>"
    "<p>The council plans to open a school there in the autumn, after years in which the place stood half empty.</p>"
    "</article></body></html>"
)


@dataclass(frozen=True)
class Broken:
    """One broken input: its kind, its file name and how it is written; `codes` are the answers it may get."""

    kind: str
    name: str
    make: Callable[[Path], None]
    codes: tuple[str, ...]


def _bytes(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None  # type: ignore[func-returns-value]


def _text(data: str) -> Callable[[Path], None]:
    return _bytes(data.encode())


def warc(count: int, packed: bool, body: str = PAGE) -> bytes:
    """A crawl of `count` pages."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for number in range(count):
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                f"http://news.example.org/{number}",
                "response",
                payload=io.BytesIO(body.replace("Tuesday", f"Tuesday the {number + 1}th").encode()),
                http_headers=http,
            )
        )
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def empties() -> Iterator[Broken]:
    for name, data in (
        ("a.txt", b""),
        ("b.txt", b" \n\t\n"),
        ("c.json", b""),
        ("d.html", b"\n"),
        ("e.csv", b""),
        ("f.jsonl", b"\n\n"),
    ):
        yield Broken("empty", f"empty-{name}", _bytes(data), ("empty",))
    yield Broken("empty", "empty-g.json", _text("[]"), ("empty",))
    yield Broken("empty", "empty-h.zip", _bytes(zipped({})), ("empty",))
    yield Broken("empty", "empty-i.gz", _bytes(gzip.compress(b"")), ("empty",))


def binaries() -> Iterator[Broken]:
    heads = {
        "a.txt": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        "b.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "c.json": b"\xff\xd8\xff\xe0" + bytes(range(256)),
        "d.html": b"\x7fELF\x02\x01\x01" + bytes(64),
        "e.csv": b"SQLite format 3\x00" + bytes(64),
        "f.txt": bytes((n * 7919 + n * n) % 256 for n in range(4096)),
        "g.txt": zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
    }
    for name, data in heads.items():
        yield Broken("binary", f"binary-{name}", _bytes(data), ("binary", "bad-encoding"))


def huge() -> Iterator[Broken]:
    yield Broken("huge line", "huge-a.html", _text("<html><body><p>" + "the army left " * 3_750_000), ("too-large",))
    yield Broken("huge line", "huge-b.txt", _text("a" * 11_000_000), ("too-large",))
    yield Broken("huge line", "huge-c.csv", _text("title,text\nx," + "a" * 11_000_000 + "\n"), ("too-large",))
    yield Broken("huge line", "huge-d.jsonl", _text('{"text": "' + "a" * 11_000_000 + '"}\n'), ("too-large",))


def deep() -> Iterator[Broken]:
    for name, tag in (("a.html", "div"), ("b.html", "span"), ("c.html", "table"), ("d.html", "b")):
        page = "<html><body>" + f"<{tag}>" * 100_000 + "<p>The army left.</p>" + f"</{tag}>" * 100_000
        yield Broken("deep markup", f"deep-{name}", _text(page), ("too-deep", "too-large"))
    page = "<html><body>" + "<div>" * 20_000 + "<p>The army left.</p>" + "</div>" * 20_000
    yield Broken("deep markup", "deep-g.html", _text(page), ("too-deep",))
    feed = "<?xml version='1.0'?><rss><channel>" + "<item>" * 50_000 + "</item>" * 50_000 + "</channel></rss>"
    yield Broken("deep markup", "deep-e.xml", _text(feed), ("too-deep",))
    yield Broken(
        "deep markup",
        "deep-f.json",
        _text('[{"text": ' + "[" * 200_000 + "]" * 200_000 + "}]"),
        ("bad-json",),
    )


def broken_utf8() -> Iterator[Broken]:
    noise = bytes(0x80 + (n * 37) % 0x20 for n in range(3000))
    for name, data in (
        ("a.txt", noise),
        ("b.txt", b"The army " + noise),
        ("c.csv", b"title,text\n" + noise + b"," + noise),
        ("d.html", b"<html><body><p>" + noise + b"</p></body></html>"),
    ):
        yield Broken("broken UTF-8", f"utf8-{name}", _bytes(data), ("bad-encoding", "binary", "no-text"))


def truncated() -> Iterator[Broken]:
    packed = gzip.compress(os.urandom(1) * 0 + STORY.encode() * 50)
    yield Broken("truncated gzip", "cut-a.txt.gz", _bytes(packed[: len(packed) // 2]), ("truncated",))
    yield Broken("truncated gzip", "cut-b.txt.gz", _bytes(packed[:-4]), ("truncated",))
    yield Broken("truncated gzip", "cut-c.txt.gz", _bytes(packed[:12]), ("truncated",))
    yield Broken("truncated gzip", "cut-d.txt.gz", _bytes(packed[:30] + b"\xff" * 40), ("archive-damaged", "truncated"))
    yield Broken("truncated gzip", "cut-e.gz", _bytes(b"\x1f\x8b\x08"), ("truncated",))
    plain, small = warc(3, packed=False), warc(3, packed=True)
    yield Broken("truncated WARC", "cut-f.warc", _bytes(plain[:-200]), ("truncated",))
    yield Broken("truncated WARC", "cut-g.warc.gz", _bytes(small[:-150]), ("truncated",))
    yield Broken("truncated WARC", "cut-h.warc", _bytes(plain[:60]), ("truncated",))
    yield Broken(
        "truncated WARC",
        "cut-i.warc",
        _bytes(b"WARC/1.0\r\nWARC-Type: response\r\n"),
        ("truncated", "archive-damaged"),
    )
    whole = zipped({"a.txt": STORY.encode()})
    yield Broken("truncated gzip", "cut-j.zip", _bytes(whole[: len(whole) // 2]), ("archive-damaged",))


def bombs() -> Iterator[Broken]:
    zeros = b"a" * 12_000_000
    yield Broken("zip bomb", "bomb-a.zip", _bytes(zipped({"a.txt": zeros})), ("zip-bomb",))
    yield Broken("zip bomb", "bomb-b.txt.gz", _bytes(gzip.compress(zeros)), ("zip-bomb",))
    inner = zipped({"deep.zip": zipped({"deeper.zip": zipped({"a.txt": STORY.encode()})})})
    yield Broken("zip bomb", "bomb-c.zip", _bytes(inner), ("nested",))
    yield Broken("zip bomb", "bomb-d.zip", _bytes(zipped({"bomb.txt.gz": gzip.compress(zeros)})), ("zip-bomb",))
    yield Broken("zip bomb", "bomb-e.jsonl.gz", _bytes(gzip.compress(b'{"text":"' + zeros + b'"}')), ("zip-bomb",))


def columns() -> Iterator[Broken]:
    for name, data in (
        ("a.csv", "headline,when\nTroops leave,2020-01-01\n"),
        ("b.tsv", "a\tb\tc\n1\t2\t3\n"),
        ("c.csv", "id;url;title\n1;2;3\n"),
        ("d.csv", "just words and no header at all\n"),
        ("e.csv", "title,text\nGood title,\n"),
    ):
        yield Broken("missing columns", f"columns-{name}", _text(data), ("missing-columns", "no-text"))


def wrong_types() -> Iterator[Broken]:
    bad: dict[str, object] = {
        "a.json": {"text": 17},
        "b.json": {"text": ["The army left."]},
        "c.json": {"id": ["x"], "text": STORY},
        "d.json": {"published": {"day": 3}, "text": STORY},
        "e.json": {"title": True, "text": STORY},
        "f.json": [1, 2, 3],
        "g.json": "The army left.",
        "h.json": None,
        "i.json": {"title": "No text"},
        "j.json": {"text": None},
        "k.json": {"text": "   "},
    }
    for name, value in bad.items():
        yield Broken("wrong JSON types", f"types-{name}", _text(json.dumps(value)), ("wrong-type", "no-text"))
    for name, words in (
        ("l.json", '{"text": "The army left"'),
        ("m.json", "{broken"),
        ("n.jsonl", "not json"),
        ("o.json", '{"text": NaNa}'),
    ):
        yield Broken("wrong JSON types", f"types-{name}", _text(words), ("bad-json",))


def entities() -> Iterator[Broken]:
    laughs = "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY lol0 "lol">{laughs}]><rss><channel><item><title>&lol9;</title></item></channel></rss>'
    yield Broken("feed with entities", "feed-a.xml", _text(bomb), ("bad-feed",))
    outside = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><item><description>&x;</description></item></channel></rss>'
    yield Broken("feed with entities", "feed-b.rss", _text(outside), ("bad-feed",))
    yield Broken("feed with entities", "feed-c.atom", _text(bomb.replace("rss", "feed")), ("bad-feed",))
    yield Broken(
        "feed with entities",
        "feed-d.xml",
        _text("<?xml version='1.0'?><inventory><tank/></inventory>"),
        ("bad-feed",),
    )
    yield Broken(
        "feed with entities",
        "feed-e.xml",
        _text("<?xml version='1.0'?><rss><channel><title>x</title></channel></rss>"),
        ("empty",),
    )
    yield Broken(
        "feed with entities",
        "feed-f.xml",
        _text("<?xml version='1.0'?><rss><channel><item><title>Cut"),
        ("truncated", "no-text", "empty"),
    )


def loops() -> Iterator[Broken]:
    def to_parent(path: Path) -> None:
        path.mkdir()
        (path / "again").symlink_to(path, target_is_directory=True)

    def around(path: Path) -> None:
        other = path.with_name(path.name + ".other")
        path.symlink_to(other)
        other.symlink_to(path)

    yield Broken("directory loop", "loop-a", to_parent, ("loop",))
    yield Broken("directory loop", "loop-b", lambda path: path.symlink_to(path), ("loop",))
    yield Broken("directory loop", "loop-c", lambda path: path.symlink_to(path.parent), ("loop",))
    yield Broken("directory loop", "loop-d", lambda path: path.symlink_to(path.parent / "nowhere"), ("not-found",))
    yield Broken("directory loop", "loop-e", lambda path: os.mkfifo(path), ("not-a-file",))


def locked() -> Iterator[Broken]:
    """Files whose opening the test refuses, since root may read everything."""
    for name in ("a.txt", "b.json", "c.html"):
        yield Broken("no permission", f"locked-{name}", _text(STORY), ("no-permission",))


def every() -> list[Broken]:
    """All broken inputs, by kind."""
    kinds = (
        empties,
        binaries,
        huge,
        deep,
        broken_utf8,
        truncated,
        bombs,
        columns,
        wrong_types,
        entities,
        loops,
        locked,
    )
    return [broken for kind in kinds for broken in kind()]
