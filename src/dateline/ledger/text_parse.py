"""The readable text form of a ledger, read back into records. See `text.py`, which prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from dateline.errors import LedgerError
from dateline.ledger import records
from dateline.ledger.text import HEADING, PLAIN
from dateline.ledger.text_fields import OF_CLAIM, OF_REPORT, Below, fields_of, read, read_span
from dateline.ledger.text_tokens import Node, nodes, unblock
from dateline.model import (
    Claim,
    Coded,
    Evidence,
    Issue,
    Judgement,
    PassedOver,
    Report,
    Span,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a report with its codings, oldest first."""

    report: Report
    codings: tuple[Coded, ...]
    line: int


@dataclass(frozen=True, slots=True)
class SetAside:
    issue: Issue
    resolved: bool


@dataclass(frozen=True, slots=True)
class Judged:
    judgement: Judgement
    line: int


Entry = Revision | SetAside | Judged


def parse_ledger(lines: Iterable[str]) -> Iterator[Entry]:
    """The entries of a printed ledger, in its order. Raises LedgerError with the line's number and the
    remedy."""
    trees = nodes(lines)
    first = next(trees, None)
    if first is None or first.keyword + first.rest.rstrip() != HEADING:
        raise LedgerError(f"line 1: not a printed ledger; the first line must be {HEADING!r}")
    for node in trees:
        yield _entry(node)


def _entry(node: Node) -> Entry:
    if node.keyword == "report":
        return _revision(node)
    if node.keyword == "issue":
        tokens = node.tokens
        kept = [token for token in tokens if token.key != "resolved"]
        resolved = any(token.key == "resolved" and token.value == "true" for token in tokens)
        return SetAside(_checked(Issue, node, fields_of(Issue, node, kept)), resolved)
    if node.keyword == "judgement":
        subjects = [_word(_expect(child, "on")) for child in node.children]
        return Judged(read(Judgement, node, {"subjects": subjects}), node.number)
    return node.wrong(f"{node.keyword!r} is no entry; expected report, issue or judgement")


def _checked(kind: type[T], node: Node, data: dict[str, Any]) -> T:
    try:
        return records.decode(kind, data)
    except LedgerError as error:
        node.wrong(str(error))


def _expect(node: Node, keyword: str) -> Node:
    if node.keyword != keyword:
        node.wrong(f"expected {keyword!r}, found {node.keyword!r}")
    return node


def _word(node: Node) -> str:
    tokens = node.tokens
    if len(tokens) != 1 or tokens[0].kind != "quoted":
        node.wrong(f"{node.keyword} takes one text in double quotes")
    return tokens[0].value


def _revision(node: Node) -> Revision:
    data: dict[str, Any] = fields_of(Report, node, node.tokens)
    values: dict[str, Any] = {below.field: [] for below in OF_REPORT if below.many}
    codings = [child for child in node.children if child.keyword == "coding"]
    for child in node.children:
        if child.keyword != "coding":
            _report_line(child, values)
    for name in ("id", "revision"):
        if name not in data:
            node.wrong(f'a report needs its {name}: report "ID" revision:N')
    for name, keyword in (("text", "text"), ("source", "from")):
        if name not in values:
            node.wrong(f"report {data['id']!r} has no line {keyword!r}")
    report = Report(**data, **_ready(values))
    if not codings:
        node.wrong(f"report {report.id!r} has no coding; every revision has at least one")
    return Revision(report, tuple(_coding(child, report) for child in codings), node.number)


def _report_line(node: Node, values: dict[str, Any]) -> None:
    below = _BELOW_REPORT.get(node.keyword)
    if below:
        _read_below(node, below, values)
    elif node.keyword in values:
        node.wrong(f"{node.keyword} is given twice; keep one")
    elif node.keyword == "text":
        values["text"] = unblock(node.children)
    elif node.keyword in PLAIN:
        values[node.keyword] = _word(node)
    else:
        node.wrong(f"a report has no line {node.keyword!r}")


_BELOW_REPORT = {below.keyword: below for below in OF_REPORT}
_BELOW_CLAIM = {below.keyword: below for below in OF_CLAIM}


def _read_below(node: Node, below: Below, values: dict[str, Any]) -> None:
    if below.many:
        values[below.field].append(read(below.kind, node))
    elif below.field in values:
        node.wrong(f"{node.keyword} is given twice; keep one")
    else:
        values[below.field] = read(below.kind, node)


def _ready(values: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}


def _coding(node: Node, report: Report) -> Coded:
    made: dict[str, list[Any]] = {"claim": [], "passed": [], "note": []}
    for child in node.children:
        if child.keyword == "claim":
            made["claim"].append(_claim(child, report))
        elif child.keyword == "passed":
            made["passed"].append(_passed(child, report.text))
        else:
            made["note"].append(read(Issue, _expect(child, "note")))
    return Coded(report.id, report.revision, _word(node), *(tuple(found) for found in made.values()))


def _claim(node: Node, report: Report) -> Claim:
    values: dict[str, Any] = {"more": [], **{below.field: [] for below in OF_CLAIM if below.many}}
    for child in node.children:
        _claim_line(child, report.text, values)
    for keyword in ("said", "trigger"):
        if keyword not in values:
            node.wrong(f"a claim needs a line {keyword!r}: the words, and their span as @10-25")
    more = tuple(values.pop("more"))
    evidence = Evidence(values.pop("said"), values.pop("trigger"), more)
    given = {"report": report.id, "revision": report.revision, "evidence": records.encode(evidence)}
    return replace(read(Claim, node, given), **_ready(values))


def _claim_line(node: Node, text: str, values: dict[str, Any]) -> None:
    name = node.keyword
    if below := _BELOW_CLAIM.get(name):
        _read_below(node, below, values)
    elif name == "more":
        values[name].append(_said(node, text))
    elif name in values:
        node.wrong(f"{name} is given twice; keep one")
    elif name in ("said", "trigger"):
        values[name] = _said(node, text)
    elif name == "why":
        values[name] = _word(node)
    else:
        node.wrong(f"a claim has no line {name!r}")


def _said(node: Node, text: str) -> Span:
    """The span of a line such as `said "words" @10-25`, whose words must be the text's own."""
    tokens = node.tokens
    if len(tokens) != 2:
        node.wrong(f"{node.keyword} takes the words in double quotes, and their span as @10-25")
    return _span_of_words(node, text)


def _span_of_words(node: Node, text: str) -> Span:
    words, place = node.tokens[:2]
    start, end = read_span(node, place)
    if start > end:
        node.wrong(f"a span cannot end before it starts: @{start}-{end}")
    if text[start:end] != words.value:
        node.wrong(f"the text at @{start}-{end} reads {text[start:end]!r:.80}; correct the words or the span")
    return Span(start, end)


def _passed(node: Node, text: str) -> PassedOver:
    tokens = node.tokens
    if len(tokens) < 2:
        node.wrong("passed takes the words in double quotes, their span as @10-25, the entry or -, the reason")
    span = _span_of_words(node, text)
    data = {"entry": None} | fields_of(PassedOver, node, tokens[2:])
    return _checked(PassedOver, node, data | {"span": [span.start, span.end]})
