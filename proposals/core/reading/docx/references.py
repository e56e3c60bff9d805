"""What refers elsewhere: notes, comments, chunks of other files.

ECMA-376 Part 1, 17.11 (a note's mark is counted, or typed after its reference) and
17.13.4 (a comment hangs on a stretch of text). The notes and comments themselves are
entries of their own parts, read by the same story.
"""

from __future__ import annotations

from proposals.core.reading.docx.markup import OFF, attribute
from proposals.core.reading.docx.pieces import Anchor, Entry, Note
from proposals.core.reading.docx.state import Closer, Opener, State

MOST_COMMENTS = 20  # that stand over the same words


def _reference(state: State, name: str, attributes: str, raw: str) -> None:
    if state.hidden or state.piece is None:
        return
    state.flush()
    note = Note(name[:-9], attribute(attributes, "w:id"))
    if attribute(attributes, "w:customMarkFollows") not in ("", *OFF):
        state.custom = note
    elif state.change is not None:
        state.piece.segments.append((state.change, note))


def _open_entry(state: State, name: str, attributes: str, raw: str) -> None:
    state.push(name)
    entry = Entry(attribute(attributes, "w:id"), attribute(attributes, "w:type"))
    entry.author = attribute(attributes, "w:author")
    entry.date = attribute(attributes, "w:date")
    state.entries.append(entry)
    state.target = entry.pieces
    if attributes[-1:] == "/":
        _close_entry(state, name)


def _close_entry(state: State, name: str) -> None:
    state.bar()
    state.pop(name)
    state.target = state.pieces


def _open_comment(state: State, name: str, attributes: str, raw: str) -> None:
    if state.unused:
        return
    state.flush()
    if len(state.comments) == MOST_COMMENTS:
        state.comments.pop(next(iter(state.comments)))
    anchor = Anchor(state.source + (state.piece is None))
    state.anchors[attribute(attributes, "w:id")] = anchor
    state.comments[attribute(attributes, "w:id")] = anchor


def _close_comment(state: State, name: str, attributes: str, raw: str) -> None:
    state.flush()
    state.comments.pop(attribute(attributes, "w:id"), None)


def _comment(state: State, name: str, attributes: str, raw: str) -> None:
    if not state.unused:
        state.anchors.setdefault(attribute(attributes, "w:id"), Anchor(state.source))


def _elsewhere(state: State, name: str, attributes: str, raw: str) -> None:
    state.outside += 1


OPEN: dict[str, Opener] = {
    "footnoteReference": _reference,
    "endnoteReference": _reference,
    "footnote": _open_entry,
    "endnote": _open_entry,
    "comment": _open_entry,
    "commentRangeStart": _open_comment,
    "commentRangeEnd": _close_comment,
    "commentReference": _comment,
    "altChunk": _elsewhere,
    "subDoc": _elsewhere,
}
CLOSE: dict[str, Closer] = {
    "footnote": _close_entry,
    "endnote": _close_entry,
    "comment": _close_entry,
}
