"""Bytes to text: byte order marks, UTF-8, UTF-16 without a mark, older encodings; a refusal only when
hopeless.

Newlines become LF. U+0000 and lone surrogates, which no database keeps, become U+FFFD one for one.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from dateline.ingest.faults import Fault

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f�]")
_UNDEFINED_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_EAST_ASIAN = {
    "gb18030",
    "gb2312",
    "gbk",
    "big5",
    "big5hkscs",
    "shift_jis",
    "cp932",
    "euc_jp",
    "euc_kr",
    "cp949",
    "johab",
}
_SAMPLE = 256 * 1024


def decode(data: bytes, charset: str | None = None) -> str:
    """The text of `data`; `charset` is what its sender called it and is believed when it fits.

    Raises `Fault` bad-encoding when no decoding leaves something a person could read.
    """
    text = data.decode(encoding_of(data[:_SAMPLE], charset), errors="replace")
    if hopeless(text[:_SAMPLE]):
        raise Fault("bad-encoding", "its characters cannot be made out in any known encoding")
    return tidy(text).replace("\r\n", "\n").replace("\r", "\n")


def tidy(text: str) -> str:
    """Puts U+FFFD for every character that cannot be stored; the length stays the same."""
    return _UNKEEPABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def hopeless(text: str) -> bool:
    """More than one in fifty characters is a control character or unreadable."""
    return len(_CONTROL.findall(text)) > max(2, len(text) // 50)


def encoding_of(sample: bytes, charset: str | None = None) -> str:
    """Name of the encoding to decode with, told from the first bytes.

    Raises `Fault` bad-encoding when no known encoding makes a language of them.
    """
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if wide := utf16_without_mark(sample):
        return wide
    if mostly_utf8(sample):
        return "utf-8"
    if charset and _known(charset):
        return charset
    return _older(sample[:65536])


def _older(sample: bytes) -> str:
    """One of the encodings before UTF-8. Bytes that are mostly high and make no language are nobody's
    text.
    """
    high = len(_HIGH.findall(sample))
    if high * 20 < len(sample) and not _UNDEFINED_1252.search(sample):
        return "cp1252"  # a few accents and quotation marks in Western copy
    best = from_bytes(sample).best()
    language = best is not None and (
        best.percent_coherence > 0 or (best.encoding in _EAST_ASIAN and best.percent_chaos < 5)
    )
    if best is None or (high > 100 and high * 4 > len(sample) and not language):
        raise Fault("bad-encoding", "its characters cannot be made out in any known encoding")
    return best.encoding


def utf16_without_mark(sample: bytes) -> str | None:
    """UTF-16 of mostly Latin text shows as NUL in every second byte."""
    even, odd = sample[0:4096:2], sample[1:4096:2]
    if len(sample) < 8:
        return None
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    return None


def mostly_utf8(sample: bytes) -> bool:
    """Valid UTF-8, or such with a few broken bytes: more good multi-byte characters than stray high bytes."""
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(sample)
    except UnicodeDecodeError:
        good = _MULTIBYTE.findall(sample)
        stray = len(_HIGH.findall(sample)) - sum(len(match) for match in good)
        return len(good) > stray
    return True


def _known(charset: str) -> bool:
    try:
        codecs.lookup(charset)
    except LookupError:
        return False
    return True
