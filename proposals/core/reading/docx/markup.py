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
from xml.sax.saxutils import escape

from lxml import etree

from proposals.core.result import Refused

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"  # ECMA-376 Part 1, Annex A
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"  # ECMA-376 Part 3
_PREFIXES = {TRANSITIONAL: "w", STRICT: "w", _MC: "mc"}
_PREFIXES["http://schemas.microsoft.com/office/word/2010/wordml"] = "w14"
_PREFIXES["http://schemas.microsoft.com/office/word/2012/wordml"] = "w15"

_PREFIXES["http://www.w3.org/XML/1998/namespace"] = "xml"
_IN_QUOTES = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}

_BLOCK = 1 << 18  # bytes inflated at a time
_URI = TRANSITIONAL.encode()
_ROOT = re.compile(rb"\s*(?:<\?xml[^>]*\?>)?\s*<(w:\w+)([^>]*)>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([\w.-]+)")
_SPACE = " \t\r\n"
OFF = ("0", "false", "off")  # a property that is switched off (ECMA-376 Part 1, 22.9.2.7)

DOCTYPE = "the file declares a document type (DTD), which Word never does: it is refused"

# (xml:space, simple text, opened tag, its attributes, what follows it, closed tag)
Token = tuple[str, str, str, str, str, str]
# What stands before the tags of a run, and paragraph properties in which nothing
# counts but the style, are passed over within one match. Possessive: there is nothing
# to go back for.
_RUN = r"(?:r(?: [^>]*+)?>(?:<w:rPr>(?:<w:[^<>]*+/>)*+</w:rPr>)?<w:)?"
_TEXT = r'(?:t|delText)( xml:space="preserve")?>([^<]*+)</w:'
# Where a block holds control characters or line breaks, simple text is without them.
_CLEAN = _TEXT.replace("[^<]", r"[^<\x00-\x08\x0a-\x1f]")
_PROPERTIES = (
    r"<w:pPr>(?:<(?!/?w:(?:pPr|numPr|ins|del|moveFrom|moveTo|bidi|rPrChange|sectPr))[^>]*+>)*+"
    r"(?:</w:pPr>)?"
)
_UNCLEAN = tuple(bytes([code]) for code in range(32) if code != 9)


class NotPlain(Exception):
    """The part is not in the plain spelling: read it with a real parser."""


class Scanner:
    """Finds the tags of `names` and all text of w:t.

    Names are of WordprocessingML where they have no prefix; those that have one have
    the same ("p mc:AlternateContent mc:Choice"). Text that needs no further work but
    `unescaped` is `simple text`; any other arrives as an opened "t" and what follows
    it, to be passed to `text_of`. What follows a paragraph may be its properties,
    taken in one piece.
    """

    def __init__(self, names: str) -> None:
        self._names = names.split()
        self._other = next((n.partition(":")[0] for n in self._names if ":" in n), "")
        self._patterns: dict[tuple[bool, bool], re.Pattern[str]] = {}

    def _pattern(self, is_clean: bool, has_other: bool) -> re.Pattern[str]:
        """The pattern for a block, quicker the less the block holds."""
        if (is_clean, has_other) not in self._patterns:
            tags = _choice(n for n in self._names if has_other or ":" not in n)
            prefix = f"(?:w:|(?={self._other}:))" if has_other else "w:"
            self._patterns[is_clean, has_other] = re.compile(
                rf"<{prefix}{_RUN}(?:{_TEXT if is_clean else _CLEAN}"
                rf"|(t|delText|{tags})((?:[\s/][^>]*+)?)>({_PROPERTIES}|[^<]*+))"
                rf"|</{prefix}({tags})>"
            )
        return self._patterns[is_clean, has_other]

    def tokens(self, text: str, is_clean: bool = False) -> list[Token]:
        """The tokens of a text in the plain spelling."""
        quick = self._pattern(is_clean, has_other=False)
        if not self._other:
            return quick.findall(text)
        tags = f"<{self._other}:", f"</{self._other}:"
        start = min((at for tag in tags if (at := text.find(tag)) >= 0), default=-1)
        if start < 0:
            return quick.findall(text)
        end = text.index(">", max(text.rfind(tag) for tag in tags)) + 1
        if text.count("xmlns:mc=", start) != text.count(f'xmlns:mc="{_MC}"', start):
            raise NotPlain
        slow = self._pattern(is_clean, has_other=True)
        return [
            *quick.findall(text, 0, start),
            *slow.findall(text, start, end),
            *quick.findall(text, end),
        ]

    def blocks(self, part: IO[bytes], cut: str = "</w:p>") -> Iterator[list[Token]]:
        """The tokens of a part in the plain spelling, block by block.

        Blocks end after a `cut`, so that no tag and no text is torn apart; without
        one the part is a single block.
        """
        for text, is_clean in _plain_blocks(part, cut):
            yield self.tokens(text, is_clean)

    def parsed(self, part: IO[bytes]) -> Iterator[list[Token]]:
        """The same tokens of any well-formed part, at the cost of a parser."""
        for text in _rewritten(part):
            yield self.tokens(text)


