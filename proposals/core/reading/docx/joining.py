"""Paragraph marks that were inserted or deleted: from pieces to paragraphs.

A deleted mark joins its paragraph with the next when the changes are accepted, an
inserted one when they are rejected (ECMA-376 Part 1, 17.13.5.15 and .20). So a
chain of pieces with such marks between them has one set of lines in the text
before and another in the text after:

    first ¶deleted second      before: "first", "second"   after: "firstsecond"

A clause can hold only one paragraph of each text, so each line before is paired
with the line after that keeps the most of it, and text that changes paragraphs is
deleted in the one and inserted in the other: [first][+second], [-second]. What
comes out is thus at most one paragraph before and at most one after, and in either
text the paragraphs follow one another as Word shows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from proposals.core.model import Op
from proposals.core.reading.docx.pieces import SAME, Change, Note, Piece, Segment


@dataclass(frozen=True, slots=True)
class _Span:
    """The pieces [start, stop) that are one paragraph in one of the two texts."""

    start: int
    stop: int


def join(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The paragraphs of a story's pieces, in order."""
    start = 0
    for index, piece in enumerate(pieces):
        if start == index and (piece.mark is SAME or _stands_alone(piece)):
            yield piece
        elif piece.is_last or (piece.mark is not None and piece.mark.op is Op.EQUAL):
            yield from _chain(pieces[start : index + 1])
        else:
            continue
        start = index + 1
    if start < len(pieces):
        yield from _chain(pieces[start:])


def _stands_alone(piece: Piece) -> bool:
    """Whether a piece came or went whole, mark and all: nothing of it joins another.

    Most that were inserted or deleted did. It is then no paragraph of the other text.
    """
    if piece.mark is None or piece.mark.op is Op.EQUAL or not piece.segments:
        return False
    if any(change.op is not piece.mark.op for change, _ in piece.segments):
        return False
    if piece.mark.op is Op.INSERT:
        piece.before = None
    else:
        piece.after = None
    return True


def _chain(pieces: Sequence[Piece]) -> Iterator[Piece]:
    after = _spans(pieces, Op.INSERT)
    before = _spans(pieces, Op.DELETE)
    out = 0  # pieces whose text boxes went out with a paragraph
    for new, old in _order(after, before, _pairs(pieces, after, before)):
        last = max(span.stop for span in (new, old) if span is not None)
        boxes = [box for piece in pieces[out:last] for box in piece.boxes or ()]
        yield _paragraph(pieces, new, old, boxes)
        out = max(out, last)


def _spans(pieces: Sequence[Piece], change: Op) -> list[_Span]:
    """The paragraphs of the text in which `change` stands: INSERT the new, DELETE the old."""
    spans: list[_Span] = []
    start = 0
    for index, piece in enumerate(pieces):
        if piece.mark is not None and piece.mark.op in (Op.EQUAL, change):
            # It begins where its own text does, not at what only the other text holds.
            while start < index and not _holds(pieces[start], change):
                start += 1
            spans.append(_Span(start, index + 1))
            start = index + 1
    # The last mark is gone, but nothing follows that could take the text in.
    if start < len(pieces) and any(_stands(piece, change) for piece in pieces[start:]):
        spans.append(_Span(start, len(pieces)))
    return spans


def _stands(piece: Piece, change: Op) -> bool:
    return any(
        segment[0].op in (Op.EQUAL, change) and (isinstance(segment[1], Note) or segment[1].strip())
        for segment in piece.segments
    )


def _holds(piece: Piece, change: Op) -> bool:
    """Whether a text has anything of a piece, be it only space."""
    return any(found.op in (Op.EQUAL, change) for found, _ in piece.segments)


def _kept(piece: Piece) -> int:
    """How much of a piece is in both texts: its unchanged characters, and its mark."""
    is_whole = piece.mark is not None and piece.mark.op is Op.EQUAL
    return is_whole + 2 * sum(
        len(text) if isinstance(text, str) else 1
        for change, text in piece.segments
        if change.op is Op.EQUAL
    )


