"""What kind of file it is, told from what it says: styles first, then words."""

from __future__ import annotations

from enum import StrEnum

from proposals.core import cues
from proposals.core.cues import Part
from proposals.core.model import everything
from proposals.core.reading import side_by_side
from proposals.core.reading.akn import holds_comparison, is_akn, read_akn_column
from proposals.core.reading.docx import read_paragraphs
from proposals.core.reading.docx.proposals import begins
from proposals.core.reading.docx.table import is_table
from proposals.core.reading.docx.word import Word
from proposals.core.reading.text import decode


class FileKind(StrEnum):
    """What a file holds; the values are those of `import_document --as`."""

    RESOLUTION = "base"
    PROPOSAL = "proposal"
    TABLE = "table"
    TEXT = "text"


def detect(data: bytes) -> FileKind:
    """The kind of a Word, text or Akoma Ntoso file. Raises Refused for what is neither."""
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return kind_of(read_paragraphs(data).value)
    if is_akn(data):
        return _akn_kind(data)
    text = decode(data)
    if side_by_side.is_table(text):
        return FileKind.TABLE
    lines = [" ".join(line.split()) for line in text.split("\n")]
    if any(cues.PROPOSAL.fullmatch(line) for line in lines):
        return FileKind.PROPOSAL
    numbers = [match for line in lines if (match := cues.NUMBER.fullmatch(line))]
    if not numbers:
        return FileKind.TEXT
    return FileKind.PROPOSAL if numbers[0]["action"] else FileKind.RESOLUTION


def _akn_kind(data: bytes) -> FileKind:
    if holds_comparison(data):
        return FileKind.TABLE
    column = read_akn_column(data)
    changed = any(clause.is_changed for clause in column.body.clauses)
    return FileKind.PROPOSAL if column.group or changed else FileKind.RESOLUTION


def kind_of(word: Word) -> FileKind:
    """The kind of a Word file that was read."""
    if is_table(word):
        return FileKind.TABLE
    if any(begins(paragraph) for paragraph in word.paragraphs):
        return FileKind.PROPOSAL
    is_resolution = any(
        cues.style_part(paragraph.style) is Part.NUMBER
        or cues.NUMBER.fullmatch(everything(paragraph.text).strip())
        for paragraph in word.paragraphs
    )
    if word.is_tracked:
        return FileKind.PROPOSAL
    return FileKind.RESOLUTION if is_resolution else FileKind.TEXT
