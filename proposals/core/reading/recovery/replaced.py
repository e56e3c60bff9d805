"""What an insertion replaced: base text next to it that was deleted.

It stands without a space behind the deleted words, it cannot follow them, it says
them again, it has their form (a place and a year for a place and a year). Each
stretch that may have been deleted is given a cost, as is deleting nothing, and the
cheapest is taken: nothing is deleted where leaving everything reads well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log

from proposals.core.reading.recovery.evidence import adds, clash, is_auxiliary, stem
from proposals.core.reading.recovery.paragraph import (
    ENDS,
    REPLACED,
    Paragraph,
    Piece,
    words,
)

# Costs are in the unit of `Usage.surprise` (minus the logarithm of a likelihood). They
# were set by hand, with Resolution 44's three columns and random edits of other texts in
# view; on the random ones those of size trade precision for recall, and precision won.
_DELETE = 4.0  # to delete anything at all
# What makes leaving everything read badly: no space between two words, two spaces, a
# preposition after a preposition.
_GLUED, _DOUBLE, _CLASH = 12.0, 5.0, 4.0
# The size of a deletion: most that a lost space betrays are short, or of everything.
_SIZE, _GLUED_SIZE, _LONG, _WHOLE, _MARK = 1.0, 2.0, 0.25, 6.0, 1.0
# How much the surprise counts where a lost space says that something was deleted.
_DOUBTED = 0.75
# A bracket or a name cut in two; another insertion inside the deletion.
_BRACKET, _NAME, _ISLAND = 4.0, 1.5, 0.7
# Gains: the same form; each word said again; each neighbour that was changed alike.
_FORM, _AGAIN, _MOST_AGAIN, _MOST_PARALLEL = 4.0, 1.0, 5.0, 4
_LONGEST = 80  # words that one insertion can replace
_RIGHT, _RIGHT_LOOSE = 12, 2  # the same after it, with a lost space and without


@dataclass(slots=True)
class _Insertion:
    """An insertion: pieces `start` to `end`; what can be said of it alone."""

    paragraph: Paragraph
    start: int
    end: int
    first: str  # its first word or mark
    strain: float  # what speaks against its standing where it stands
    form: str
    again: set[str]  # stems of its words, "" for none

    @property
    def is_glued(self) -> bool:
        return self.strain >= _GLUED

    @classmethod
    def read(cls, paragraph: Paragraph, start: int, end: int) -> _Insertion | None:
        """None where it cannot replace what stands before it."""
        pieces, language = paragraph.pieces[start:end], paragraph.language
        found = words(pieces)
        if start == 0 or not found:
            return None
        if is_auxiliary(found[0].key, language) and pieces[0].is_space:
            return None  # what stands before a verb is its subject
        first = paragraph.after(start)
        strain = _strain(paragraph.pieces[start - 1], pieces[0])
        additive = pieces[0].text in ENDS or adds(found[0].key, language)
        if not strain and (additive or found[0].key != first):
            return None
        form = _form(pieces)
        if not strain and "9" not in form:
            form = ""
        again = (
            set() if additive else {root for piece in found if (root := stem(piece.text, language))}
        )
        return cls(paragraph, start, end, first, strain, form, set() if additive else again)

    def kept(self) -> float:
        """The cost of deleting nothing."""
        before = self.paragraph.before[self.start]
        clashes = clash(before, self.first, self.paragraph.language)
        surprise = self.paragraph.usage.surprise(before, self.first)
        return surprise + self.strain + _CLASH * clashes


@dataclass(slots=True)
class _Stretch:
    """The base text before an insertion that it may have replaced, growing leftwards."""

    words: int = 0
    crossed: int = 0  # marks inside it; one that it begins with is a good place to cut
    at_mark: bool = False
    islands: int = 0
    brackets: int = 0
    formed: bool = False  # whether it has had the insertion's form already
    stems: set[str] = field(default_factory=set)

    def take(self, piece: Piece, is_island: bool, language: str) -> None:
        self.islands += is_island
        self.crossed += self.at_mark
        self.at_mark = piece.kept and piece.text in ENDS
        if piece.is_word:
            self.stems.add(stem(piece.text, language))
            self.words += piece.kept
        elif piece.kept:
            self.brackets += {"(": -1, ")": 1}.get(piece.text, 0)

    def size(self, whole: bool, glued: bool) -> float:
        if not glued:
            return _SIZE * log(1 + self.words)
        cost = _GLUED_SIZE * log(1 + self.words) + _LONG * max(0, self.words - 4)
        return min(cost + _MARK * self.crossed, _WHOLE if whole else float("inf"))


def replace_left(paragraph: Paragraph, start: int, end: int) -> None:
    """Delete what an insertion replaced before it, if that is the cheapest reading."""
    insertion = _Insertion.read(paragraph, start, end)
    if insertion is None:
        return
    best = min(_readings(insertion), default=None, key=lambda reading: reading[0])
    if best is None or best[0] >= insertion.kept():
        return
    paragraph.cuts.append((paragraph.before[best[1]], insertion.first))
    _delete_left(paragraph, best[1], start)


def _readings(insertion: _Insertion) -> Iterator[tuple[float, int]]:
    """What may have been deleted before an insertion: (cost, its first piece)."""
    paragraph = insertion.paragraph
    pieces = paragraph.pieces
    stretch = _Stretch()
    for index in range(insertion.start - 1, -1, -1):
        piece = pieces[index]
        if paragraph.is_deleted(piece) or stretch.words >= _LONGEST:
            return
        is_island = not piece.kept and (index == 0 or pieces[index - 1].kept)
        stretch.take(piece, is_island, paragraph.language)
        if piece.kept and not piece.is_space:
            yield _price(insertion, stretch, index), index


def _price(insertion: _Insertion, stretch: _Stretch, index: int) -> float:
    paragraph = insertion.paragraph
    pieces, before = paragraph.pieces, paragraph.before[index]
    surprise = paragraph.usage.surprise(before, insertion.first)
    cost = _DELETE + stretch.size(index == 0, insertion.is_glued)
    cost += surprise * (_DOUBTED if insertion.is_glued else 1.0)
    cost += _ISLAND * stretch.islands + _BRACKET * (stretch.brackets != 0)
    cost += _NAME * _cuts_name(pieces, index)
    cost -= min(_MOST_PARALLEL, paragraph.parallel.get((before, insertion.first), 0))
    if insertion.form and not stretch.formed:
        stretch.formed = insertion.form == _form(pieces[index : insertion.start])
        cost -= _FORM * stretch.formed
    said = len(insertion.again & stretch.stems)
    if said >= max(2, min(3, 0.4 * len(insertion.again))):
        cost -= min(_MOST_AGAIN, _AGAIN * said)
    return cost


def _cuts_name(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a name would be cut in two: both words have capitals, a space between."""
    if index < 2 or not pieces[index - 1].is_space:
        return False
    return pieces[index - 2].text[0].isupper() and pieces[index].text[0].isupper()


