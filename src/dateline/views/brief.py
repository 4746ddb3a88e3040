"""A written situation report in Markdown, in which every sentence is made from claims and cites them.

Nothing is in it without a source: a citation gives outlet, day and the words. Report text is hostile, so
whatever has a meaning in Markdown or HTML is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dateline.model import LedgerView
from dateline.views.briefing import Briefing, Said, Section, briefing, left
from dateline.views.citing import Citations, Note


def brief(
    view: LedgerView, since: date | None = None, until: date | None = None, before: LedgerView | None = None
) -> str:
    """The situation report as Markdown; see `briefing.briefing`."""
    return markdown(briefing(view, since, until, before))


def markdown(made: Briefing) -> str:
    """The document as Markdown, ending with a line end."""
    lines = [f"# {escaped(made.title)}", "", escaped(made.basis)]
    for section in made.sections:
        lines += ["", f"## {escaped(section.title)}", "", *_section(section)]
    return "\n".join([*lines, "", "## Sources", "", *map(_source, made.sources)]) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield from (_said(s) for s in section.said)
    if section.table:
        yield f"| {' | '.join(section.table.columns)} | Sources |"
        yield f"|{' --- |' * (len(section.table.columns) + 1)}"
        for cells, sources, _ in section.table.rows:
            yield f"| {' | '.join(map(escaped, cells))} | {_numbers(sources)} |"
    if not section.said and not section.table:
        yield escaped(section.empty)
    if section.more > 0:
        yield f"\n{left(section.more)}"


def _said(s: Said) -> str:
    label = f"**{escaped(s.label)}.** " if s.label else ""
    return f"- {label}{escaped(s.text)} {_numbers(s.sources)}"


def _numbers(sources: tuple[int, ...]) -> str:
    return "".join(f"[{n}]" for n in sources)


def _source(n: Note) -> str:
    return f"{n.number}. {escaped(n.outlet)}, {n.published}: “{escaped(n.words)}” ({escaped(n.report)})"


def escaped(text: str) -> str:
    """Markdown's and HTML's own signs made harmless, control characters dropped."""
    bare = "".join(c for c in text if c.isprintable())
    return re.sub(r"([\\`*_{}\[\]<>#|!&~])", r"\\\1", bare)


__all__ = ["Citations", "brief", "escaped", "markdown"]
