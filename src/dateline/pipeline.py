"""The whole flow on one screen: ingest → read → parse → resolve → code → reconcile → ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.coding import Lexicon, code
from dateline.errors import issue_of
from dateline.model import Coded, Issue, RawReport, Report
from dateline.parse import Parser, detect
from dateline.read import Outlets, read_report
from dateline.resolve import Knowledge, resolve
from dateline.second.reader import SecondReader
from dateline.stages import timed

Dated = Callable[[Report], Report] | None  # gives an undated report a ledger's day
Holds = Callable[[Report], bool] | None  # whether a report is held already, and passed by


@dataclass(frozen=True, slots=True)
class Chain:
    """Everything a run needs to know, loaded once: the parser, the data, and the fingerprint of both."""

    parser: Parser
    outlets: Outlets
    knowledge: Knowledge
    lexicon: Lexicon
    published: str | None = None  # the user's own word on when, for every report of this run
    second: SecondReader | None = None  # a language model that proposes more, if the user has named one

    @property
    def fingerprint(self) -> str:
        """Names what coded a claim: a changed lexicon, data file or model is another coder."""
        return "-".join(x.version for x in (self.parser, self.knowledge, self.lexicon, self.second) if x)


def read(raw: RawReport, chain: Chain) -> Report | Issue:
    """From bytes' text to a report: masthead, dateline, publication date, furniture. Another language is set aside."""
    report = read_report(raw, chain.outlets, published=chain.published)
    if isinstance(report, Issue):
        return report
    language = detect(report.text)
    if language.is_foreign:
        told = f"the text is in another language ({language.code}); Dateline reads English so far"
        return Issue(raw.source.locator, "read", "other-language", told, raw.source.digest)
    return replace(report, language=report.language or language.code)


def understand(report: Report, chain: Chain) -> Coded:
    """From a report to its claims: parse, resolve, code."""
    doc = timed(chain.parser.parse, report.text, masked=tuple(f.span for f in report.furniture))
    mentions = timed(resolve, doc, report, chain.knowledge)
    coded = timed(code, doc, report, mentions, chain.lexicon, coder=chain.fingerprint)
    return chain.second.read(report, mentions, coded) if chain.second else coded


def arrived(item: RawReport | Issue, chain: Chain, dated: Dated, holds: Holds, debug: bool) -> Report | Issue | None:
    """The report to understand, an issue, or None for what is held already."""
    if isinstance(item, Issue):
        return item
    try:
        report = timed(read, item, chain)
        report = dated(report) if dated and isinstance(report, Report) else report
        return None if holds and isinstance(report, Report) and holds(report) else report
    except Exception as error:
        return issue_of(error, item.source, debug)


def run(
    items: Iterable[RawReport | Issue], chain: Chain, *, dated: Dated = None, holds: Holds = None, debug: bool = True
) -> Iterator[tuple[Report, Coded] | Issue]:
    """Every item becomes a coded report or an issue. A program's fault ends the run; without `debug` it is an issue."""
    for ready in (arrived(item, chain, dated, holds, debug) for item in items):
        try:
            if ready is not None:
                yield ready if isinstance(ready, Issue) else (ready, understand(ready, chain))
        except Exception as error:
            assert isinstance(ready, Report)
            yield issue_of(error, ready.source, debug)
