"""What is read from a Word file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from proposals.core.model import Op
from proposals.core.paragraphs import Paragraph
from proposals.core.reading.docx.pieces import Place


class Part(StrEnum):
    """Where in the document a paragraph stands."""

    BODY = "body"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    BOX = "box"  # a text box


@dataclass(frozen=True, slots=True)
class WordParagraph(Paragraph):
    """A paragraph of a Word file: at most one before its changes, at most one after.

    `label` is None where automatic numbering gives none, so that a label, if any,
    is typed into the text. `source` counts the w:p of the main text from 1, table
    cells included; notes and text boxes have that of the paragraph they hang on.
    """

    part: Part = Part.BODY
    place: Place | None = None  # in a table
    is_rtl: bool = False

    @property
    def is_note(self) -> bool:
        return self.part in (Part.FOOTNOTE, Part.ENDNOTE)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the margin. `quote` is the text it is about, "" for a mere place.

    `parent` is the id of the comment it answers; `date` is ISO 8601, as in the file.
    """

    id: str
    author: str
    date: str
    text: str
    source: int
    quote: str = ""
    parent: str = ""
    is_resolved: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """Text that was moved: the paragraphs it left and those where it arrived."""

    name: str
    origins: tuple[int, ...]
    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A Word file as paragraphs with runs. `formatting` counts changes of form only.

    Empty paragraphs without a label are left out. `language` is the default one of
    the styles (BCP 47), "" where they say none.
    """

    paragraphs: tuple[WordParagraph, ...]
    comments: tuple[Comment, ...] = ()
    moves: tuple[Move, ...] = ()
    formatting: int = 0
    language: str = ""

    @property
    def is_tracked(self) -> bool:
        """Whether any word of it is marked as inserted or deleted."""
        return any(
            run.op is not Op.EQUAL for paragraph in self.paragraphs for run in paragraph.text
        )
