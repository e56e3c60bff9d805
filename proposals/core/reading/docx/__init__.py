"""Word in: the bytes of a .docx into paragraphs, clauses and columns with runs.

What is read, and by which rule of ECMA-376, is told in docs/word.md.
"""

from __future__ import annotations

from proposals.core.model import Column, Document
from proposals.core.reading.docx import proposals, table
from proposals.core.reading.docx.package import Limits
from proposals.core.reading.docx.reader import read_paragraphs
from proposals.core.reading.docx.word import Comment, Move, Part, Word, WordParagraph
from proposals.core.reading.side_by_side import Table
from proposals.core.result import Result

__all__ = [
    "Comment",
    "Limits",
    "Move",
    "Part",
    "Word",
    "WordParagraph",
    "read_paragraphs",
    "read_word_proposals",
    "read_word_resolution",
    "read_word_table",
]


def read_word_resolution(data: bytes, name: str = "") -> Result[Document]:
    """A Word file as the resolution in force. Raises Refused."""
    word = read_paragraphs(data)
    found = proposals.resolution(word.value, name)
    return Result(found.value, word.warnings + found.warnings)


def read_word_proposals(data: bytes, name: str = "") -> Result[tuple[Column, ...]]:
    """A Word file as the proposals it makes; `name` is the file's. Raises Refused."""
    word = read_paragraphs(data)
    found = proposals.proposals(word.value, name)
    return Result(found.value, word.warnings + found.warnings)


def read_word_table(data: bytes, name: str = "") -> Result[Table]:
    """A side-by-side table in Word. Raises Refused where nothing announces a column."""
    word = read_paragraphs(data)
    found = table.table(word.value, name)
    return Result(found.value, word.warnings + found.warnings)
