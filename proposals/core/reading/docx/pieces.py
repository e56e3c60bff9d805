"""What one pass over a story finds: the file's own paragraphs, and their changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from proposals.core.model import Op


class Change(NamedTuple):
    """What happened to a stretch of text, and who did it when."""

    op: Op
    author: str = ""
    date: str = ""


SAME = Change(Op.EQUAL)


def combined(outer: Change | None, inner: Change | None) -> Change | None:
    """A change inside another; None where one inserts and the other deletes.

    Such text was never in the base and is not in the proposal (DOMAIN.md).
    """
    if outer is None or inner is None:
        return None
    if outer.op is Op.EQUAL or inner.op is outer.op:
        return inner
    return outer if inner.op is Op.EQUAL else None


class Place(NamedTuple):
    """Where in a table a paragraph stands, all counted from 1; columns of the grid."""

    table: int
    row: int
    column: int


class Note(NamedTuple):
    """A reference to a footnote or endnote; `mark` is its own, "" if it is counted."""

    kind: str  # "footnote" or "endnote"
    id: str
    mark: str = ""


Segment = tuple[Change, str | Note]


class Properties(NamedTuple):
    """What a paragraph's label depends on: its style's id, its list and level."""

    style: str = ""
    number: str = ""
    level: str = ""


PLAIN = Properties()


@dataclass(slots=True)
class Piece:
    """One w:p as the file has it; after `joining` one paragraph as Word shows it.

    `after` are its properties, `before` those from before they were changed; after
    joining, None where the paragraph does not exist in that text. `mark` is the
    change of its paragraph mark, None if that was inserted and deleted again;
    `change` that of the row, cell or note around it. `is_last`: nothing follows
    that it could join (the end of a cell, or a table).
    """

    source: int
    change: Change | None
    place: Place | None
    segments: list[Segment]
    after: Properties | None = PLAIN
    before: Properties | None = None
    mark: Change | None = SAME
    is_rtl: bool | None = None
    is_last: bool = False
    boxes: list[Piece] | None = None  # the paragraphs of its text boxes


@dataclass(slots=True)
class Entry:
    """One footnote, endnote or comment of its part."""

    id: str
    kind: str = ""
    author: str = ""
    date: str = ""
    pieces: list[Piece] = field(default_factory=list)
    paragraph_id: str = ""  # of its last paragraph, to which replies point


@dataclass(slots=True)
class Anchor:
    """Where a comment hangs: its first paragraph, and the words that it is about."""

    source: int
    quote: str = ""
