"""What can be wrong with an input: a short stable code, and the line a person reads about it."""

from __future__ import annotations

import errno

from dateline.model import Issue

REMEDIES: dict[str, str] = {
    "archive-damaged": "unpack it with another program, or fetch it again",
    "bad-address": "give an http or https address with a host",
    "bad-csv": "save it again as CSV with quoted fields",
    "bad-encoding": "save it as UTF-8",
    "bad-feed": "give an RSS or Atom feed, or the page itself",
    "bad-json": "check it with a JSON validator",
    "binary": "export it as text, HTML or JSON",
    "empty": "nothing to read; remove it or fetch it again",
    "encrypted": "unpack it with its password first",
    "fetch-failed": "try again later, or save the page and give the file",
    "loop": "remove the link, or give the folder it leads to",
    "missing-columns": "name them with --column NAME=HEADER",
    "nested": "unpack the inner archive first",
    "no-fetch": "fetching is off; save the page and give the file",
    "no-permission": "make it readable for this user",
    "no-text": "no story text in it; save the text and give that",
    "not-a-file": "give a regular file or a folder",
    "not-found": "check the name",
    "private-address": "addresses inside private networks are never fetched; save the page and give the file",
    "robots": "the site asks programs not to read it; save the page and give the file",
    "too-deep": "elements nested beyond reason; save the text and give that",
    "too-large": "split it, or save only the text",
    "truncated": "fetch it again; what came before the break was kept",
    "unreadable": "copy it to another disk and try again",
    "wrong-type": "give objects with id, url, outlet, published, title, text as strings",
    "zip-bomb": "unpack it by hand if you trust it",
}


class Fault(Exception):
    """One input cannot be read (further). Raised inside ingest only; leaves it as an `Issue`."""

    def __init__(self, code: str, detail: str, remedy: str | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.remedy = REMEDIES[code] if remedy is None else remedy

    def issue(self, locator: str, digest: str = "") -> Issue:
        """The one line about this input; control characters in names cannot break it into two."""
        return Issue(one_line(locator), "ingest", self.code, one_line(f"{self.detail}; {self.remedy}"), digest)


def one_line(text: str, most: int = 400) -> str:
    """The same words on one printable line: an input's name is as hostile as its content."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return clean if len(clean) <= most else clean[: most - 1] + "…"


def os_fault(error: OSError) -> Fault:
    """The operating system's refusal in our codes."""
    if isinstance(error, PermissionError):
        return Fault("no-permission", "may not be read")
    if isinstance(error, FileNotFoundError):
        return Fault("not-found", "there is no such file")
    if error.errno == errno.ELOOP:
        return Fault("loop", "a link that leads back to itself")
    return Fault("unreadable", f"the system could not read it ({error.strerror or type(error).__name__})")
