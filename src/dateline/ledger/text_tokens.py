r"""Words, quotes and lines of the ledger's text form: any text in, one printable line out, and back exactly.

Escaped, as `\n`, `\t`, `\r`, `\uXXXX` or `\UXXXXXXXX`, is what an editor, a terminal or a diff could change
or hide: control characters, line and paragraph separators, marks that turn the direction of writing,
invisible characters. The list is fixed here, so that the same ledger prints the same under every version of
Unicode.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NoReturn

from dateline.errors import LedgerError

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\ufff0-\uffff\U000e0000-\U0010ffff]"
)
LAST_SPACE = re.compile("[ \xa0\u1680\u2000-\u200a\u202f\u205f\u3000]$")
SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
LONG = {short[1]: char for char, short in SHORT.items()} | {"\\": "\\", '"': '"'}
ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|(.?))", re.DOTALL)
PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./+-]*")
PLAIN_VALUE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./+:-]*")
TOKEN = re.compile(
    r'\s+(?:(?P<key>[a-z][a-z0-9_]*):)?(?:(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<span>@\d+-\d+)|(?P<bare>[^\s"@]\S*))'
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a line: `key` when it was given by name, `kind` quoted, span or bare."""

    key: str | None
    kind: str
    value: str


@dataclass(slots=True)
class Node:
    """A line of the text form, and the lines that stand below it, further in."""

    number: int
    depth: int
    keyword: str
    rest: str
    children: list[Node] = field(default_factory=list)

    def wrong(self, what: str) -> NoReturn:
        raise LedgerError(f"line {self.number}: {what}")

    @property
    def tokens(self) -> list[Token]:
        return list(_tokens(self))


def escape(text: str) -> str:
    """The text on one line, with what is unsafe written out."""
    return UNSAFE.sub(_escaped, text.replace("\\", "\\\\"))


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    if char in SHORT:
        return SHORT[char]
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def unescape(text: str) -> str:
    """The text that `escape` was given. Raises ValueError for an escape that is none."""
    return ESCAPE.sub(_unescaped, text)


def _unescaped(match: re.Match[str]) -> str:
    short, long, other = match.groups()
    if short or long:
        return chr(int(short or long, 16))
    if other not in LONG:
        raise ValueError(f"\\{other} is no escape; write \\\\ for a backslash")
    return LONG[other]


def quote(text: str) -> str:
    return '"' + escape(text).replace('"', '\\"') + '"'


def word(text: str) -> str:
    """A name or id as it stands where that is unmistakable, else quoted."""
    return text if PLAIN.fullmatch(text) else quote(text)


def value_word(text: str) -> str:
    """The same behind `key:`, where a colon does no harm."""
    return text if PLAIN_VALUE.fullmatch(text) else quote(text)


def block(text: str) -> Iterator[str]:
    """A long text line by line behind `| `; a space at a line's end is written out, since editors cut it."""
    for line in text.split("\n"):
        safe = LAST_SPACE.sub(lambda found: f"\\u{ord(found[0]):04x}", escape(line))
        yield f"| {safe}".rstrip(" ")


def unblock(lines: Iterable[Node]) -> str:
    """The text that `block` was given."""
    return "\n".join(_line_of(node) for node in lines)


def _line_of(node: Node) -> str:
    if node.keyword != "|":
        node.wrong(f"expected a line of text behind `| `, found {node.keyword!r}")
    try:
        return unescape(node.rest.removeprefix(" "))
    except ValueError as error:
        node.wrong(str(error))


def _tokens(node: Node) -> Iterator[Token]:
    at = 0
    rest = node.rest.rstrip()
    while at < len(rest):
        found = TOKEN.match(rest, at)
        if found is None:
            node.wrong(f"cannot read {rest[at:].strip()!r:.60}; put text in double quotes")
        kind = found.lastgroup or ""
        value = found[kind]
        if kind == "quoted":
            try:
                value = unescape(value[1:-1])
            except ValueError as error:
                node.wrong(str(error))
        yield Token(found["key"], kind, value)
        at = found.end()


def nodes(lines: Iterable[str]) -> Iterator[Node]:
    """The lines as trees, one for each line that stands at the margin, by indents of two spaces. Empty lines
    and those that begin with `;` (a remark) are passed by."""
    open_nodes: list[Node] = []
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r\n")
        node = _node(number, line)
        if node is None:
            continue
        if node.depth > len(open_nodes):
            node.wrong("stands too far in; two spaces for each level")
        if node.depth == 0:
            yield from open_nodes[:1]
            open_nodes = [node]
        else:
            del open_nodes[node.depth :]
            open_nodes[-1].children.append(node)
            open_nodes.append(node)
    yield from open_nodes[:1]


def _node(number: int, line: str) -> Node | None:
    body = line.lstrip(" ")
    if not body.strip() or body.startswith(";"):
        return None
    depth, odd = divmod(len(line) - len(body), 2)
    keyword = "|" if body.startswith("|") else body.split(" ", 1)[0]
    node = Node(number, depth, keyword, body[len(keyword) :])
    if odd:
        node.wrong("stands between two levels; indent by two spaces for each")
    return node
