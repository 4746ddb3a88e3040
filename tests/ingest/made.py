# ruff: noqa: E501  (sample copy is kept on its line)
"""Good inputs of every kind, made for the tests; outlets and towns are invented."""

from __future__ import annotations

from pathlib import Path

from dateline.ingest import Limits, items
from dateline.model import Issue, RawReport

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Northcoast Wire</title><link>http://news.example.org/</link><language>en-GB</language>
<item><title>Bridge reopens</title><link>http://news.example.org/2019/04/02/bridge</link><guid>nc-1</guid>
<pubDate>Tue, 02 Apr 2019 18:30:00 +0200</pubDate><description>Short version.</description>
<content:encoded><![CDATA[<p>HALVEN (NCW) - The bridge over the Arl reopened on Tuesday.</p><p>It was shut in&nbsp;May.</p><script>x()</script>]]></content:encoded></item>
<item><title>Second &amp; last</title><guid>nc-2</guid><description>Only a summary here, without markup.</description></item>
<item><title>Nothing</title><guid>nc-3</guid></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Vale Herald</title>
<entry><id>tag:vale.example,2020:1</id><title>Ferry sails</title><link href="http://vale.example/ferry"/>
<published>2020-03-26T23:30:00-05:00</published><content type="html">&lt;p&gt;The ferry sailed on Thursday.&lt;/p&gt;</content></entry></feed>"""

META_PAGE = """<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8"><title>Ferry sails | Vale Herald</title>
<link rel="canonical" href="http://vale.example/2020/03/26/ferry">
<meta property="og:site_name" content="Vale Herald"><meta property="og:title" content="Ferry sails at last">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},
{"@type":"NewsArticle","headline":"Ferry sails at last","datePublished":"2020-03-26T09:00:00Z",
"author":[{"@type":"Person","name":"Mona Rey"}],"publisher":{"@type":"Organization","name":"Vale Herald Ltd"}}]}</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Ferry sails at last</h1>
<p>PORT VALE — The ferry to the islands sailed on Thursday for the first time since the storm, its owners said.</p>
<p>“We are glad to be back,” said the captain, who has run the line for twenty years and more.</p></article>
<footer>Copyright 2020 Vale Herald</footer></body></html>"""


def read(path: Path | str, limits: Limits | None = None, **options: object) -> list[RawReport]:
    """The reports of an input that must have no issue."""
    found = list(items([str(path)], limits=limits, **options))  # type: ignore[arg-type]
    assert not [item for item in found if isinstance(item, Issue)], found
    return [item for item in found if isinstance(item, RawReport)]


def issues(path: Path | str, limits: Limits | None = None, **options: object) -> list[str]:
    """The codes of what is wrong with an input."""
    found = items([str(path)], limits=limits, **options)  # type: ignore[arg-type]
    return [item.code for item in found if isinstance(item, Issue)]