def _pairs(
    pieces: Sequence[Piece], after: Sequence[_Span], before: Sequence[_Span]
) -> dict[int, int]:
    """For lines after, the line before that they continue: together the most kept text.

    Both sets of lines cut up the same pieces, so lines that share some come in one
    order, and only neighbours in that order can exclude one another.
    """
    shared: list[list[int]] = []  # [line after, line before, what both keep]
    new = old = 0
    for index, piece in enumerate(pieces):
        new += new < len(after) and index >= after[new].stop
        old += old < len(before) and index >= before[old].stop
        kept = _kept(piece)
        if not kept or new == len(after) or old == len(before):
            continue
        if shared and shared[-1][:2] == [new, old]:
            shared[-1][2] += kept
        else:
            shared.append([new, old, kept])
    # best[n]: the most that the first n of them can keep; free[n]: how many of those
    # before the n-th share no line with it.
    best, free = [0], []
    first_new: dict[int, int] = {}
    first_old: dict[int, int] = {}
    for index, (new, old, kept) in enumerate(shared):
        free.append(min(first_new.setdefault(new, index), first_old.setdefault(old, index)))
        best.append(max(best[index], best[free[index]] + kept))
    pairs: dict[int, int] = {}
    index = len(shared)
    while index:
        if best[index] == best[index - 1]:
            index -= 1
        else:
            index -= 1
            pairs[shared[index][0]] = shared[index][1]
            index = free[index]
    return pairs


def _order(
    after: Sequence[_Span], before: Sequence[_Span], pairs: dict[int, int]
) -> Iterator[tuple[_Span | None, _Span | None]]:
    """Every line once, in order: paired, or alone; what was deleted comes first."""
    paired = set(pairs.values())
    new = old = 0
    while new < len(after) or old < len(before):
        if new < len(after) and pairs.get(new) == old:
            yield after[new], before[old]
            new, old = new + 1, old + 1
        elif (
            old < len(before)
            and old not in paired
            and (new == len(after) or new in pairs or before[old].start <= after[new].start)
        ):
            yield None, before[old]
            old += 1
        else:
            yield after[new], None
            new += 1


def _paragraph(
    pieces: Sequence[Piece], new: _Span | None, old: _Span | None, boxes: list[Piece]
) -> Piece:
    """One paragraph of a chain: its text in both readings, its properties in each.

    Those of the last piece count, whose mark is left (17.3.1.29); the place is that
    of the piece from which most is kept.
    """
    spans = [span for span in (new, old) if span is not None]
    segments: list[Segment] = []
    lead, most = pieces[spans[0].start], -1
    for index in range(min(s.start for s in spans), max(s.stop for s in spans)):
        piece = pieces[index]
        is_new = new is not None and new.start <= index < new.stop
        is_old = old is not None and old.start <= index < old.stop
        kept = _kept(piece) if is_new and is_old else 0
        if kept > most and (kept or _stands(piece, Op.INSERT if is_new else Op.DELETE)):
            lead, most = piece, kept
        if is_new and is_old:
            segments += piece.segments
        elif is_new or is_old:
            segments += _carried(piece, Op.INSERT if is_new else Op.DELETE, pieces, index)
    return Piece(
        lead.source,
        lead.change,
        lead.place,
        segments,
        after=pieces[new.stop - 1].after if new is not None else None,
        before=pieces[old.stop - 1].before if old is not None else None,
        is_rtl=lead.is_rtl,
        boxes=boxes or None,
    )


def _carried(piece: Piece, op: Op, pieces: Sequence[Piece], index: int) -> Iterator[Segment]:
    """A piece's text where only one of the two texts has it: `op` says in which.

    Unchanged text comes and goes with the mark that joined or split it.
    """
    mark = _changed(piece.mark) or (_changed(pieces[index - 1].mark) if index else None)
    carrier = Change(op, mark.author, mark.date) if mark is not None else Change(op)
    for change, text in piece.segments:
        if change.op is op:
            yield change, text
        elif change.op is Op.EQUAL:
            yield carrier, text


def _changed(mark: Change | None) -> Change | None:
    return mark if mark is not None and mark.op is not Op.EQUAL else None