def _strain(before: Piece, first: Piece) -> float:
    """What speaks against two pieces standing next to each other."""
    spaces = [piece for piece in (before, first) if piece.is_space]
    if sum(len(piece.text) for piece in spaces) > 1:
        return _DOUBLE
    glues = before.is_word or before.text in ENDS + ")]"
    return _GLUED if first.is_word and glues else 0.0


def _form(pieces: Sequence[Piece]) -> str:
    """The form of a short text, "" without any: `A,9` for `Dubai, 2018`, `9-9` for years."""
    parts: list[str] = []
    for piece in pieces:
        if piece.is_space:
            continue
        if not piece.is_word:
            part = piece.text
        elif any(map(str.isdigit, piece.text)):
            part = re.sub(r"\d+", "9", piece.text)
        elif piece.text.islower():
            return ""
        else:
            part = "A"
        if part != "A" or parts[-1:] != ["A"]:
            parts.append(part)
        if parts == ["A", "."]:
            parts = []  # "Rev." comes and goes with a place and a year
    form = "".join(parts).rstrip(",")
    return form if "9" in form or len(words(pieces)) == 1 else ""


def _delete_left(paragraph: Paragraph, index: int, start: int) -> None:
    """Delete from a piece up to an insertion, so that single spaces are left."""
    pieces, text = paragraph.pieces, paragraph.text
    here, there = pieces[index].start, pieces[start].start
    spaced = text[there].isspace()
    if spaced and here and text[here - 1].isspace() and not text[there - 1].isspace():
        here -= 1
    paragraph.delete(here, there, REPLACED)
    if here and not spaced and text[here - 1].isalnum() and text[there].isalnum():
        space = next((place for place in range(here, there) if text[place].isspace()), None)
        if space is not None:
            paragraph.keep(space)


def replace_right(paragraph: Paragraph, start: int, end: int) -> None:
    """Delete what an insertion replaced after it, where it cannot stand before it."""
    pieces, inserted = paragraph.pieces, paragraph.pieces[start:end]
    if end == len(pieces) or not words(inserted):
        return
    last, touching = inserted[-1], pieces[end]
    glued = last.is_word and touching.is_word
    if not glued and not (last.is_space and touching.text in ENDS):
        return
    final = words(inserted)[-1].key
    near = {piece.key for piece in words(inserted)[-3:]}
    form = _form(inserted)
    best: tuple[float, int] | None = None
    count = again = 0
    for index in range(end, len(pieces)):
        piece = pieces[index]
        count += piece.is_word
        if not piece.kept or count > (_RIGHT if glued else _RIGHT_LOOSE):
            break
        if piece.is_space:
            continue
        again += piece.is_word and count <= _RIGHT_LOOSE and piece.key in near
        cost = _SIZE * log(1 + count) - _AGAIN * again
        cost += paragraph.usage.surprise(final, paragraph.after(index + 1))
        cost -= _FORM * bool(form and form == _form(pieces[end : index + 1]))
        if best is None or cost < best[0]:
            best = (cost, index)
    if best is not None:
        there = pieces[best[1]].end
        there += last.is_space and paragraph.text[there : there + 1].isspace()
        paragraph.delete(touching.start, there, REPLACED)
