"""The situation report as one HTML page: whole in itself, fit to print, with every citation linked both ways.

It loads nothing and runs nothing, and says so to the browser; all that reports say is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape

from dateline.model import LedgerView
from dateline.views.briefing import Briefing, Said, Section, Table, briefing, left
from dateline.views.citing import Note

STYLE = """
:root { color-scheme: light; --ink: #1b1b1b; --soft: #5c5c5c; --line: #d9d5cc; --grave: #a3211c; --link: #1f4e79; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 54rem; color: var(--ink); background: #fff;
  font: 16px/1.5 Charter, "Bitstream Charter", Georgia, "DejaVu Serif", serif; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; }
.basis { color: var(--soft); margin: 0 0 1.8rem; padding-bottom: .9rem; border-bottom: 3px double var(--line); }
h2 { font-size: 1.12rem; margin: 2rem 0 .6rem; break-after: avoid; }
ul { list-style: none; margin: 0; padding: 0; }
li { margin: 0 0 .55rem; padding-left: .8rem; border-left: 2px solid var(--line); break-inside: avoid; }
li.grave { border-color: var(--grave); }
.label { font-weight: 600; margin-right: .3em; }
.grave .label, tr.grave td { color: var(--grave); }
table { border-collapse: collapse; width: 100%; font: .84rem/1.4 "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
th { text-align: left; font-weight: 600; color: var(--soft); border-bottom: 1.5px solid var(--ink); }
th, td { padding: .32rem .7rem .32rem 0; vertical-align: top; overflow-wrap: break-word; }
td { border-bottom: 1px solid var(--line); }
tr { break-inside: avoid; }
td:first-child { font-weight: 600; }
td.n { white-space: nowrap; padding-right: 0; }
sup, td.n { font: .74rem/1 "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
td.n { line-height: 1.9; }
sup { white-space: nowrap; }
sup a, td.n a { padding: 0 .12em; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
.more, .empty { color: var(--soft); font-size: .9rem; }
ol { padding-left: 2.2rem; font-size: .87rem; line-height: 1.45; }
ol li { border: 0; padding-left: .2rem; margin-bottom: .4rem; }
ol li:target, [id]:target { background: #fff6d6; }
q { font-style: italic; }
.id { color: var(--soft); }
@page { size: A4; margin: 18mm 16mm 20mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 9pt Arial, "DejaVu Sans", sans-serif; } }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } a { color: inherit; } }
"""


def brief_html(
    view: LedgerView, since: date | None = None, until: date | None = None, before: LedgerView | None = None
) -> str:
    """The situation report as a page; see `briefing.briefing`."""
    return page(briefing(view, since, until, before))


def page(made: Briefing) -> str:
    """The document as HTML, ending with a line end."""
    body = [f"<h1>{_safe(made.title)}</h1>", f'<p class="basis">{_safe(made.basis)}</p>']
    cited: set[int] = set()
    for section in made.sections:
        body += _section(section, cited)
    body += ["<section><h2>Sources</h2>", "<ol>", *map(_source, made.sources), "</ol></section>"]
    head = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_safe(made.title)}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
    ]
    return "\n".join([*head, *body, "</body>", "</html>"]) + "\n"


def _section(section: Section, cited: set[int]) -> Iterator[str]:
    yield f"<section><h2>{_safe(section.title)}</h2>"
    if section.said:
        yield "<ul>"
        yield from (_said(s, cited) for s in section.said)
        yield "</ul>"
    if section.table:
        yield from _table(section.table, cited)
    if not section.said and not section.table:
        yield f'<p class="empty">{_safe(section.empty)}</p>'
    if section.more > 0:
        yield f'<p class="more">{left(section.more)}</p>'
    yield "</section>"


def _said(s: Said, cited: set[int]) -> str:
    label = f'<span class="label">{_safe(s.label)}.</span>' if s.label else ""
    return f"<li{_grave(s.grave)}>{label}{_safe(s.text)}&nbsp;<sup>{_numbers(s.sources, cited)}</sup></li>"


def _table(table: Table, cited: set[int]) -> Iterator[str]:
    """Columns in which no row says anything are left out."""
    kept = [n for n in range(len(table.columns)) if any(cells[n] for cells, _, _ in table.rows)]
    heads = "".join(f"<th>{_safe(table.columns[n])}</th>" for n in kept)
    yield f"<table><thead><tr>{heads}<th>Sources</th></tr></thead><tbody>"
    for cells, sources, grave in table.rows:
        shown = "".join(f"<td>{_safe(cells[n])}</td>" for n in kept)
        yield f'<tr{_grave(grave)}>{shown}<td class="n">{_numbers(sources, cited)}</td></tr>'
    yield "</tbody></table>"


def _grave(grave: bool) -> str:
    return ' class="grave"' if grave else ""


def _numbers(sources: tuple[int, ...], cited: set[int]) -> str:
    """Links to the sources; the first citation of each can be jumped back to."""
    links = []
    for n in sources:
        anchor = "" if n in cited else f' id="c{n}"'
        cited.add(n)
        links.append(f'<a{anchor} href="#s{n}">{n}</a>')
    return " ".join(links)


def _source(n: Note) -> str:
    told = f'{_safe(n.outlet)}, {_safe(n.published)}: <q>{_safe(n.words)}</q> <span class="id">{_safe(n.report)}</span>'
    return f'<li id="s{n.number}" value="{n.number}">{told} <a href="#c{n.number}" title="where it is cited">↑</a></li>'


def _safe(text: str) -> str:
    """Escaped for HTML text and attributes; unprintable and direction characters dropped."""
    return escape("".join(c for c in text if c.isprintable()), quote=True)
