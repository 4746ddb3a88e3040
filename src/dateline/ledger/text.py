"""The readable text form of a ledger, printed: for people, for diffs, for copies that outlive any database.

Everything the ledger was told is in it, superseded revisions and codings too; what is derived is not. The
order is fixed: reports by id and revision, claims as the report tells them, issues by locator, judgements by
instant. There is no clock and no path of this machine in it but the locators of the reports. `reload.py`
reads it back.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from dateline.ledger import judging, reading, rows
from dateline.ledger import schema as s
from dateline.ledger.store import Ledger
from dateline.ledger.text_fields import OF_CLAIM, OF_REPORT, line, lines_below, span_word
from dateline.ledger.text_tokens import block, quote
from dateline.model import Claim, Coded, Judgement, PassedOver, Report, Span

HEADING = "dateline ledger text 1"
PLAIN = ("url", "outlet", "agency", "title", "byline", "language", "family", "published_by")
"""Fields of a report that are words and nothing else, each on a line of its own."""


def print_ledger(ledger: Ledger) -> Iterator[str]:
    """The ledger's lines, without line ends. The same ledger always gives the same lines."""
    yield HEADING
    with ledger.reading() as connection:
        for report in reading.reports(connection, current=False):
            yield ""
            yield from report_lines(report)
            for coded in reading.codings(connection, report.id, report.revision):
                yield from _in(1, coded_lines(coded, report.text))
        yield from _issue_lines(connection)
        for judgement in judging.judgements(connection, active=False):
            yield ""
            yield from judgement_lines(judgement)


def _in(levels: int, lines: Iterator[str]) -> Iterator[str]:
    return ("  " * levels + one for one in lines)


def report_lines(report: Report) -> Iterator[str]:
    """One revision of a report, without its codings."""
    yield f"report {quote(report.id)} revision:{report.revision}"
    yield from _in(1, lines_below(report, OF_REPORT[:1]))
    for name in PLAIN:
        if (words := getattr(report, name)) is not None:
            yield f"  {name} {quote(words)}"
    yield from _in(1, lines_below(report, OF_REPORT[1:]))
    yield "  text"
    yield from _in(2, block(report.text))


def coded_lines(coded: Coded, text: str) -> Iterator[str]:
    """One coding: claims, what was passed over, what was met on the way."""
    yield f"coding {quote(coded.coder)}"
    for claim in sorted(coded.claims, key=rows.claim_order):
        yield from _in(1, claim_lines(claim, text))
    for passed in sorted(coded.passed_over, key=rows.passed_order):
        yield f"  passed {_passed(passed, text)}"
    for issue in sorted(coded.issues, key=rows.issue_order):
        yield f"  note {line(issue)}"


LINES = ("evidence", *(below.field for below in OF_CLAIM), "why")
"""Fields of a claim that stand on lines below it."""


def claim_lines(claim: Claim, text: str) -> Iterator[str]:
    """One claim, with the words it rests on."""
    yield f"claim {line(claim, leave=(*LINES, 'report', 'revision'))}"
    yield from _in(1, lines_below(claim, OF_CLAIM))
    yield f"  said {_words(claim.evidence.sentence, text)}"
    yield f"  trigger {_words(claim.evidence.trigger, text)}"
    for span in claim.evidence.more:
        yield f"  more {_words(span, text)}"
    if claim.why:
        yield f"  why {quote(claim.why)}"


def _words(span: Span, text: str) -> str:
    return f"{quote(span.of(text))} {span_word(span)}"


def _passed(passed: PassedOver, text: str) -> str:
    return f"{_words(passed.span, text)} {line(passed, leave=('span',))}"


def _issue_lines(connection: Connection) -> Iterator[str]:
    found = connection.execute(select(s.issues)).all()
    for number, row in enumerate(sorted(found, key=lambda row: rows.issue_order(rows.issue_of(row)))):
        if number == 0:
            yield ""
        yield f"issue {line(rows.issue_of(row))}" + (" resolved:true" if row.resolved else "")


def judgement_lines(judgement: Judgement) -> Iterator[str]:
    yield f"judgement {line(judgement, leave=('subjects',))}"
    for claim in judgement.subjects:
        yield f"  on {quote(claim)}"
