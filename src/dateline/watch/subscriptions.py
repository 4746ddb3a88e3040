"""The feeds to watch: an OPML file (as any reader exports it), or a list with an address a line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from dateline.errors import UsageError

LARGEST = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: its address, and the name its list gives it."""

    address: str
    title: str | None = None


def subscriptions(path: Path) -> tuple[Feed, ...]:
    """The feeds of a file, each address once, in its order. Raises UsageError naming the line that is no address."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {str(path)!r}: {error.strerror}") from None
    if len(data) > LARGEST:
        raise UsageError(f"{str(path)!r} is no list of feeds: over {LARGEST // (1 << 20)} MB")
    head = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:512].lower()
    found = _opml(data, path) if head.startswith(b"<") else _listed(data, path)
    once = {f.address: f for f in reversed(found)}
    if not once:
        raise UsageError(f"{str(path)!r} names no feed")
    return tuple(once[a] for a in dict.fromkeys(f.address for f in found))


def _listed(data: bytes, path: Path) -> list[Feed]:
    """ "https://example.org/rss  Name of it"; what begins with # is a remark."""
    made = []
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        words = line.strip().split(None, 1)
        if not words or words[0].startswith("#"):
            continue
        if not _is_address(words[0]):
            raise UsageError(f"{path}, line {number}: {words[0][:80]!r} is no http or https address")
        made.append(Feed(words[0], words[1] if len(words) > 1 else None))
    return made


def _opml(data: bytes, path: Path) -> list[Feed]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UsageError(f"{path}: no OPML that can be read ({error.msg})") from None
    made = []
    for outline in root.iter("outline"):
        address = outline.get("xmlUrl") or ""
        if _is_address(address):
            made.append(Feed(address.strip(), outline.get("title") or outline.get("text")))
    return made


def _is_address(text: str) -> bool:
    return text.strip().lower().startswith(("http://", "https://"))
