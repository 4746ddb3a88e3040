"""How one run of non-space characters divides into words, after UD English (2.16).

`Splitter.split` takes a chunk ("U.S.-led", "don't,", "$12bn") and gives its words, which joined are the chunk
again. What it knows of English (abbreviations, prefixes that keep their hyphen, contractions, units) is in
data/tokens/en.yaml; here is only the mechanism. Source of the conventions: Universal Dependencies English EWT
and GUM 2.16, which follow the Penn and English Web treebank rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from dateline.parse.wordlists import WordLists

# Marks that belong to the letter before them, and zero-width characters that hide inside words.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u0900-\u0963\u0966-\u0dff"
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_L = rf"[^\W_{HIDDEN}](?:[^\W_]|[{_MARKS}{HIDDEN}])*"
_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff]"
_APOS = "['’‘`´ʼ＇]"

_PIECE = re.compile(
    rf"""
  (?P<web>(?:https?|ftp)://\S+|www\.\w\S+|mailto:\S+)
| (?P<mail>[\w.%+-]+@\w[\w-]*(?:\.[\w-]+)+|\w+@[A-Z][A-Z_]+\b)
| (?P<site>(?<!\w)[a-zA-Z][\w-]*(?:\.[\w-]+)*\.
      (?:(?:com|org|net|gov|edu)(?:\.[a-z]{{2}})?|info|mil|co\.[a-z]{{2}}|ac\.[a-z]{{2}})\b
      (?![.@]\w)(?:/\S*)?
    |(?<![\w.])[a-z]{{3,}}(?:\.[a-z]{{3,}}[\w-]*){{2,}})
| (?P<file>[\w\#~-]+(?:\.[\w-]+)*\.(?i:docx?|xlsx?|pdf|jpe?g|png|gif|html?|txt|zip|ppt|csv|exe|mp3|mp4)\b)
| (?P<hash>(?<!\w)[\#@](?=[^\W\d])\w+)
| (?P<smile>(?<!\w)(?:[:;=][\'^o-]?[()DPpOo|/\\\]\[*3]+(?!\w)|<3+(?!\d)|\^_+\^|-_+-|\([:;]|:'\())
| (?P<money>(?<!\w)(?:US|AU?|CA?|HK|NZ|NT|R|S|U)\$)
| (?P<dotted>(?<![\w.])(?:(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?|(?:[^\W\d_]\.)+[^\W\d_](?![\w.])))
| (?P<year>(?<!\w){_APOS}\d\d(?:{_APOS}?s)?(?!\w))
| (?P<phone>(?<!\w)\+?(?:\d-)?(?:\d{{3}}[-/])?(?:\d{{3}}|\d)-\d{{4}}(?!\w)|(?<!\w)\d{{5}}-\d{{4}}(?!\w)
    |(?<!\w)(?:\d\d?-\d\d?-(?:\d{{4}}|\d\d)|\d{{4}}-\d\d-\d\d)(?![\w-]))
| (?P<number>(?:(?<!\w)[+.])?\d+(?:(?:,\d\d(?=,))*(?:,\d{{3}}(?!\d))+)?(?:[.:/]\d+)*)
| (?P<emoji>(?:[\U0001f1e6-\U0001f1ff]{{2}}|{_EMOJI}[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*
    (?:\u200d{_EMOJI}[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*)*))
| (?P<word>{_L}(?:(?:{_APOS}|-(?!\d+[:.]\d)|&(?=[A-Z])|\*+|_)(?:(?<=-)(?:[^\W\d_]\.){{2,}}|{_L}))*)
| (?P<mark>\.{{2,}}|…+|[-=]{{2,}}>?|–+|—+|=>|[!?]+|[.,:]\?+|\$\$+|''|’’|‘’|``
    |<<+|>>+|<-+|[*]+|_+|~+|\++|\#+|.)
""",
    re.VERBOSE | re.DOTALL,
)
_TRAILING = re.compile(r"[.,;:!?'\"’”»)\]}>|*]+$")
_NEGATION = re.compile(rf"(.+)(n{_APOS}t)$", re.IGNORECASE | re.DOTALL)
_LAST_CLITIC = re.compile(rf"(.+)({_APOS}[^\W\d_]{{1,2}})$", re.DOTALL)
_UNIT = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]\.?|/h)?")
_ORDINAL = re.compile(rf"(?:st|nd|rd|th|{_APOS}?s)(?!\w)", re.IGNORECASE)


class Needs(IntEnum):
    """What must follow for the full stop to belong to the abbreviation before it."""

    NOTHING = 0
    NUMBER = 1
    CAPITAL = 2
    EITHER = 3
    LOWER = 4


@dataclass(frozen=True, slots=True)
class Split:
    """The words of a chunk; `otherwise` are its words where what follows is not what the last word
    `needs`."""

    words: tuple[str, ...]
    needs: Needs = Needs.NOTHING
    otherwise: tuple[str, ...] = ()


class Splitter:
    """Divides chunks by one language's table. Pure: the same chunk always gives the same words."""

    def __init__(self, language: WordLists) -> None:
        self.lang = language
        whole = sorted(language.dotted | language.slashed, key=len, reverse=True)
        dotted = "|".join(re.escape(d) for d in whole)
        self._dotted = re.compile(rf"(?:{dotted})(?!\w)", re.IGNORECASE)

    def split(self, chunk: str) -> Split:
        """Divide `chunk` (no white space inside) into words whose concatenation is the chunk."""
        if chunk.isalpha() or len(chunk) == 1:
            return Split(tuple(self._plain(chunk)))
        words: list[str] = []
        at = 0
        while at < len(chunk):
            if (dotted := self._dotted.match(chunk, at)) and not (at and chunk[at - 1].isalnum()):
                words.append(dotted.group())
                at = dotted.end()
                continue
            found = _PIECE.match(chunk, at)
            assert found is not None  # the last alternative takes any character
            at = self._take(chunk, found, words)
        return self._with_stop(words)

    def _take(self, chunk: str, found: re.Match[str], words: list[str]) -> int:
        """Append the words of one match; return where the next begins (it may be before the match's end)."""
        kind, text = found.lastgroup, found.group()
        if kind in ("web", "site"):
            text = _without_trailing(text)
            words.append(text)
        elif kind == "number":
            text = self._number(chunk, found, words)
        elif kind == "word":
            text = self._word(chunk, found, words)
        elif kind == "mark" and text in "'’‘`" and (more := self._apostrophe_word(chunk, found.end(), words)):
            text += more
            words.append(text)
        else:
            words.append(text)
        return found.start() + len(text)

    def _plain(self, word: str) -> list[str]:
        """Letters only: perhaps a contraction written together."""
        parts = self.lang.contractions.get(word.lower())
        return [word] if parts is None or (len(word) == 2 and word.isupper()) else _like(parts, word)

    def _number(self, chunk: str, found: re.Match[str], words: list[str]) -> str:
        """A figure, with its ordinal or decade ending; a unit after it is a word of its own."""
        text, end = found.group(), found.end()
        ordinal = _ORDINAL.match(chunk, end)
        if ordinal and (ordinal.group()[0].isalpha() or _is_decade(text)):
            words.append(text + ordinal.group())
            return words[-1]
        unit = _UNIT.match(chunk, end)
        if unit is None:
            words.append(text)
            return text
        name, sum_of_money = unit.group(), bool(words) and words[-1][-1] in "$£€¥₹"
        is_unit = name.lower() in (self.lang.money_units if sum_of_money else ()) or (
            name.lower() in self.lang.units and (len(name) > 1 or name.islower() or name == "K")
        )
        if is_unit and not chunk[unit.end() : unit.end() + 1].isalnum():
            words += [text, unit.group()]
            return text + unit.group()
        more = re.compile(r"\w+").match(chunk, end)
        assert more is not None  # the unit's letters at least
        words.append(text + more.group())
        return words[-1]

    def _word(self, chunk: str, found: re.Match[str], words: list[str]) -> str:
        text = found.group()
        if chunk[found.end() :] == "-" and "-" not in text and self._is_fragment(text):
            words.append(text + "-")
            return words[-1]
        for part in self._hyphens(text):
            words += self._clitics(part)
        return text

    def _is_fragment(self, text: str) -> bool:
        """A broken-off word ("th-") or a prefix that waits for its word ("pre- and post-war")."""
        short = len(text) <= 2 and text.isalpha() and not (len(text) == 2 and text.isupper())
        return short or text.lower() in self.lang.prefixes

    def _hyphens(self, text: str) -> list[str]:
        """Part at hyphens, save after a prefix, before a suffix, and in words listed whole."""
        if "-" not in text or text.lower() in self.lang.hyphenated:
            return [text]
        parts = text.split("-")
        out = [parts[0]]
        for left, right in pairwise(parts):
            shouted = left.isupper() and len(left) > 1 and not text.isupper()
            if (left.lower() in self.lang.prefixes and not shouted) or right.lower() in self.lang.suffixes:
                out[-1] += "-" + right
            else:
                out += ["-", right]
        return out

    def _clitics(self, word: str) -> list[str]:
        """do|n't, Iraq|'s, I|'d|'ve; digits keep theirs (60's), names too (O'Connor)."""
        if word.isalpha():
            return self._plain(word)
        if parts := self.lang.contractions.get(word.lower()):
            return _like(parts, word)
        if negation := _NEGATION.match(word):
            return [negation.group(1), negation.group(2)]
        last = _LAST_CLITIC.match(word)
        if last and last.group(2)[1:].lower() in self.lang.clitics and not _is_decade(last.group(1)):
            return [*self._clitics(last.group(1)), last.group(2)]
        return [word]

    def _apostrophe_word(self, chunk: str, at: int, before: list[str]) -> str:
        """'em, 'cause, a year's 's, and a clitic left alone: the letters after the apostrophe, else
        nothing."""
        letters = re.compile(r"[^\W\d_]+").match(chunk, at)
        if letters is None:
            return ""
        word = letters.group().lower()
        clitic = word in self.lang.clitics and (before[-1].isdigit() if before else letters.end() == len(chunk))
        return letters.group() if clitic or word in self.lang.apostrophe_first else ""

    def _with_stop(self, words: list[str]) -> Split:
        """Give a full stop back to the abbreviation before it, surely or as the next chunk decides."""
        needs = Needs.NOTHING
        whole = list(words)
        for i in range(len(words) - 1, 0, -1):
            if whole[i] != ".":
                continue
            need = self._stop_needs(whole, i)
            if need is None:
                continue
            whole[i - 1 : i + 1] = [whole[i - 1] + "."]
            if need and i == len(words) - 1:
                needs = need
        return Split(tuple(whole), needs, tuple(words) if needs else ())

    def _stop_needs(self, words: list[str], i: int) -> Needs | None:
        """What the stop at words[i] needs to belong to words[i-1]; None where it never does."""
        bare, last = words[i - 1], i == len(words) - 1
        word, after = bare.lower(), "" if last else words[i + 1]
        if len(word) == 1 and word.isalpha():
            return self._initial(bare, after, last)
        if word in self.lang.before_number or word in self.lang.not_last:
            need = Needs.NUMBER if word in self.lang.before_number else Needs.LOWER
            return need if last else Needs.NOTHING if follows(need, after) else None
        if word in self.lang.capitalised and bare.islower():
            return None
        return Needs.NOTHING if word in self.lang.abbreviations or word in self.lang.capitalised else None

    def _initial(self, letter: str, after: str, last: bool) -> Needs | None:
        """J. Smith, v. Iraq, p. 12; not the end of "Plan B."."""
        if letter.islower() and letter not in "bcdpvns":
            return None
        need = Needs.EITHER if letter.islower() else Needs.CAPITAL
        return need if last else Needs.NOTHING if follows(need, after) or after[:1] in ",-)" else None


def follows(need: Needs, after: str) -> bool:
    """Whether the text `after` (the next word, "" at a paragraph's end) is what the abbreviation needs."""
    first = after[:1]
    number = first.isdigit() or (first != "" and first in "#$£€")
    if need is Needs.LOWER:
        return first != "" and not first.isupper()
    return need is Needs.NOTHING or (bool(need & 1) and number) or (bool(need & 2) and first.isupper())


def _like(parts: tuple[str, ...], word: str) -> list[str]:
    """`word` cut where `parts` are, in its own letters (lower-casing can change a length: then it stays
    whole)."""
    if sum(map(len, parts)) != len(word):
        return [word]
    out, at = [], 0
    for part in parts:
        out.append(word[at : at + len(part)])
        at += len(part)
    return out


def _is_decade(figure: str) -> bool:
    """60's and 1590's are one word; 2003's is the year's own."""
    return figure.isdigit() and figure.endswith("0")


def _without_trailing(address: str) -> str:
    """An address without the punctuation of the sentence around it; a closing bracket stays if it was
    opened."""
    tail = _TRAILING.search(address)
    if tail is None:
        return address
    cut = address[: tail.start()]
    return cut + ")" if tail.group().startswith(")") and cut.count("(") > cut.count(")") else cut
