"""One look at every feed that is due: ask, take what is new, fetch the full text where the feed has only a summary.

Nothing of a feed raises: what is wrong with it comes as an `Issue`, it is asked again later and later (twice as long
after each failure, a day at most), and the other feeds go on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime

from dateline.ingest.blob import digest
from dateline.ingest.faults import Fault
from dateline.ingest.fetch import Answer, answered
from dateline.ingest.items import guarded
from dateline.model import Issue, RawReport
from dateline.watch.manners import Manners
from dateline.watch.notebook import Notebook, Page
from dateline.watch.subscriptions import Feed

Item = RawReport | Issue
SUMMARY = 700  # letters; a shorter entry with a link is taken for a summary and its page is read
EVERY = 15 * 60.0  # seconds between two looks at a feed
LONGEST = 24 * 3600.0


@dataclass(slots=True)
class Look:
    """What one feed gave: items to add, and what to note once they are stored."""

    feed: Feed
    items: list[Item]
    notes: list[tuple[str, str]]  # (entry, digest)
    unchanged: bool = False


class Watcher:
    """Looks at feeds when they are due. Call `looks`, store the items, then `done` with each look."""

    def __init__(
        self, feeds: tuple[Feed, ...], notebook: Notebook, manners: Manners, every: float = EVERY, full: bool = True
    ) -> None:
        self.feeds, self.notebook, self.manners = feeds, notebook, manners
        self.every, self.full = every, full

    def due(self) -> list[Feed]:
        """Feeds whose time has come, longest waiting first."""
        now = self.manners.now()
        ready = [f for f in self.feeds if self.notebook.page(f.address).next_at <= now]
        return sorted(ready, key=lambda f: self.notebook.page(f.address).next_at)

    def next_at(self) -> float:
        """When the next feed is due, seconds since 1970."""
        return min(self.notebook.page(f.address).next_at for f in self.feeds)

    def looks(self) -> Iterator[Look]:
        """One look at each feed that is due."""
        for feed in self.due():
            yield self._look(feed)

    def done(self, look: Look) -> None:
        """The items of a look are stored: note them, so that a kill before this moment only costs asking again."""
        page = self.notebook.page(look.feed.address)
        for key, value in look.notes:
            page.remember(key, value)
        self.notebook.save()

    def _look(self, feed: Feed) -> Look:
        page = self.notebook.page(feed.address)
        try:
            answer = answered(
                feed.address, self.manners.limits, self.manners.resolve, _conditions(page), self.manners.before
            )
        except Fault as fault:
            self._later(page)
            return Look(feed, [fault.issue(feed.address)], [])
        if answer.status == 304:
            self._soon(page)
            return Look(feed, [], [], unchanged=True)
        if answer.status != 200:
            self._later(page, _retry_after(answer, self.manners.now()))
            return Look(feed, [Fault("fetch-failed", f"the server answers {answer.status}").issue(feed.address)], [])
        return self._read(feed, page, answer)

    def _read(self, feed: Feed, page: Page, answer: Answer) -> Look:
        items: list[Item] = []
        notes: list[tuple[str, str]] = []
        whole = True
        for item in guarded(answer.blob(), self.manners.limits, None):
            if isinstance(item, Issue):
                items.append(item)
                whole = whole and item.locator != answer.address
                continue
            key, value = item.id or item.url or item.source.digest, item.source.digest
            if page.seen.get(key) == value:
                continue
            told, complete = self._full(_named(item, feed))
            items.extend(told)
            if complete:
                notes.append((key, value))
        if whole:
            complete_look = len(notes) == sum(isinstance(i, RawReport) for i in items)
            # a validator is only kept when everything of this answer was read: else the next look must see it again
            page.etag = answer.headers.get("etag") if complete_look else None
            page.modified = answer.headers.get("last-modified") if complete_look else None
            self._soon(page)
        else:
            self._later(page)
        return Look(feed, items, notes)

    def _full(self, entry: RawReport) -> tuple[list[Item], bool]:
        """(the entry with the text of its page when it is a summary, whether nothing is left to try). A page that
        cannot be had now leaves the summary, with the reason beside it; the next look tries again."""
        if not self.full or not entry.url or len(entry.text) >= SUMMARY:
            return [entry], True
        try:
            answer = answered(entry.url, self.manners.limits, self.manners.resolve, None, self.manners.before)
            if answer.status != 200:
                raise Fault("fetch-failed", f"the server answers {answer.status}")
        except Fault as fault:
            return [entry, fault.issue(entry.url)], fault.code in ("robots", "private-address", "bad-address")
        pages = [p for p in guarded(answer.blob(), self.manners.limits, None) if isinstance(p, RawReport)]
        longest = max(pages, key=lambda p: len(p.text), default=None)
        if longest is None or len(longest.text) <= len(entry.text):
            return [entry], True
        return [_joined(entry, longest)], True

    def _soon(self, page: Page) -> None:
        page.failures, page.next_at = 0, self.manners.now() + self.every

    def _later(self, page: Page, at_least: float = 0.0) -> None:
        page.failures += 1
        wait = min(LONGEST, self.every * 2 ** min(page.failures, 12))
        page.next_at = self.manners.now() + max(wait, min(at_least, LONGEST))


def _named(entry: RawReport, feed: Feed) -> RawReport:
    """The list's name for a feed stands in where the feed has none of its own."""
    return entry if entry.outlet or not feed.title else replace(entry, outlet=feed.title)


def _joined(entry: RawReport, page: RawReport) -> RawReport:
    """The page's text under the entry's identity; what the feed states of title and day wins."""
    return replace(
        page,
        id=entry.id,
        url=entry.url,
        source=replace(page.source, digest=digest(page.text.encode("utf-8", "replace"))),
        outlet=page.outlet or entry.outlet,
        title=entry.title or page.title,
        published=entry.published or page.published,
        published_reason=entry.published_reason if entry.published else page.published_reason,
        byline=page.byline or entry.byline,
        language=page.language or entry.language,
    )


def _conditions(page: Page) -> dict[str, str]:
    """Headers that let the server say that nothing has changed (RFC 9110, 13.1)."""
    asked = {"If-None-Match": page.etag, "If-Modified-Since": page.modified}
    return {k: v for k, v in asked.items() if v}


def _retry_after(answer: Answer, now: float) -> float:
    """Seconds that the server asks us to wait, 0 when it does not."""
    said = answer.headers.get("retry-after", "")
    if said.isdigit():
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - now)
    except (TypeError, ValueError):
        return 0.0
