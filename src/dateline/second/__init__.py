"""A second reader, if wanted: a language model behind an OpenAI-compatible address proposes claims; each value must
quote the report, or it is refused."""

from __future__ import annotations

from dateline.second.endpoint import Endpoint
from dateline.second.reader import SecondReader

__all__ = ["Endpoint", "SecondReader"]
