"""How a watcher behaves towards hosts: robots.txt (RFC 9309), one request at a time with a pause between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from dateline.ingest.faults import Fault
from dateline.ingest.fetch import Resolve, answered
from dateline.ingest.limits import Limits

AGENT = "dateline"
LONGEST_DELAY = 60.0  # seconds; a longer Crawl-delay is cut to this
KEEP_ROBOTS = 24 * 3600.0  # seconds for which a robots.txt is believed (RFC 9309, 2.4)


@dataclass(slots=True)
class Manners:
    """One watcher's behaviour. now: seconds since 1970; sleep: seconds. Both are passed in: no test needs a clock."""

    now: Callable[[], float]
    sleep: Callable[[float], None]
    pause: float = 2.0  # least seconds between two requests to one host
    limits: Limits = field(default_factory=Limits)
    resolve: Resolve | None = None
    _free_at: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, tuple[float, RobotFileParser]] = field(default_factory=dict)

    def before(self, address: str) -> None:
        """Wait for the host's turn. Raises `Fault` robots where the site asks programs to stay away."""
        rules = self._rules(address)
        if not rules.can_fetch(AGENT, address):
            raise Fault("robots", "robots.txt asks programs to leave this address")
        delay = rules.crawl_delay(AGENT)
        self._wait(_host(address), min(LONGEST_DELAY, float(delay)) if delay else self.pause)

    def _wait(self, host: str, pause: float) -> None:
        now = self.now()
        if (left := self._free_at.get(host, 0.0) - now) > 0:
            self.sleep(left)
        self._free_at[host] = max(now, self._free_at.get(host, 0.0)) + max(pause, self.pause)

    def _rules(self, address: str) -> RobotFileParser:
        """The host's rules: none there (4xx) allows everything, no answer (5xx, unreachable) forbids it for now."""
        site = _host(address)
        if site in self._robots and self.now() - self._robots[site][0] < KEEP_ROBOTS:
            return self._robots[site][1]
        rules = RobotFileParser()
        keep = True
        try:
            answer = answered(f"{site}/robots.txt", self.limits, self.resolve)
            if answer.status == 200:
                rules.parse(answer.data.decode("utf-8", "replace").splitlines())
            elif answer.status < 500:
                rules.parse([])
            else:
                rules.parse(["User-agent: *", "Disallow: /"])
                keep = False
        except Fault:
            rules.parse(["User-agent: *", "Disallow: /"])
            keep = False
        if keep:
            self._robots[site] = (self.now(), rules)
        return rules


def _host(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
