"""A feed's piece of HTML to plain text: block elements end lines, the rest is words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = {
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "tr",
    "table",
    "section",
    "article",
    "figure",
    "figcaption",
    "hr",
    "pre",
}
_DROPPED = {"script", "style", "noscript", "template", "iframe", "object", "form", "button"}
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>|&[a-zA-Z#]\w{1,10};")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._dropping: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropping is None and tag in _DROPPED:
            self._dropping = tag
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._dropping:
            self._dropping = None
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._dropping is None:
            self.parts.append(data if "\n" not in data else " ".join(data.splitlines()))


def fragment_text(markup: str) -> str:
    """The words of a fragment, one block to a line, paragraphs set apart by a blank line. Plain text
    stays as it is.
    """
    if not _MARKUP.search(markup):
        return markup.strip()
    parser = _Text()
    parser.feed(markup)
    parser.close()
    lines = [" ".join(line.split()) for line in "".join(parser.parts).split("\n")]
    return "\n\n".join(line for line in lines if line)
