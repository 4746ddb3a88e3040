"""From text to words with their places: the first step of every parse.

`words` gives the words of a text as slices of it, after UD English conventions. `WordTokenizer` wraps them as
a spaCy tokenizer whose Doc has the very text (`doc.text == text`): white space that one blank between words
cannot express becomes tokens of its own, which the encoder never sees (`is_blank`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dateline.parse.splitting import HIDDEN, Needs, Split, Splitter, follows
from dateline.parse.wordlists import load_wordlists

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_CHUNK = re.compile(r"\S+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSEEN = re.compile(rf"[{HIDDEN}\x00-\x1f\x7f-\x9f\ufe0e\ufe0f]+")
LAYOUT = "dateline.layout"  # where in Doc.user_data the tokenizer leaves what it knows
_LONGEST = 400  # characters without white space that are looked at together: bounds the work on hostile text
_CACHE_LIMIT = 50_000  # chunks; a Zipf tail of hostile text must not fill the memory


class Word(NamedTuple):
    """A word and the offset of its first character."""

    text: str
    start: int


class WordSplitter:
    """Text to words. Remembers how chunks divide, since most of a news text is chunks met before."""

    def __init__(self, language: str = "en") -> None:
        self._splitter = Splitter(load_wordlists(language))
        self._known: dict[str, Split] = {}

    def words(self, text: str) -> list[Word]:
        """All words of `text` in order; every character that is not white space is in exactly one."""
        out: list[Word] = []
        known = self._known
        for match in _CHUNK.finditer(text):
            chunk = match.group()
            split = known.get(chunk) or self._learn(chunk)
            pieces = split.words
            if split.needs and not follows(split.needs, _next_word(text, match.end())):
                pieces = split.otherwise
            at = match.start()
            for piece in pieces:
                out.append(Word(piece, at))
                at += len(piece)
        return out

    def _learn(self, chunk: str) -> Split:
        if len(chunk) > _LONGEST and not chunk.startswith(("http://", "https://")):
            slices = (chunk[i : i + _LONGEST] for i in range(0, len(chunk), _LONGEST))
            return Split(tuple(word for part in slices for word in self._splitter.split(part).words))
        if len(self._known) >= _CACHE_LIMIT:
            self._known.clear()
        split = self._known[chunk] = self._splitter.split(chunk)
        return split


_NEXT = re.compile(r"[^\S\n]*\n?[^\S\n]*(\S?)")


def _next_word(text: str, at: int) -> str:
    """The first character after white space within the paragraph (one line break is no end), or ""."""
    found = _NEXT.match(text, at)
    return found.group(1) if found else ""


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """A word as the encoder reads it: without zero-width and control characters; "" where none is left."""
    return _UNSEEN.sub("", word).strip()


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: white space, control or zero-width characters only."""
    return not _UNSEEN.sub("", text).strip()


def storable(text: str) -> str:
    """The text with lone surrogates (which no UTF-8 can hold) as U+FFFD; offsets are unchanged."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


class Layout(NamedTuple):
    """A text as spaCy tokens: their strings, whether one blank follows each, and their offsets."""

    text: str
    tokens: list[str]
    spaces: list[bool]
    starts: list[int]


def layout(text: str, words: Sequence[Word]) -> Layout:
    """Tokens of a Doc of exactly `text`: the words, and the white space that one blank cannot express."""
    out = Layout(text, [], [], [])
    at = 0
    for word, start in words:
        if start > at:
            _gap(text[at:start], at, out)
        out.tokens.append(word)
        out.spaces.append(False)
        out.starts.append(start)
        at = start + len(word)
    if at < len(text):
        _gap(text[at:], at, out)
    return out


def _gap(white: str, at: int, out: Layout) -> None:
    """White space between words: one blank is the token's own, the rest is a token."""
    if out.tokens and white[0] == " ":
        out.spaces[-1] = True
        white, at = white[1:], at + 1
    if white:
        out.tokens.append(white)
        out.spaces.append(False)
        out.starts.append(at)


class WordTokenizer:
    """A spaCy tokenizer over `WordSplitter`: `nlp.tokenizer = WordTokenizer(nlp.vocab)`."""

    def __init__(self, vocab: Vocab, language: str = "en") -> None:
        self.vocab = vocab
        self.splitter = WordSplitter(language)

    def __call__(self, text: str) -> Doc:
        """A Doc with `doc.text == storable(text)`; no annotation yet."""
        from spacy.tokens import Doc

        text = storable(text)
        out = layout(text, self.splitter.words(text))
        doc = Doc(self.vocab, words=out.tokens, spaces=out.spaces)
        doc.user_data[LAYOUT] = out  # taken out again by the component
        return doc


__all__ = ["Needs", "Word", "WordSplitter", "WordTokenizer", "is_blank", "layout", "plain", "storable"]
