"""Texts at which a process that reads them dies: how tests kill a worker at a chosen report."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

from dateline.errors import DatelineError
from dateline.model import Coded, Report
from dateline.pipeline import Chain, understand

DEADLY, FRAIL, WRONG = "a deadly text", "a frail text", "a wrong text"


def trap(mark: Path) -> Callable[[Report, Chain], Coded]:
    """`understand`, but other processes than this one are killed: by DEADLY each time, by FRAIL only the first time
    (`mark` tells that it was); WRONG is a fault in any."""
    parent = os.getpid()

    def trapped(report: Report, chain: Chain) -> Coded:
        frail = FRAIL in report.text and not mark.exists()
        if frail:
            mark.touch()
        if os.getpid() != parent and (DEADLY in report.text or frail):
            os.kill(os.getpid(), signal.SIGKILL)
        if WRONG in report.text:
            raise DatelineError("it is wrong")
        return understand(report, chain)

    return trapped
