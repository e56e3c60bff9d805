"""comments.xml: what was written in the margin (ECMA-376 Part 1, 17.13.4).

Which comment answers which, and which are settled, stands in commentsExtended.xml
([MS-DOCX] 2.5.4), by the ids of the comments' last paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from proposals.core.model import Run, accept
from proposals.core.reading.docx.joining import join
from proposals.core.reading.docx.markup import Scanner, Token, attribute
from proposals.core.reading.docx.pieces import Anchor, Entry
from proposals.core.reading.docx.word import Comment

SCANNER = Scanner("w15:commentEx")


class Answer(NamedTuple):
    """A line of commentsExtended: paragraph ids of a comment and of what it answers."""

    paragraph_id: str
    parent: str
    is_resolved: bool


def read_answers(tokens: Iterable[Token]) -> list[Answer]:
    return [
        Answer(
            attribute(attributes, "w15:paraId"),
            attribute(attributes, "w15:paraIdParent"),
            attribute(attributes, "w15:done") in ("1", "true", "on"),
        )
        for _, _, name, attributes, _, _ in tokens
        if name
    ]


def read_comments(
    entries: Sequence[Entry], anchors: Mapping[str, Anchor], answers: Iterable[Answer]
) -> tuple[Comment, ...]:
    """The comments with the places they hang on; changes in them count as accepted."""
    ids = {entry.paragraph_id: entry.id for entry in entries if entry.paragraph_id}
    known = {answer.paragraph_id: answer for answer in answers}
    comments = []
    for entry in entries:
        anchor = anchors.get(entry.id, Anchor(0))
        answer = known.get(entry.paragraph_id)
        comments.append(
            Comment(
                id=entry.id,
                author=entry.author,
                date=entry.date,
                text=_text(entry),
                source=anchor.source,
                quote=anchor.quote,
                parent=ids.get(answer.parent, "") if answer is not None else "",
                is_resolved=answer is not None and answer.is_resolved,
            )
        )
    return tuple(comments)


def _text(entry: Entry) -> str:
    lines = (
        accept(Run(change.op, text) for change, text in line.segments if isinstance(text, str))
        for line in join(entry.pieces)
    )
    return "\n".join(line for line in lines if line.strip())
