"""Resolutions as plain text: decoding, the residue of Word's text export, and reading.

The export writes a footnote's mark as `[footnoteRef:2]1`, its text where it happened
to stand as `[2: 1 <tab>These include …]` (id 2, printed mark 1), bookmarks as
`[bookmark: …]`, and ends with a rule and the names of images (DOMAIN.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from proposals.core import anatomy
from proposals.core.anatomy import Paragraph
from proposals.core.model import Document, Kind, equal
from proposals.core.result import Refused, Result, Warning

MAX_BYTES = 10 * 1024 * 1024  # the largest known resolution has 84 KB as text

_MAGIC = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or a Word file",
    b"\xd0\xcf\x11\xe0": "an old Word file (.doc)",
    b"{\\rtf": "an RTF file",
    b"\x1f\x8b": "a compressed file",
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes) -> str:
    """The bytes of a text file as text, line ends as "\\n", without byte order mark.

    Raises Refused, with a sentence for the person who sent it, for what is no UTF-8
    text: too large, empty, UTF-16, binary.
    """
    if len(data) > MAX_BYTES:
        size, limit = len(data) / 2**20, MAX_BYTES / 2**20
        raise Refused(f"The file has {size:.0f} MB; a text may have {limit:.0f} MB.")
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise Refused(f"The file is {what}, not a text file.")
    if data.startswith(_UTF16):
        raise Refused("The file is UTF-16 text; please save it as UTF-8.")
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise Refused(
            f"Line {line} holds a NUL byte: the file is binary or UTF-16, not UTF-8 text."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refused(f"Line {line} is not UTF-8 text; please save the file as UTF-8.") from None
    if not text.strip():
        raise Refused("The file is empty.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_resolution(data: bytes) -> Result[Document]:
    """Read a whole resolution from a UTF-8 text file, one paragraph a line.

    What stands before the resolution (ITU's FOREWORD) is no part of it, but is kept:
    clauses of kind text without a section, before the title. Raises Refused where
    the file is no text, or holds no resolution.
    """
    found = footnotes(enumerate(decode(data).split("\n"), 1))
    result = anatomy.read(found.value)
    kinds = {clause.kind for clause in result.value.clauses}
    if not kinds & {Kind.HEADING, Kind.OPENING, Kind.TITLE}:
        raise Refused(
            "There is no resolution in the text: no line like “RESOLUTION 44 (Rev. …)”,"
            " no opening line, no section heading."
        )
    return Result(result.value, found.warnings + result.warnings)


_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]")
_TAIL = re.compile(r"\s*(?:_{4,}|image\d+\.\w{3,4})\s*")
_REFERENCE = re.compile(r"\[footnoteRef:(\d+)\]")
_DEFINITION = re.compile(r"\[(\d+):\s*(\S*)\s*\t")


@dataclass(slots=True)
class _Note:
    mark: str
    text: str
    source: int
    cited: bool = field(default=False)


def footnotes(lines: Iterable[tuple[int, str]]) -> Result[list[Paragraph]]:
    """Numbered lines into paragraphs: residue dropped, each footnote after its citation.

    A mark becomes `[^1]`, with the number that is printed, not the export's id. A
    footnote without a mark, or a mark without a footnote, stays and is warned of.
    """
    notes: dict[str, _Note] = {}
    kept: list[tuple[int, str]] = []
    for source, line in lines:
        if not _TAIL.fullmatch(line):
            kept.append((source, _take_notes(_BOOKMARK.sub("", line), source, notes)))
    paragraphs: list[Paragraph] = []
    warnings: list[Warning] = []
    for source, line in kept:
        text, cited = _mark(line, notes)
        if text.strip():
            paragraphs.append(Paragraph(equal(text.strip()), source=source))
        for key in cited:
            note = notes.get(key)
            if note is None:
                warnings.append(Warning(f"the text of footnote {key} is missing", source))
            elif not note.cited:
                paragraphs.append(_paragraph(note))
                note.cited = True
    for note in notes.values():
        if not note.cited:
            paragraphs.append(_paragraph(note))
            warnings.append(Warning(f"no mark cites footnote {note.mark}", note.source))
    return Result(paragraphs, tuple(warnings))


def _take_notes(line: str, source: int, notes: dict[str, _Note]) -> str:
    """Move the definitions out of a line into `notes`; the brackets in them may nest."""
    while match := _DEFINITION.search(line):
        depth, end = 1, match.end()
        while end < len(line) and depth:
            depth += {"[": 1, "]": -1}.get(line[end], 0)
            end += 1
        inner = line[match.end() : end - 1 if not depth else end]
        key = match[1]
        while key in notes:  # two columns put together: each footnote is kept
            key += "'"
        notes[key] = _Note(match[2] or match[1], inner.strip(), source)
        line = line[: match.start()] + line[end:]
    return line


def _mark(line: str, notes: dict[str, _Note]) -> tuple[str, list[str]]:
    """Write each reference as `[^mark]`; the ids that the line cites, in order."""
    before, *parts = _REFERENCE.split(line)  # text, id, text, id, text …
    cited = parts[::2]
    for key, after in zip(cited, parts[1::2], strict=True):
        printed = re.match(r"\d{1,2}|\*+", after)
        mark = notes[key].mark if key in notes else printed[0] if printed else key
        before += f"[^{mark}]{after.removeprefix(mark)}"
    return before, cited


def _paragraph(note: _Note) -> Paragraph:
    return Paragraph(equal(note.text), equal(note.mark), "FootnoteText", note.source)
