"""Engines: the one chain run over many reports, here by several processes of this machine."""

from __future__ import annotations

from dateline.engine.pool import pooled, processors, settle

__all__ = ["pooled", "processors", "settle"]
