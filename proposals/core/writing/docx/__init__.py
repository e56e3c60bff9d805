"""Word out: resolutions, proposals and the side-by-side table as .docx.

Every change leaves as a tracked change of its own author and date, so rejecting
all of them in Word gives the text in force and accepting all the text proposed
(law 3). What comes out for the same input is the same, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from proposals.core.model import Column, Document
from proposals.core.writing.docx.body import Body, Comment, Look
from proposals.core.writing.docx.markup import Pen
from proposals.core.writing.docx.numbering import Numbering
from proposals.core.writing.docx.package import pack
from proposals.core.writing.docx.table import write_table

__all__ = ["Comment", "Look", "write_proposal", "write_resolution", "write_table"]


def write_resolution(
    document: Document,
    *,
    header: str = "",
    author: str = "",
    date: str = "",
    comments: Mapping[int, Sequence[Comment]] | None = None,
    look: Look = Look.ITU,
    is_numbered: bool = False,
) -> bytes:
    """A resolution, in force or a draft with changes, as the bytes of a .docx.

    `header` stands at the top of every page, beside its number. `author` and `date`
    (ISO 8601) are for changes that name none. `comments` go by a clause's place in
    the document, from 0. `is_numbered` leaves labels to Word's automatic numbering.
    """
    body = Body(Pen(document.language, author, date), look, Numbering() if is_numbered else None)
    text = body.write(document.clauses, comments)
    return pack(
        text,
        language=document.language,
        header=header,
        title=" ".join(document.title.split()),
        footnotes="".join(body.footnotes),
        numbering=body.numbering.part() if body.numbering else "",
        comments="".join(body.comments),
    )


def write_proposal(
    column: Column,
    *,
    author: str = "",
    date: str = "",
    look: Look = Look.ITU,
    is_numbered: bool = False,
) -> bytes:
    """One group's proposal as the bytes of a .docx, its changes tracked.

    Changes that name no author are the group's.
    """
    return write_resolution(
        column.body,
        header=" · ".join(filter(None, (column.document, column.code))),
        author=author or column.group,
        date=date,
        look=look,
        is_numbered=is_numbered,
    )
