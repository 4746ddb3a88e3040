"""Where the numbers are, and which are none: dates, labels ("Boeing 737"), scores, telephone numbers,
years."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.resolve.quantities.language import Language
from dateline.resolve.times.language import lowered

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as found: characters `start`..`end`, and the number alone in `bare_start`..`bare_end`."""

    start: int
    end: int
    value: float
    low: float | None = None
    high: float | None = None
    qualifier: str | None = None
    currency: str | None = None
    kind: str = "number"  # number, vague, pair, nobody, zero, article
    metres: bool = False  # written "20m": millions or metres


class Taken:
    """Stretches of text that are spoken for, to ask whether a place lies in one."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        self._ranges = sorted(ranges)
        self._starts = [a for a, _ in self._ranges]

    def holds(self, start: int, end: int) -> bool:
        at = bisect_right(self._starts, end - 1)
        return any(a < end and b > start for a, b in self._ranges[max(0, at - 3) : at])


_SCORE = re.compile(
    r"\b(?:beat|won|win|lost|lose|drew|draw|defeat\w*|victory|vot\w+|by|score\w*|lead|finish\w*)\b",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"^[-\s](?:thirds?|quarters?|fifths?|sixths?|tenths?|half|halves)\b", re.IGNORECASE)
_FOLLOW_LETTER = re.compile(r"^[A-Za-z]")
_ONE_PRONOUN = re.compile(
    r"^\s+(?:should|can|could|would|might|must|may|another|is|was|has|had|who|that|which|by|day\b|in\s+which|such)",
    re.IGNORECASE,
)
_ONE_BEFORE = re.compile(
    r"(?:\b(?:no|any|every|some|the|this|that|which|each|another|only|as|number|square|day|phase|stage|a\s\w+)\s+$)",
    re.IGNORECASE,
)
_METRES = re.compile(r"m$")


def numbers(text: str, taken: Taken, lang: Language) -> list[Number]:
    """Every number, vague number, pair and zero of a text, in order; decoys left out."""
    low = lowered(text)
    masks = Taken([m.span() for m in (lang.masks if "@" in text else lang.masks_plain).finditer(text)])
    found = [n for m in _cardinals(low, lang) for n in _plain(m, text, lang) if not _hidden(n, taken, masks)]
    covered = Taken([(n.start, n.end) for n in found])
    for match in lang.vague_pattern.finditer(low):
        if covered.holds(*match.span()) or taken.holds(*match.span()):
            continue
        found.append(_vague(match, text, lang))
    for match in lang.none_pattern.finditer(low):
        if not covered.holds(*match.span()):
            kind = "nobody" if match["nobody"] else "zero"
            found.append(Number(match.start(), match.end(), 0.0, kind=kind))
    found.sort(key=lambda n: (n.start, -n.end))
    return [n for i, n in enumerate(found) if not any(o.start <= n.start < o.end for o in found[max(0, i - 2) : i])]


def _cardinals(low: str, lang: Language) -> Iterator[re.Match[str]]:
    """What `lang.number.finditer` finds, looked for only from where a number may begin: a symbol and a space at
    most stand before that."""
    reached = 0
    for place in lang.number_begins.finditer(low):
        if place.start() >= reached:
            hit = lang.number.search(low, max(reached, place.start() - lang.symbols - 1))
            if hit is None:
                return
            reached = max(hit.end(), place.start() + 1)
            yield hit


def _hidden(number: Number, taken: Taken, masks: Taken) -> bool:
    return taken.holds(number.start, number.end) or masks.holds(number.start, number.end)


def _vague(match: re.Match[str], text: str, lang: Language) -> Number:
    word = " ".join(match[0].lower().split())
    if word in lang.pairs:
        return Number(match.start(), match.end(), lang.pairs[word], kind="pair")
    value = lang.vague[word]
    start, qualifier = _qualified(text, match.start(), lang)
    name = word.removesuffix(" of")
    return Number(start, match.end(), value, value, None, f"{qualifier} {name}" if qualifier else name, kind="vague")


def _plain(match: re.Match[str], text: str, lang: Language) -> list[Number]:
    """The numbers of one match in the lower-case text: one, a range as one, or two that only stand side by side."""
    start, end = match.span("number")
    currency = lang.currencies.get((match["symbol"] or "").strip().lower())
    number, higher = text[start:end], match["high"]
    value = lang.numerals.value(number)
    if value is None:
        return []
    if higher is None:
        return _one(number, start, end, value, currency, match, text, lang)
    higher = text[slice(*match.span("high"))]
    high = lang.numerals.value(higher)
    joined = match["to"].strip().lower()
    before = text[max(0, start - 24) : start].lower()
    is_range = high is not None and value < high and joined != "and" and not re.search(r"\bfrom\s+$", before)
    between = high is not None and joined == "and" and before.rstrip().endswith("between")
    if (
        joined in "-–—"
        and _SCORE.search(text[max(0, start - 40) : start])
        and (high or 0) < 20
        and _bare_after(text, match.end())
    ):
        return []
    if (is_range or between) and high is not None:
        value, high = _scaled(number, value, higher, high, lang)
        first, qualifier = _qualified(text, start, lang)
        if between:
            first = start - (len(before) - before.rindex("between"))
        if match["symbol"]:
            first = min(first, match.start("symbol"))
        return [
            Number(
                first,
                match.end(),
                (value + high) / 2 if high > 3 * value else value,
                value,
                high,
                qualifier,
                currency,
            )
        ]
    two = _one(number, start, end, value, currency, match, text, lang)
    if high is not None and joined != "or":
        symbol = lang.currencies.get((match["symbol2"] or "").lower())
        two += _one(higher, *match.span("high"), high, symbol, None, text, lang)
    return two


def _bare_after(text: str, end: int) -> bool:
    return not re.match(r"\s+[a-z]{3,}s\b", text[end : end + 20])


def _scaled(one: str, low: float, two: str, high: float, lang: Language) -> tuple[float, float]:
    """ "5 to 10 million": the scale belongs to both."""
    scale = next((v for w, v in lang.numerals.scales.items() if two.lower().endswith(w)), None)
    if (
        scale
        and low < high
        and low * scale <= high
        and not any(one.lower().endswith(w) for w in lang.numerals.scales)
        and low < 1000
    ):
        return low * scale, high
    return low, high


def _one(word: str, start: int, end: int, value: float, currency: str | None, match: re.Match[str] | None,
         text: str, lang: Language) -> list[Number]:  # fmt: skip
    after, before = text[end : end + 40], text[max(0, start - 40) : start]
    if _FOLLOW_LETTER.match(after) and not _unit_glued(after, lang):
        return []
    if _FRACTION.match(after) or (lang.label_before.search(before) and not currency and not word.isalpha()):
        return []
    if word.lower() == "one" and (_ONE_PRONOUN.match(after) or _ONE_BEFORE.search(before)):
        return []
    first, qualifier = _qualified(text, match.start("symbol") if match and match["symbol"] else start, lang)
    return [
        Number(
            first,
            end,
            value,
            *_bounds(value, qualifier),
            qualifier,
            currency,
            metres=bool(_METRES.search(word)),
        )
    ]


def _unit_glued(after: str, lang: Language) -> bool:
    match = re.match(r"[A-Za-z/]+", after)
    return bool(match) and match[0].lower() in lang.units if match else False


def _qualified(text: str, start: int, lang: Language) -> tuple[int, str | None]:
    """Where the words before a number that qualify it begin, and the schema's word for them."""
    before = text[max(0, start - 32) : start]
    match = lang.qualifier.search(before)
    if not match:
        return start, None
    word = " ".join(match[1].lower().split())
    return start - (len(before) - match.start(1)), lang.qualifiers.get(word)


def _bounds(value: float, qualifier: str | None) -> tuple[float | None, float | None]:
    """What a qualifier says of the bounds: "at least 12" is 12 or more."""
    if qualifier in ("at least", "more than"):
        return value, None
    if qualifier in ("up to", "fewer than", "nearly", "almost"):
        return None, value
    return None, None
