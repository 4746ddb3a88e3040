"""Who may read and who may judge: by tokens when a file of them is given, else whoever reaches this machine."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from starlette.requests import HTTPConnection

from dateline.errors import UsageError

Role = Literal["read", "review"]
COOKIE = "dateline_token"
SHORTEST = 16  # characters of a token


@dataclass(frozen=True, slots=True)
class Token:
    """One line of the file: what its bearer may do, and the name his judgements are signed with."""

    role: Role
    name: str
    secret: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is asking. `name` signs judgements."""

    name: str
    may_read: bool
    may_review: bool


@dataclass(frozen=True, slots=True)
class Access:
    """The rules of one server. Without tokens everybody reads, and reviews as `person`."""

    person: str = "reviewer"
    tokens: tuple[Token, ...] = ()
    readonly: bool = False

    def visitor(self, request: HTTPConnection) -> Visitor:
        if not self.tokens:
            return Visitor(self.person, True, not self.readonly)
        found = self.known(_given(request))
        if found is None:
            return Visitor("", False, False)
        return Visitor(found.name, True, found.role == "review" and not self.readonly)

    def known(self, secret: str) -> Token | None:
        """The token with this secret; every one is compared, so that the time taken tells nothing."""
        given = secret.encode("utf-8", "replace")
        found = [t for t in self.tokens if hmac.compare_digest(t.secret.encode(), given)]
        return found[0] if found else None


def _given(request: HTTPConnection) -> str:
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return secret.strip()
    return request.cookies.get(COOKIE, "")


def read_tokens(file: Path) -> tuple[Token, ...]:
    """The file's tokens: one a line, `read NAME TOKEN` or `review NAME TOKEN`; # begins a remark. Raises UsageError."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--tokens: cannot read {str(file)!r}: {error}") from None
    found = tuple(_tokens(lines))
    if not found:
        raise UsageError("--tokens: the file has no token; write lines like: review anna A-LONG-SECRET-WORD")
    return found


def _tokens(lines: list[str]) -> Iterator[Token]:
    for number, line in enumerate(lines, 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        if len(words) != 3 or words[0] not in ("read", "review"):
            raise UsageError(f"--tokens: line {number}: expected `read NAME TOKEN` or `review NAME TOKEN`")
        if len(words[2]) < SHORTEST:
            raise UsageError(f"--tokens: line {number}: a token has at least {SHORTEST} characters")
        yield Token(cast("Role", words[0]), words[1], words[2])
