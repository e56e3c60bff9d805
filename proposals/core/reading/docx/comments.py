"""comments.xml: what was written in the margin (ECMA-376 Part 1, 17.13.4).

Which comment answers which, and which are settled, stands in commentsExtended.xml
([MS-DOCX] 2.5.4), by the ids of the comments' last paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from proposals.core.model import Run, accept
from proposals.core.reading.docx.joining import join
from proposals.core.reading.docx.markup import OFF, NotPlain, Scanner, attribute
from proposals.core.reading.docx.pieces import Anchor, Entry
from proposals.core.reading.docx.word import Comment

_SCANNER = Scanner("w15:commentEx")


class Answer(NamedTuple):
    """What commentsExtended says of a comment, by the ids of paragraphs."""

    parent: str
    is_resolved: bool


def _answers(text: str) -> dict[str, Answer]:
    return {
        attribute(attributes, "w15:paraId"): Answer(
            attribute(attributes, "w15:paraIdParent"),
            attribute(attributes, "w15:done") not in ("", *OFF),
        )
        for _, _, name, attributes, _, _ in _SCANNER.tokens(text)
        if name
    }


def read_comments(
    entries: Sequence[Entry], anchors: Mapping[str, Anchor], load: Callable[[bool], str]
) -> tuple[Comment, ...]:
    """The comments with the places they hang on; changes in them count as accepted.

    `load` reads the part that ties answers to comments.
    """
    if not entries:
        return ()
    try:
        answers = _answers(load(True))
    except NotPlain:
        answers = _answers(load(False))
    ids = {entry.paragraph_id: entry.id for entry in entries if entry.paragraph_id}
    comments = []
    for entry in entries:
        anchor = anchors.get(entry.id, Anchor(0))
        answer = answers.get(entry.paragraph_id)
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
        accept(Run(change.op, text) for change, text in piece.segments if isinstance(text, str))
        for piece in join(entry.pieces)
    )
    return "\n".join(line for line in lines if line.strip())
