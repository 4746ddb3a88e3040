"""Every place a report names, as mentions in order: spotted, decided together, told with their role."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.model import Place, PlaceMention, Report, Span
from dateline.resolve.places.choose import Choice
from dateline.resolve.places.cues import SITE_MIDDLE, SITE_NOUNS, STREETS
from dateline.resolve.places.directions import told_from
from dateline.resolve.places.embassies import embassies
from dateline.resolve.places.gazetteer import Gazetteer
from dateline.resolve.places.lands import with_countries, with_neighbours
from dateline.resolve.places.names import Name, decide, read_names, to_place
from dateline.resolve.places.records import Entry
from dateline.resolve.places.roles import government, modifier
from dateline.resolve.places.spot import Found, spot

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OF = re.compile(r"\b(?P<noun>[Pp]ort|[Aa]irport|[Bb]ase|[Cc]amp|[Dd]am|[Bb]ridge|[Uu]niversity)\s+(?:of|at|in)\s+$")
_STREET = re.compile(rf"\s+(?:[A-Z][a-z]+\s+)?(?:{'|'.join(STREETS)})\b")
NEAR_TOWN_KM = 10.0  # how far from its town a site lies that only its town tells
Demonym = tuple[int, int, str]


def resolve_places(doc: Doc, report: Report, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Mentions of places in order of appearance; those that cannot be placed keep their name without
    coordinates."""
    text = doc.text  # spaCy joins it anew on every call
    found, people = with_dateline(doc, report, spot(doc, gazetteer)), demonyms(text, gazetteer)
    spans = sorted([(f.start, f.end) for f in found] + [(s, e) for s, e, _ in people])
    names = [_plain(n, report) for n in read_names(text, spans, gazetteer, frozenset(s for s, _, _ in people))]
    home = home_of(report, gazetteer)
    choices = decide(names, gazetteer, home)
    by_start = {f.start: f for f in found}
    mentions = [_mention(doc, text, report, name, choices, by_start.get(name.start), gazetteer) for name in names]
    inside = {name.start: name.inside for name in names}
    near = {name.start: name.near for name in names if name.near}
    mentions = with_countries(with_neighbours(mentions, inside, near, choices, gazetteer), inside, choices)
    return tuple(sorted([*mentions, *embassies(text, mentions, gazetteer, home)], key=lambda m: m.span))


def with_dateline(doc: Doc, report: Report, found: list[Found]) -> list[Found]:
    """The names found, and the dateline's place if it is not among them: capitals hide it from the model."""
    line = report.dateline
    if line is None or not line.place:
        return found
    at = doc.text.lower().find(line.place.lower(), line.span.start, line.span.end)
    span = doc.char_span(at, at + len(line.place), alignment_mode="expand") if at >= 0 else None
    if span is None or any(f.start < span.end_char and span.start_char < f.end for f in found):
        return found
    return [Found(at, at + len(line.place), span.start, span.end, True), *found]


def _plain(name: Name, report: Report) -> Name:
    """The dateline's capitals as the text writes the name, so that both are decided as one."""
    line = report.dateline
    if (
        line
        and line.place
        and line.span.start <= name.start < line.span.end
        and name.text.lower() == line.place.lower()
    ):
        return replace(name, text=line.place)
    return name


def home_of(report: Report, gazetteer: Gazetteer) -> Entry | None:
    """Where the dateline says the report was written."""
    if report.dateline is None or not report.dateline.place:
        return None
    found = gazetteer.exact(report.dateline.place.title())
    country = report.dateline.country
    iso = {e.country for e in gazetteer.lookup(country) if e.kind == "country"} if country else set()
    fitting = [e for e in found if not iso or e.country in iso]
    return max(fitting, key=lambda e: (e.kind == "city", e.people), default=None)


def demonyms(text: str, gazetteer: Gazetteer) -> list[Demonym]:
    """Adjectives and names of peoples: (start, end, ISO code), the longest at each place."""
    pattern = gazetteer.demonym_pattern
    return [(m.start(), m.end(), gazetteer.demonyms[m.group()]) for m in pattern.finditer(text)]


