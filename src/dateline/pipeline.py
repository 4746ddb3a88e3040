"""The whole flow on one screen: ingest → read → parse → resolve → code → reconcile → ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.coding import Lexicon, code
from dateline.errors import DatelineError
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


def run(items: Iterable[RawReport | Issue], chain: Chain) -> Iterator[tuple[Report, Coded] | Issue]:
    """Every item becomes a coded report or an issue; nothing one item does can stop the next."""
    for item in items:
        report = item if isinstance(item, Issue) else read(item, chain)
        if isinstance(report, Issue):
            yield report
            continue
        try:
            yield report, understand(report, chain)
        except DatelineError as error:
            yield Issue(report.source.locator, "code", "failed", str(error), report.source.digest)
