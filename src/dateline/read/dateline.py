"""The dateline of wire copy: "BAGHDAD, Jan 3 (MNA) -" and its many relatives.

Grammar (Associated Press, Reuters and AFP stylebooks; TASS, Interfax, Xinhua and business wires as
published):
PLACE[/PLACE][, region][, day] [(agency) | /agency/] then a dash, or a colon after capitals. An ordinary
sentence with a
dash in it must not pass: what is neither capitals, nor signed, nor dated, has to be a town every desk knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.model import Dateline, Span
from dateline.read.dates_en import day_mentions
from dateline.read.outlets import Outlets
from dateline.read.words import dateline_words, regions

_REACH = 130  # a dateline is over by then
_END = re.compile(
    r"\s*--+\s*|\s*[—–―]\s*|(?<=[\s)/])[-_]{1,2}(?=\s|$|[\"“'‘]?[A-Z])|(?<=[A-Z.)]):(?=\s)|(?<=/)\.(?=\s)|(?<=\))\.?(?=\s*\n|\s*$)"
)
_SIGNED = re.compile(r"\s*(?:\((?P<round>[^()]{1,48})\)|/(?P<slash>[A-Za-z][A-Za-z \-]{1,24})/\.?)\s*$")
_AFTER = re.compile(r"\((?P<round>[A-Z][A-Za-z &./-]{1,30})\)\s*(?:--|[—–-])")
_TAG = re.compile(
    r"[A-Z][A-Z0-9]{1,7}(?:[-/][A-Z]{2,6})?(?: News(?: [A-Z]\w+)?)?|[A-Z][\w.&-]+(?: [A-Z&][\w.&-]*){0,5}"
)
_CAPS_TAG = re.compile(r"[A-Z][A-Z0-9]{1,6}(?:[-/][A-Z]{2,6})?|[A-Z][a-z]+[A-Z]+[a-zA-Z]*")
_WORD = re.compile(r"[^\W\d_][^\W\d_'’.\-]*(?:['’.\-]+[^\W\d_]+)*[.]?|\d{1,2}")
_OPENS = re.compile(r"\s*[\"“”'‘’«„(\[$€£]*(?:[^\W\d_]|\d)")


@dataclass(frozen=True, slots=True)
class _Parts:
    place: str | None
    country: str | None
    day: str | None
    agency: str | None
    signed: bool
    caps: bool


def find_dateline(line: str, outlets: Outlets) -> Dateline | None:
    """The dateline that opens `line`, spans counted from the line's start; None for ordinary prose.

    `place` is the first place in title case, `country` ISO 3166-1 alpha-2, `day` as written, `agency` the
    tag as
    written in brackets.
    """
    head = line[:_REACH]
    for end in _END.finditer(head):
        prefix = head[: end.start()]
        if len(prefix) < 2:
            return None
        parts = _parts(prefix, outlets)
        stop = end.end()
        if (after := _AFTER.match(line, stop)) and parts is not None and parts.agency is None:
            parts = _Parts(parts.place, parts.country, parts.day, after["round"].title(), True, parts.caps)
            stop = after.end()
        known = parts is not None and parts.agency is not None and outlets.by_tag(parts.agency) is not None
        if parts is not None and _stands(parts, prefix, end.group(), line[stop:], known):
            return Dateline(Span(0, len(line[:stop].rstrip())), parts.place, parts.country, parts.day, parts.agency)
    return None


def _parts(prefix: str, outlets: Outlets) -> _Parts | None:
    agency, signed, rest = None, False, prefix
    if match := _SIGNED.search(prefix):
        sign = (match["round"] or match["slash"]).strip()
        generic = sign.casefold() in dateline_words("generic")
        if not generic and not _is_tag(sign, outlets):
            return None
        agency, signed, rest = (None if generic else sign), True, prefix[: match.start()]
    rest, day = _day(rest.rstrip(" .,"))
    places = [part.strip() for part in rest.split(",")] if rest.strip() else []
    if not places:
        return _Parts(None, None, day, agency, signed, False) if signed or day else None
    if not all(_is_name(part, 6) for part in places) or len(places) > 3:
        return None
    first = re.split(r"/| & ", places[0])[0].strip()
    country = next((code for part in reversed(places[1:]) if (code := _country(part))), None)
    caps = _is_caps(places[0])
    return _Parts(_title(first) if caps else first, country or _country(first), day, agency, signed, caps)


def _stands(parts: _Parts, prefix: str, mark: str, after: str, known: bool) -> bool:
    """Whether this is a dateline and no sentence: signed, dated, in capitals, or a town every desk knows."""
    opens = _OPENS.match(after)
    small = opens is not None and after[opens.end() - 1].islower()
    if parts.place is None:
        return parts.agency is not None and not small and (known or _CAPS_TAG.fullmatch(parts.agency) is not None)
    word = parts.place.casefold()
    if {word, *word.split(), prefix.strip().casefold()} & dateline_words("labels"):
        return False
    if not mark.strip() and not (parts.signed and parts.caps):  # a bare line "BAGHDAD (XY)"
        return False
    if (parts.signed or parts.day is not None) and (parts.caps or not small):
        return True
    if small or word in dateline_words("bodies"):
        return False
    if parts.caps:
        return mark.strip() != ":" or len(after) > 40
    return word in dateline_words("capitals_alone") and mark.strip() != ":" and len(after) > 40


def _is_tag(sign: str, outlets: Outlets) -> bool:
    """Brackets that sign: a known agency, capitals, or a capitalised name; "(the capital)" is none."""
    if outlets.by_tag(sign) is not None:
        return True
    return all(part.strip() and _TAG.fullmatch(part.strip()) for part in re.split(r"[/,]| via ", sign))


def _day(rest: str) -> tuple[str, str | None]:
    """Takes a day off the end of "BAGHDAD, Jan 3"; "GENEVA, 12 March 2020"; "Oct. 3"; "KYIV. Jan 3"."""
    for day in day_mentions(rest):
        if not rest[day.end :].strip(" .,"):
            return rest[: day.start].rstrip(" ,."), rest[day.start : day.end]
    return rest, None


def _is_name(part: str, most: int) -> bool:
    """Capitalised words, small ones only where names have them ("al-Hasakah", "Port of Spain")."""
    words = [word for word in re.split(r"[\s/&]+", part) if word]
    if not 0 < len(words) <= most or not all(_WORD.fullmatch(word) for word in words):
        return False
    if words[0].casefold() in dateline_words("never_first"):
        return False
    heads = [word for word in words if word.casefold() not in dateline_words("connectors")]
    return bool(heads) and all(word[0].isupper() or ("-" in word and not word.islower()) for word in heads)


def _is_caps(part: str) -> bool:
    """All in capitals but for connectors, "Co." and "Mc"."""
    words = [word for word in re.split(r"[\s/&]+", part) if word]
    heads = [w for w in words if w.casefold() not in dateline_words("connectors") and w != "Co."]
    return any(len(w) > 1 for w in heads) and all(w.removeprefix("Mc").removeprefix("al-").isupper() for w in heads)


def _country(part: str) -> str | None:
    return regions().get(part.casefold()) or regions().get(part.casefold() + ".")


def _title(name: str) -> str:
    """ "AL-QAIM" → "Al-Qaim", "N'DJAMENA" → "N'Djamena", "McALLEN" → "McAllen"."""

    def word(match: re.Match[str]) -> str:
        letters = match[0]
        if letters.startswith("Mc"):
            return "Mc" + letters[2:].capitalize()
        return letters if letters.islower() else letters.capitalize()

    return re.sub(r"[^\W\d_]+", word, name)
