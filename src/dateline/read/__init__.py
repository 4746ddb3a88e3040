"""Reads a wire report as a desk editor would: masthead, dateline, publication date, furniture. Offsets
stay.
"""

from dateline.read.article import read_report
from dateline.read.outlets import Outlet, Outlets, load_outlets

__all__ = ["Outlet", "Outlets", "load_outlets", "read_report"]