def _mention(
    doc: Doc,
    text: str,
    report: Report,
    name: Name,
    choices: dict[str, Choice],
    found: Found | None,
    gazetteer: Gazetteer,
) -> PlaceMention:
    span = Span(name.start, name.end)
    if name.demonym or found is None:
        return PlaceMention(span, to_place(name, choices[name.text], gazetteer), "modifier")
    mention = PlaceMention(
        span,
        to_place(name, choices[name.text], gazetteer),
        _role(doc, report, found, choices[name.text].entry),
    )
    if mention.role == "dateline":
        return mention
    if street := _street(text, mention):
        return street
    if mention.role == "government":
        return mention
    if site := _site(doc, text, mention, found):
        return replace(site, role="name")
    return told_from(text, mention, gazetteer) or mention


def _street(text: str, mention: PlaceMention) -> PlaceMention | None:
    """ "Logan Street" is in the town where the report has it, not in Logan; no gazetteer tells where."""
    place = mention.place
    if place.precision == "site" and place.id is not None:
        return None
    behind = _STREET.match(text, mention.span.end)
    named = mention.span.of(text).split()[-1] in STREETS and len(mention.span.of(text).split()) > 1
    if behind is None and not named:
        return None
    span = Span(mention.span.start, behind.end() if behind else mention.span.end)
    place = Place(span.of(text), "site", span=span, reason=f"a street that is called after {mention.place.name}")
    return PlaceMention(span, place)


def _role(doc: Doc, report: Report, found: Found, entry: Entry | None) -> str:
    if report.dateline and report.dateline.span.covers(Span(found.start, found.end)):
        return "dateline"
    governs = entry is not None and (entry.kind == "country" or _is_seat(entry))
    if governs and government(doc, found.first, found.last):
        return "government"
    return "modifier" if modifier(doc, found.last) else "name"


def _is_seat(entry: Entry) -> bool:
    return entry.kind in ("city", "division") and entry.people > 50_000


def _site(doc: Doc, text: str, mention: PlaceMention, found: Found) -> PlaceMention | None:
    """ "Taji base", "the port of Iskenderun": a site that only its town tells, put at the town."""
    place = mention.place
    if place.precision not in ("city", "admin1") or (place.id is None and place.lat is not None):
        return None
    end = _site_end(doc, found.last)
    if end is not None:
        span = Span(found.start, doc[end - 1].idx + len(doc[end - 1]))
        return replace(mention, span=span, place=_at_town(place, span.of(text), span))
    before = _OF.search(text[max(0, found.start - 30) : found.start])
    if before is None:
        return None
    span = Span(found.start - (len(before.string) - before.start()), found.end)
    return replace(mention, span=span, place=_at_town(place, span.of(text), span))


def _site_end(doc: Doc, i: int) -> int | None:
    """The token end of a site noun that follows token `i` at once ("air base", "border crossing")."""
    for j in range(i, min(len(doc), i + 4)):
        word = doc[j].text.lower()
        if word in SITE_NOUNS:
            return j + 1
        if word not in SITE_MIDDLE:
            return None
    return None


def _at_town(place: Place, name: str, span: Span) -> Place:
    reason = f"the site is not in the gazetteer: point of {place.name}; {place.reason}"
    far = max(NEAR_TOWN_KM, place.uncertainty_km or 0.0) if place.lat is not None else None
    return replace(place, name=name, precision="site", id=None, span=span, reason=reason, uncertainty_km=far)


def sentence_starts(doc: Doc) -> Sequence[int]:
    """Character offsets at which sentences begin."""
    return [s.start_char for s in doc.sents] if doc.has_annotation("SENT_START") else [0]


def sentence_of(starts: Sequence[int], offset: int) -> int:
    """Which sentence a character offset lies in."""
    return max(0, bisect_right(starts, offset) - 1)
