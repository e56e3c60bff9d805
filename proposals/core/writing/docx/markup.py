"""Runs of text as WordprocessingML: tracked changes, special characters, direction.

The XML is written as strings: nothing here needs a tree, and a tree costs ten
times as much (DESIGN.md, "Speed"). ECMA-376 Part 1: w:ins and w:del 17.13.5.18
and .14, w:delText 17.3.3.7, w:noBreakHyphen 17.3.3.18, w:tab 17.3.3.32.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from proposals.core.model import Op, Run

# XML 1.0 cannot hold these characters at all, so they cannot be kept.
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile("([\t\n\r\x0b\x0c\u2011\u00ad])")
_ELEMENTS = {
    "\t": "<w:tab/>",
    "\n": "<w:br/>",
    "\r": "<w:br/>",
    "\x0b": "<w:br/>",
    "\x0c": "<w:br/>",
    "\u2011": "<w:noBreakHyphen/>",
    "\u00ad": "<w:softHyphen/>",
}
_EQUAL, _DELETE, _INSERT = (
    Op.EQUAL,
    Op.DELETE,
    Op.INSERT,
)  # looked up once: a table asks ten thousand times
_RTL = {"ar", "fa", "he", "ur"}


def is_rtl(language: str) -> bool:
    """Whether a BCP 47 language is written from right to left."""
    return language.split("-")[0] in _RTL


def plain(text: str) -> str:
    """Text as XML character data; what XML cannot hold becomes U+FFFD."""
    return _escaped(text if _is_plain(text) else _ILLEGAL.sub("\ufffd", text))


def _is_plain(text: str) -> bool:
    """Whether XML takes all of it; a NBSP, which citations are full of, is no exception."""
    return text.isprintable() or text.replace("\u00a0", " ").isprintable()


def _escaped(text: str) -> str:
    if "&" not in text and "<" not in text and ">" not in text:
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Text as the inside of a double-quoted attribute."""
    return " ".join(plain(text).replace('"', "&quot;").split())


class Pen:
    """Writes runs for one document: knows its language and counts its revisions.

    `author` and `date` (ISO 8601) stand for changes that name none of their own;
    pens that write into one document share `ids`.
    """

    def __init__(
        self,
        language: str = "en",
        author: str = "",
        date: str = "",
        ids: Iterator[int] | None = None,
    ) -> None:
        self.rtl = is_rtl(language)
        self._author = author
        self._date = date
        self._ids = ids or count(1)
        self._stamps: dict[tuple[str, str], str] = {}

    def write(self, run: Run, props: str = "") -> str:
        """One run of text; `props` is the inside of its w:rPr."""
        if not run.text:
            return ""
        if run.op is _EQUAL:
            if props or self.rtl:
                return element(pieces(run.text), props, self.rtl)
            return f"<w:r>{pieces(run.text)}</w:r>"
        return self.wrap(run, element(pieces(run.text, run.op is _DELETE), props, self.rtl))

    def wrap(self, run: Run, content: str) -> str:
        """Content of body level inside the revision that a run stands for, if any."""
        if run.op is _EQUAL:
            return content
        name = "ins" if run.op is _INSERT else "del"
        return f"<w:{name} {self._stamp(run)}>{content}</w:{name}>"

    def mark(self, run: Run | None) -> str:
        """A paragraph mark's w:rPr: the mark itself in or out (ECMA-376 17.13.5.15, .20)."""
        if run is None or run.op is _EQUAL:
            return ""
        name = "ins" if run.op is _INSERT else "del"
        return f"<w:rPr><w:{name} {self._stamp(run)}/></w:rPr>"

    def _stamp(self, run: Run) -> str:
        key = (run.author, run.date)
        if key not in self._stamps:
            date = attribute(run.date or self._date)
            dated = f' w:date="{date}"' if date else ""
            self._stamps[key] = f'w:author="{attribute(run.author or self._author)}"{dated}'
        return f'w:id="{next(self._ids)}" {self._stamps[key]}'


def element(content: str, props: str = "", rtl: bool = False) -> str:
    """A w:r around its content; `props` is the inside of its w:rPr."""
    if rtl:
        props += "<w:rtl/>"
    return f"<w:r><w:rPr>{props}</w:rPr>{content}</w:r>" if props else f"<w:r>{content}</w:r>"


def pieces(text: str, is_deleted: bool = False) -> str:
    """The content of a w:r: text elements, and elements for special characters."""
    opened = '<w:delText xml:space="preserve">' if is_deleted else '<w:t xml:space="preserve">'
    closed = "</w:delText>" if is_deleted else "</w:t>"
    if _is_plain(text) and "\u2011" not in text:
        return f"{opened}{_escaped(text)}{closed}"
    return "".join(
        _ELEMENTS.get(part) or f"{opened}{plain(part)}{closed}"
        for part in _SPECIAL.split(text)
        if part
    )
