"""A part's XML as a flat stream of the few tags that a reader asks for.

Word writes 200 to 500 bytes of markup for every run of text, and a reader needs
perhaps one tag in four of it. `Scanner` therefore finds those tags, and only
those, with one regular expression over the text of the part: about half the cost
of building a tree, and flat in memory for a part of any size.

That is sound only for the plain spelling that Word and nearly every other program
use: UTF-8, the prefix `w:`, double quotes, no comments, CDATA or declarations. All
else (Strict documents, other prefixes, UTF-16, entities) is first rewritten in the
plain spelling by a real XML parser, which also refuses what is no XML. Both ways
give the same tokens; the tests hold them to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from proposals.core.result import Refused

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"  # ECMA-376 Part 1, Annex A
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"  # ECMA-376 Part 3
_PREFIXES = {TRANSITIONAL: "w", STRICT: "w", _MC: "mc"}
_PREFIXES["http://schemas.microsoft.com/office/word/2010/wordml"] = "w14"
_PREFIXES["http://schemas.microsoft.com/office/word/2012/wordml"] = "w15"

_BLOCK = 1 << 18  # bytes inflated at a time
_ROOT = re.compile(r"\s*(?:<\?xml[^>]*\?>)?\s*<(w\d*:\w+)([^>]*)>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([\w.-]+)")
_SPACE = " \t\r\n"

# (xml:space, simple text, opened tag, its attributes, text after it, closed tag)
Token = tuple[str, str, str, str, str, str]


class NotPlain(Exception):
    """The part is not in the plain spelling: read it with a real parser."""


class Scanner:
    """Finds the tags of `names` ("w:p w:tbl mc:Fallback") and all text of w:t.

    Tokens of text carry `simple text` where it needs no further work; text with
    entities or odd characters arrives as an opened "w:t", to be passed to `text`.
    """

    def __init__(self, names: str) -> None:
        tags = "|".join(names.split())
        self._token = re.compile(
            r'<w:(?:t|delText)( xml:space="preserve")?>([^<&\x00-\x08\x0a-\x1f]*)</w:'
            rf"|<((?:w:(?:t|delText))|{tags})((?:[\s/][^>]*)?)>([^<]*)"
            rf"|</({tags})>"
        )

    def blocks(self, part: IO[bytes], cut: str = "</w:p>") -> Iterator[list[Token]]:
        """The tokens of a part in the plain spelling, block by block.

        Blocks end after a `cut`, so that no tag and no text is torn apart; without
        one the part is a single block.
        """
        find = self._token.findall
        for text in _plain_blocks(part, cut):
            yield find(text)

    def parsed(self, part: IO[bytes]) -> Iterator[list[Token]]:
        """The same tokens of any well-formed part, at the cost of a parser."""
        find = self._token.findall
        for text in _rewritten(part):
            yield find(text)


def _plain_blocks(part: IO[bytes], cut: str) -> Iterator[str]:
    """Decoded text in blocks; NotPlain as soon as anything is out of the plain spelling."""
    first = part.read(_BLOCK)
    encoding = _ENCODING.search(first[:200])
    if first[:2] in (b"\xff\xfe", b"\xfe\xff") or (
        encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")
    ):
        raise NotPlain
    left = first.removeprefix(b"\xef\xbb\xbf")
    mark = cut.encode()
    while not mark and (more := part.read(_BLOCK)):
        left += more
    root = ""
    while True:
        more = part.read(_BLOCK)
        end = left.rfind(mark) + len(mark) if more else len(left)
        if more and end < len(mark):
            left += more
            continue
        try:
            text = left[:end].decode()
        except UnicodeDecodeError:
            raise NotPlain from None
        left = left[end:] + more
        start = 0
        if not root:
            root, start = _plain_root(text)
        elif "xmlns:w=" in text or TRANSITIONAL in text:
            raise NotPlain
        if text.find("<!", start) >= 0 or text.find("<?", start) >= 0 or "='" in text:
            raise NotPlain
        if not more and not text.rstrip(_SPACE).endswith(f"</{root}>"):
            raise NotPlain
        yield text
        if not more:
            return


def _plain_root(text: str) -> tuple[str, int]:
    """The root tag and where it ends, if it binds the prefixes as Word does."""
    match = _ROOT.match(text)
    if (
        match is None
        or f'xmlns:w="{TRANSITIONAL}"' not in match[2]
        or text.count("xmlns:w=") != 1
        or text.count(TRANSITIONAL + '"') != 1
        or text.count("xmlns:mc=") != text.count(f'xmlns:mc="{_MC}"')
    ):
        raise NotPlain
    return match[1], match.end()


def _rewritten(part: IO[bytes]) -> Iterator[str]:
    """A well-formed part in the plain spelling, only what a Scanner may ask for."""
    written: list[str] = []
    size = 0
    try:
        for event, element in etree.iterparse(
            part,
            events=("start", "end", "start-ns"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        ):
            if event == "start-ns":
                continue
            if element.getroottree().docinfo.doctype:
                raise Refused("the file declares a document type (DTD), which Word never does")
            piece = _tag(element, event == "start")
            if event == "end":
                element.clear(keep_tail=True)
                while element.getprevious() is not None:
                    del element.getparent()[0]
            written.append(piece)
            size += len(piece)
            if size > _BLOCK and piece == "</w:p>":
                yield "".join(written)
                written, size = [], 0
    except etree.XMLSyntaxError as error:
        raise Refused(f"the file's XML is broken: {_plain_message(error)}") from None
    yield "".join(written)


def _plain_message(error: etree.XMLSyntaxError) -> str:
    return str(error.msg or "it ends too early").split("\n")[0].split(" (<")[0]


def _tag(element: etree._Element, is_start: bool) -> str:
    """One tag in the plain spelling; "" for other vocabularies."""
    name = element.tag
    if not isinstance(name, str):
        return ""
    uri, _, local = name[1:].partition("}") if name[0] == "{" else ("", "", name)
    prefix = _PREFIXES.get(uri)
    if prefix is None:
        return ""
    is_text = local in ("t", "delText")
    if not is_start:
        return (escape(element.text or "") if is_text else "") + f"</{prefix}:{local}>"
    attributes = []
    for key, value in element.attrib.items():
        space, _, local_key = str(key)[1:].partition("}") if str(key)[0] == "{" else ("", "", key)
        key_prefix = "xml" if space == "http://www.w3.org/XML/1998/namespace" else ""
        key_prefix = key_prefix or _PREFIXES.get(space, "")
        if key_prefix:
            # Always double quotes: a value with both kinds of quote is escaped in them.
            quoted = quoteattr(str(value).replace('"', "\0")).replace("\0", "&quot;")
            attributes.append(f" {key_prefix}:{local_key}={quoted}")
    return f"<{prefix}:{local}{''.join(attributes)}>"


def tokens(source: Iterable[list[Token]]) -> Iterator[Token]:
    for block in source:
        yield from block


_ATTRIBUTES = {
    name: re.compile(rf'[\s]{name}="([^"]*)"')
    for name in (
        "w:val w:id w:author w:date w:initials w:name w:type w:font w:char w:styleId w:numId"
        " w:abstractNumId w:ilvl w:default w:customMarkFollows w:fldCharType w:format w:lang"
        " w:bidi w:ascii w14:paraId w15:paraId w15:paraIdParent w15:done"
    ).split()
}


def attribute(attributes: str, name: str) -> str:
    """An attribute's value, "" where it has none."""
    match = _ATTRIBUTES[name].search(attributes)
    if match is None:
        if name in attributes:  # spelled with spaces around "=", or torn by a ">"
            raise NotPlain
        return ""
    return unescaped(match[1]) if "&" in match[1] else match[1]


_ENTITY = re.compile(r"&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|amp|lt|gt|quot|apos);|(&)")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def _character(match: re.Match[str]) -> str:
    if match[2]:
        raise NotPlain
    name = match[1]
    if name in _NAMED:
        return _NAMED[name]
    code = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    if code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF:
        return chr(code)
    raise NotPlain


def unescaped(text: str) -> str:
    """Text with its character references resolved (XML 1.0, 4.1)."""
    return _ENTITY.sub(_character, text)


_LINES = re.compile("[\r\n]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def text_of(attributes: str, raw: str) -> str:
    """The text of an opened w:t: unescaped, trimmed unless it asks to be kept.

    A line break typed into the XML is white space; breaks that count are w:br.
    """
    if _CONTROL.search(raw):
        raise NotPlain
    text = _LINES.sub(" ", unescaped(raw))
    return text if 'xml:space="preserve"' in attributes else text.strip(_SPACE)
