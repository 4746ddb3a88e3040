"""FollowTheMoney statements (CSV): one row for each property of each entity and each report that says so, the natural
form of "according to whom". Events are `Event`, parties `LegalEntity`, reports `Article` entities.

Lost: status and mode (in `summary`), offsets, judgements. `first_seen`/`last_seen` are days of publication."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from dateline.export import delimited
from dateline.export.happenings import Happening, first, happenings
from dateline.model import Claim, LedgerView, Party, Report
from dateline.views.wording import sentence_of

COLUMNS = ("id", "entity_id", "canonical_id", "prop", "prop_type", "schema", "value", "original_value", "dataset",
           "lang", "origin", "external", "first_seen", "last_seen")  # fmt: skip
PROP_TYPES = {
    "name": "name", "date": "date", "startDate": "date", "endDate": "date", "location": "string", "country": "country",
    "summary": "text", "involved": "entity", "sourceUrl": "url", "publisher": "string", "proof": "entity",
    "title": "name", "publishedAt": "date", "author": "string", "id": "checksum",
}  # fmt: skip
DATASET = "dateline"


def followthemoney(view: LedgerView) -> Iterator[str]:
    """The file, a line at a time; each statement once."""
    seen: set[str] = set()

    def fresh() -> Iterator[list[delimited.Cell]]:
        for row in statements(view):
            if str(row[0]) not in seen:
                seen.add(str(row[0]))
                yield row

    return delimited.comma(COLUMNS, fresh())


def statements(view: LedgerView) -> Iterator[list[delimited.Cell]]:
    """Rows in the order of COLUMNS."""
    for h in happenings(view):
        reports = {r.id: r for r in h.reports}
        for claim in h.claims:
            yield from _claimed(h, claim, reports[claim.report])
        for report in h.reports:
            yield from _article(report)


def _claimed(h: Happening, c: Claim, report: Report) -> Iterator[list[delimited.Cell]]:
    """What one report says of one event, and who takes part."""

    def say(prop: str, value: object) -> list[delimited.Cell]:
        return _row(h.event.id, "Event", prop, str(value), report, c.source.name if c.source else None)

    yield say("name", sentence_of(h.event))
    yield say("summary", f"{c.type.value}{'/' + c.mode if c.mode else ''}, {c.status.value}: "
              + " ".join(c.evidence.sentence.of(report.text).split()))  # fmt: skip
    if c.when and c.when.start:
        yield say("date" if c.when.start == c.when.end else "startDate", c.when.start)
    if c.when and c.when.end and c.when.end != c.when.start:
        yield say("endDate", c.when.end)
    if c.place:
        yield say("location", c.place.name)
    if c.place and c.place.country:
        yield say("country", c.place.country.lower())
    for party in (*c.actor, *c.recipient):
        yield say("involved", party_id(party))
        yield _row(party_id(party), "LegalEntity", "name", party.name, report, None)
    yield say("proof", f"report-{report.id}")
    if report.outlet:
        yield say("publisher", report.outlet)
    if report.url:
        yield say("sourceUrl", report.url)


def _article(report: Report) -> Iterator[list[delimited.Cell]]:
    entity = f"report-{report.id}"
    yield _row(entity, "Article", "title", report.title or report.id, report, None)
    if report.url:
        yield _row(entity, "Article", "sourceUrl", report.url, report, None)
    if report.outlet:
        yield _row(entity, "Article", "publisher", report.outlet, report, None)
    if report.published and report.published.known and report.published.start == report.published.end:
        yield _row(entity, "Article", "publishedAt", str(report.published.start), report, None)


def party_id(party: Party) -> str:
    """The party's own id, or one made of its name."""
    return "party-" + (party.id or hashlib.sha1(party.name.casefold().encode()).hexdigest()[:16]).replace(":", "-")


def _row(entity: str, schema: str, prop: str, value: str, report: Report, source: str | None) -> list[delimited.Cell]:
    """A statement; its id is the digest of all that makes it different from another."""
    origin = f"{report.outlet or report.source.locator}" + (f" quoting {source}" if source else "")
    key = "\0".join((DATASET, entity, prop, value, origin))
    day: date | None = first(report.published)
    seen = day.isoformat() if day else ""
    return [
        hashlib.sha1(key.encode()).hexdigest(), entity, entity, prop, PROP_TYPES[prop], schema, value, "", DATASET,
        "eng" if report.language in (None, "en") else report.language, origin, "f", seen, seen,
    ]  # fmt: skip
