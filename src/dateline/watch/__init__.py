"""Watch: feeds read again and again, politely; what is new since the last look."""

from __future__ import annotations

from dateline.watch.manners import Manners
from dateline.watch.notebook import Notebook
from dateline.watch.rounds import Watcher
from dateline.watch.subscriptions import Feed, subscriptions

__all__ = ["Feed", "Manners", "Notebook", "Watcher", "subscriptions"]
