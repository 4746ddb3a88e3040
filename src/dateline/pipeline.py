"""The whole flow on one screen: ingest → read → parse → resolve → code → reconcile → ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.coding import Lexicon, code
from dateline.errors import DatelineError, UsageError, fault
from dateline.model import Coded, Issue, RawReport, Report
from dateline.parse import Parser, detect
from dateline.read import Outlets, read_report
from dateline.resolve import Knowledge, resolve


@dataclass(frozen=True, slots=True)
class Chain:
    """Everything a run needs to know, loaded once: the parser, the data, and the fingerprint of both."""

    parser: Parser
    outlets: Outlets
    knowledge: Knowledge
    lexicon: Lexicon
    published: str | None = None  # the user's own word on when, for every report of this run

    @property
    def fingerprint(self) -> str:
        """Names what coded a claim: a changed lexicon, data file or model is another coder."""
        return "-".join((self.parser.version, self.knowledge.version, self.lexicon.version))


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
    doc = chain.parser.parse(report.text, masked=tuple(f.span for f in report.furniture))
    mentions = resolve(doc, report, chain.knowledge)
    return code(doc, report, mentions, chain.lexicon, coder=chain.fingerprint)


def run(
    items: Iterable[RawReport | Issue],
    chain: Chain,
    *,
    dated: Callable[[Report], Report] = lambda report: report,
    holds: Callable[[Report], bool] = lambda report: False,
    debug: bool = True,
) -> Iterator[tuple[Report, Coded] | Issue]:
    """Every item becomes a coded report or an issue; nothing one item does can stop the next. `dated` may give a report
    the day a ledger knows of it; what it `holds` is passed by. A program fault ends the run, or, without `debug`,
    becomes an issue that names its place."""
    for item in items:
        if isinstance(item, Issue):
            yield item
            continue
        try:
            found = read(item, chain)
            if isinstance(found, Issue):
                yield found
            elif not holds(report := dated(found)):
                yield report, understand(report, chain)
        except UsageError:
            raise
        except DatelineError as error:
            yield Issue(item.source.locator, "code", "failed", str(error), item.source.digest)
        except Exception as error:
            if debug:
                raise
            yield Issue(item.source.locator, "code", "fault", fault(error), item.source.digest)