def _choice(words: Iterable[str]) -> str:
    """A pattern for any of some words, by their common beginnings: much the quicker."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[:1], []).append(word[1:])
    is_end = by_letter.pop("", None) is not None
    if not by_letter:
        return ""
    branches = "|".join(
        re.escape(letter) + _choice(rest) for letter, rest in sorted(by_letter.items())
    )
    return f"(?:{branches})" + "?" * is_end


def _plain_blocks(part: IO[bytes], cut: str) -> Iterator[tuple[str, bool]]:
    """Text in blocks, and whether it is free of control characters and line breaks.

    NotPlain as soon as anything is out of the plain spelling.
    """
    left = part.read(_BLOCK)
    encoding = _ENCODING.search(left[:200])
    if left[:2] in (b"\xff\xfe", b"\xfe\xff") or (
        encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")
    ):
        raise NotPlain
    left = left.removeprefix(b"\xef\xbb\xbf")
    mark = cut.encode()
    while not mark and (more := part.read(_BLOCK)):
        left += more
    root = b""
    is_end = False
    while not is_end:
        more = part.read(_BLOCK)
        is_end = not more
        end = len(left) if is_end else left.rfind(mark) + len(mark)
        if end < len(mark) and not is_end:
            left += more
            continue
        data, left = left[:end], left[end:] + more
        start = 0
        if not root:
            root, start = _plain_root(data)
        if _is_odd(data, start) or (is_end and not data.rstrip().endswith(b"</%s>" % root)):
            raise NotPlain
        # One search a character: absent ones are passed over at the speed of memory.
        is_clean = not any(data.find(code, start) >= 0 for code in _UNCLEAN)
        try:
            yield data.decode(), is_clean
        except UnicodeDecodeError:
            raise NotPlain from None


def _is_odd(data: bytes, start: int) -> bool:
    """Whether prefixes change, or there are declarations, instructions, single quotes."""
    return (
        data.find(b"xmlns:w=", start) >= 0
        or data.find(_URI, start) >= 0
        or (data.find(b"!", start) >= 0 and data.find(b"<!", start) >= 0)
        or (data.find(b"?", start) >= 0 and data.find(b"<?", start) >= 0)
        or (data.find(b"'", start) >= 0 and data.find(b"='", start) >= 0)
    )


def _plain_root(data: bytes) -> tuple[bytes, int]:
    """The root's name and where its tag ends, if it binds the prefixes as Word does."""
    match = _ROOT.match(data)
    if (
        match is None
        or b'xmlns:w="%s"' % _URI not in match[2]
        or match[2].count(b"xmlns:w=") != 1
        or match[2].count(_URI + b'"') != 1
        or (b"xmlns:mc=" in match[2] and b'xmlns:mc="%s"' % _MC.encode() not in match[2])
    ):
        raise NotPlain
    return match[1], match.end()


def _rewritten(part: IO[bytes]) -> Iterator[str]:
    """A well-formed part in the plain spelling, only what a Scanner may ask for."""
    written: list[str] = []
    size, is_first = 0, True
    try:
        for event, element in etree.iterparse(
            part,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        ):
            if is_first and has_doctype(element):
                raise Refused(DOCTYPE)
            is_first = False
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


def has_doctype(element: etree._Element) -> bool:
    """Whether the document declares a type: the way in for entities and their bombs."""
    return element.getroottree().docinfo.internalDTD is not None


def _plain_message(error: etree.XMLSyntaxError) -> str:
    return str(error.msg or "it ends too early").split("\n")[0].split(" (<")[0]


def _tag(element: etree._Element, is_start: bool) -> str:
    """One tag in the plain spelling; "" for other vocabularies."""
    name = element.tag
    if not isinstance(name, str):
        return ""
    uri, _, local = name[1:].partition("}")
    prefix = _PREFIXES.get(uri)
    if prefix is None:
        return ""
    is_text = local in ("t", "delText")
    if not is_start:
        return (escape(element.text or "") if is_text else "") + f"</{prefix}:{local}>"
    attributes = []
    for key, value in element.attrib.items():
        space, _, local_key = str(key)[1:].partition("}")
        if space in _PREFIXES:
            quoted = escape(str(value), _IN_QUOTES)
            attributes.append(f' {_PREFIXES[space]}:{local_key}="{quoted}"')
    return f"<{prefix}:{local}{''.join(attributes)}>"


def whole(part: IO[bytes], is_plain: bool) -> str:
    """All the text of a part: as it is if it is plain, NotPlain if not; or rewritten."""
    if is_plain:
        return "".join(text for text, _ in _plain_blocks(part, ""))
    return "".join(_rewritten(part))


_ATTRIBUTES = {
    name: re.compile(rf'[\s]{name}="([^"]*)"')
    for name in (
        "w:val w:id w:author w:date w:initials w:name w:type w:font w:char w:styleId w:numId"
        " w:abstractNumId w:ilvl w:default w:customMarkFollows w:fldCharType w:format w:lang"
        " w:bidi w:ascii w14:paraId w15:paraId w15:paraIdParent w15:done"
    ).split()
}


_AUTHOR = re.compile(r'\sw:author="([^"&]*)"(?:\s+w:date="([^"&]*)")?(?![^>]*w:date)')


def author_of(attributes: str) -> tuple[str, str]:
    """Who made a change, and when; both are nearly always spelled one after the other."""
    match = _AUTHOR.search(attributes)
    if match is None:
        return attribute(attributes, "w:author"), attribute(attributes, "w:date")
    return match[1], match[2] or ""


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
