"""Pieces into the paragraphs of a `Word`: marks joined, labels and notes in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from proposals.core.model import Op, Run, Runs, accept, reject
from proposals.core.reading.docx.counting import write_number
from proposals.core.reading.docx.joining import join
from proposals.core.reading.docx.making import paragraph, run
from proposals.core.reading.docx.numbering import Counters, Numbering
from proposals.core.reading.docx.pieces import PLAIN, SAME, Change, Note, Piece, Segment, combined
from proposals.core.reading.docx.styles import Styles
from proposals.core.reading.docx.word import Part, WordParagraph

_SUFFIX = re.compile(r"(?:bis|ter|quater|quinquies)\b")
_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}  # 17.11.17, 17.11.18: the defaults


class Assembly:
    """Walks the pieces of the main text once, counting what Word counts.

    There are two of each counter, one for the text before and one for that after.
    `notes` gives those of a kind by id, if any are cited.
    `has_marks`: whether references to notes are written into the text as [^1].
    """

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        notes: Callable[[str], Mapping[str, Sequence[Piece]]],
        *,
        has_marks: bool,
    ) -> None:
        self._styles = styles
        self._notes = notes
        self._has_marks = has_marks
        self._after = Counters(numbering, styles)
        self._before = self._after  # until the two texts differ in what counts
        self._told: set[tuple[str, str, Op]] = set()
        self._counts = {(kind, op): 0 for kind in _FORMS for op in (Op.DELETE, Op.INSERT)}

    def paragraphs(self, pieces: Sequence[Piece]) -> Iterator[WordParagraph]:
        """The paragraphs of some pieces of the main text; call again for the next."""
        return self._story(pieces, Part.BODY)

    def _story(self, pieces: Sequence[Piece], part: Part) -> Iterator[WordParagraph]:
        for piece in join(pieces):
            cited: list[tuple[Note, Change, Runs]] = []
            text = self._text(piece.segments, cited)
            after, before = piece.after, piece.before
            properties = after or before or PLAIN
            style = self._styles.resolved(properties.style)
            label = None
            if style.number or properties.number or before is not after:
                label = self._label(piece)
            if text or label:
                is_rtl = style.is_rtl if piece.is_rtl is None else piece.is_rtl
                yield paragraph(text, label, style.name, piece.source, part, piece.place, is_rtl)
            for note, change, mark in cited:
                yield from self._note(note, change, mark, piece)
            if piece.boxes is not None:
                yield from self._story(piece.boxes, Part.BOX)

    def _text(self, segments: Sequence[Segment], cited: list[tuple[Note, Change, Runs]]) -> Runs:
        told: list[tuple[Change, str]] = []
        suffix = ""
        for index, (change, content) in enumerate(segments):
            if isinstance(content, str):
                if suffix and self._has_marks:
                    content = content.removeprefix(suffix)
                suffix = ""
                told.append((change, content))
                continue
            suffix = self._suffix(content, segments[index + 1 : index + 2])
            mark = self._mark(content, change, suffix)
            cited.append((content, change, mark))
            if self._has_marks:
                told += ((Change(m.op, m.author, m.date), f"[^{m.text}]") for m in mark)
            elif content.mark:
                told.append((change, content.mark))
        return _runs(told)

    def _suffix(self, note: Note, following: Sequence[Segment]) -> str:
        """What is typed after a counted mark and belongs to it: the bis of 1bis.

        It is told from text by standing at the start of the note too.
        """
        text = following[0][1] if following else ""
        match = _SUFFIX.match(text) if isinstance(text, str) else None
        if match is None:
            return ""
        pieces = self._notes(note.kind).get(note.id, ())
        first = next((text for piece in pieces for _, text in piece.segments), "")
        starts = isinstance(first, str) and first.lstrip().startswith(note.mark + match[0])
        return match[0] if starts else ""

    def _label(self, piece: Piece) -> Runs | None:
        """The automatic label in both texts; None where neither has one."""
        if self._before is self._after:
            if piece.before is piece.after and piece.after is not None:
                label = self._after.label(piece.after)
                return (run(SAME, label),) if label else None
            self._before = self._after.copy()
        before = self._before.label(piece.before) if piece.before is not None else ""
        after = self._after.label(piece.after) if piece.after is not None else ""
        if not before and not after:
            return None
        return _changed(before, after, _whole(piece))

    def _mark(self, note: Note, change: Change, suffix: str) -> Runs:
        """The mark of a note: its own, or its number before and after (17.11.14)."""
        if note.mark:
            return (Run(change.op, note.mark + suffix, change.author, change.date),)
        numbers = {Op.DELETE: "", Op.INSERT: ""}
        for op in numbers:
            if change.op in (Op.EQUAL, op):
                self._counts[note.kind, op] += 1
                number = write_number(self._counts[note.kind, op], _FORMS[note.kind])
                numbers[op] = number + suffix
        return _changed(numbers[Op.DELETE], numbers[Op.INSERT], change)

    def _note(
        self, note: Note, change: Change, mark: Runs, citing: Piece
    ) -> Iterator[WordParagraph]:
        """A note's paragraphs, changed as a whole where its reference is.

        They stand after the first reference: a note has one (17.11.14).
        """
        key = (note.kind, note.id, change.op)
        pieces = self._notes(note.kind).get(note.id, ()) if key not in self._told else ()
        self._told.add(key)
        label: Runs | None = mark
        for inner in self._story([_within(piece, change) for piece in pieces], Part(note.kind)):
            text = inner.text
            if label:
                text = _without_mark(text, (note.mark, accept(mark) or reject(mark)))
            yield replace(
                inner,
                label=label or inner.label or (),
                text=text,
                source=citing.source,
                place=citing.place,
            )
            label = None


def _changed(before: str, after: str, change: Change) -> Runs:
    """A label that differs in the two texts, as runs; `change` says by whom."""
    if before == after:
        return (Run(Op.EQUAL, before),)
    runs = (
        Run(Op.DELETE, before, change.author, change.date),
        Run(Op.INSERT, after, change.author, change.date),
    )
    return tuple(run for run in runs if run.text)


def _whole(piece: Piece) -> Change:
    """The change of a paragraph that stands in one text only."""
    if piece.before is not None and piece.after is not None:
        return SAME
    return next((change for change, _ in piece.segments if change.op is not Op.EQUAL), SAME)


def _runs(told: Sequence[tuple[Change, str]]) -> Runs:
    """Stretches of text as runs, neighbours with the same change as one."""
    runs = []
    last, text = SAME, ""
    for change, more in told:
        if change is last or change == last:
            text += more
            continue
        if text:
            runs.append(run(last, text))
        last, text = change, more
    if text:
        runs.append(run(last, text))
    return tuple(runs)


def _within(piece: Piece, change: Change) -> Piece:
    """A piece of a note whose reference was inserted or deleted."""
    if change == SAME:
        return piece
    segments = [
        (inner, content)
        for outer, content in piece.segments
        if (inner := combined(change, outer)) is not None
    ]
    return replace(piece, mark=combined(change, piece.mark), segments=segments)


def _without_mark(text: Runs, marks: Iterable[str]) -> Runs:
    """A note's text without the space, and the typed mark or part of it, before it."""
    runs = list(text)
    # "1bis" is typed whole, or only "bis" after the number that Word puts there.
    typed = [mark for mark in marks if mark]
    typed += [match[0] for mark in typed if (match := _SUFFIX.search(mark))]
    while runs:
        rest = runs[0].text.lstrip()
        for mark in sorted(typed, key=len, reverse=True):
            if rest.startswith(mark):
                rest, typed = rest.removeprefix(mark).lstrip(), []
        if rest:
            runs[0] = replace(runs[0], text=rest)
            break
        runs.pop(0)
    return tuple(runs)
