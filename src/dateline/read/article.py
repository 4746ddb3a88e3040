"""The door of read: from the text of an input to a report with its masthead, its date and its furniture."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from dateline.model import Furniture, Interval, Issue, RawReport, Report
from dateline.read.dating import infer_published
from dateline.read.furniture import furniture_of
from dateline.read.lines import lines_of
from dateline.read.masthead import Masthead, read_masthead
from dateline.read.outlets import Outlets
from dateline.read.publication import agreed, candidates, user_date

_TRACKING = re.compile(r"(?:utm_|fbclid|gclid|ref$|cmpid|mc_|ns_|smid|partner$|at_|xtor|ito$|traffic_source)", re.I)


def read_report(raw: RawReport, outlets: Outlets, published: str | None = None) -> Report | Issue:
    """Reads one report as a desk editor would. `published` is the user's word: ISO date or interval "a/b".

    An `Issue` when nothing of it is story. Raises `UsageError` when `published` is no date.
    """
    lines = lines_of(raw.text)
    head = read_masthead(lines, outlets, raw.title)
    taken = head.furniture
    rest = [f for f in furniture_of(lines, raw.text) if not any(f.span.overlaps(t.span) for t in taken)]
    furniture = tuple(sorted((*taken, *rest), key=lambda item: item.span))
    if not _has_story(raw.text, furniture):
        return Issue(
            raw.source.locator,
            "read",
            "no-story",
            "there is no story in it, only page furniture",
            raw.source.digest,
        )
    return Report(
        id=raw.id or report_id(raw),
        text=raw.text,
        source=raw.source,
        url=raw.url,
        outlet=_outlet(raw, outlets),
        agency=_agency(raw, head, outlets),
        title=head.title,
        byline=raw.byline or head.byline,
        dateline=head.dateline,
        published=published_of(raw, head, furniture, published),
        published_by="user" if published is not None else None,
        language=_language(raw),
        furniture=furniture,
    )


def _has_story(text: str, furniture: tuple[Furniture, ...]) -> bool:
    cursor = 0
    for item in furniture:
        if any(c.isalnum() for c in text[cursor : item.span.start]):
            return True
        cursor = max(cursor, item.span.end)
    return any(c.isalnum() for c in text[cursor:])


def published_of(raw: RawReport, head: Masthead, furniture: tuple[Furniture, ...], published: str | None) -> Interval:
    """The publication date in the order of docs/input.md, with its reason."""
    if published is not None:
        return user_date(published)
    found = list(candidates(raw, head.dateline, furniture, None))
    if found:
        return agreed(found[0], head.dateline, found[1:])
    inferred = infer_published(raw.text, furniture)
    dated = next(candidates(raw, head.dateline, furniture, inferred), None)
    return dated or inferred


def report_id(raw: RawReport) -> str:
    """A name for a report that brings none: a hash of its canonical address, else of its text."""
    basis = f"url:{canonical(raw.url)}" if raw.url else f"text:{raw.text}"
    return "r-" + hashlib.sha256(basis.encode()).hexdigest()[:16]


def canonical(address: str) -> str:
    """One spelling for one page: no scheme, "www.", fragment, tracking parameters or closing slash."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # no address at all; its letters name it well enough
        return address.strip()
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.match(k)))
    host = (parts.netloc.rsplit("@", 1)[-1]).lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    return urlunsplit(("", host, parts.path.rstrip("/"), query, ""))


def _outlet(raw: RawReport, outlets: Outlets) -> str | None:
    if raw.outlet:
        known = outlets.by_name(raw.outlet)
        return known.name if known else raw.outlet
    if raw.url:
        try:
            known = outlets.by_host(urlsplit(raw.url).hostname or "")
        except ValueError:
            return None
        return known.name if known else None
    return None


def _agency(raw: RawReport, head: Masthead, outlets: Outlets) -> str | None:
    tag = raw.agency or (head.dateline.agency if head.dateline else None)
    known = outlets.by_tag(tag) if tag else None
    return known.name if known else tag


def _language(raw: RawReport) -> str | None:
    code = (raw.language or "").strip().lower().replace("_", "-").split("-")[0]
    return code if len(code) == 2 and code.isalpha() else None
