"""The redline inside one paragraph: what was inserted, and what that replaced.

`embed` tells inserted from base text. Deleted words leave no trace of their own, but
an insertion that replaced them does: it stands without a space behind them, it
cannot follow them, it repeats them, it has their form (a place and a year for a
place and a year). Each way to read an insertion is given a cost, and the cheapest
is taken; nothing is deleted where leaving everything reads well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import log

from proposals.core.model import Op, Run, Runs
from proposals.core.reading.recovery.embed import Embedding, stretches
from proposals.core.reading.recovery.evidence import (
    START,
    Usage,
    adds,
    clash,
    is_auxiliary,
    is_conjunction,
    stem,
)
from proposals.core.words import is_word, normal_token, tokens

# Why a run is changed, in the words that a reader sees.
NEW = "not in the in-force text"
REPLACED = "substitution"
ENDED = "end of list"
MOVED = "the same words stand elsewhere"
WITHDRAWN = "inserted, then deleted"

# Costs, beside `Usage.surprise`: to delete at all, per size of the deletion, and what
# makes leaving everything read badly. Gains: the same form, words said again.
_DELETE, _LENGTH, _GLUED, _DOUBLE, _CLASH = 4.0, 1.0, 12.0, 5.0, 4.0
_FORM, _AGAIN, _MOST_AGAIN, _MOST_PARALLEL, _ISLAND = 4.0, 1.0, 5.0, 4, 0.7
_LONGEST = 80  # words that one insertion can replace
LB, GB, GL, WH, CM, LM = 1.0, 2.0, 0.25, 6.0, 1.0, 0.75
_CUT_BRACKET, _CUT_NAME = 4.0, 1.5
DEBUG = False
_ENDS = ".,;:،؛。，；："


@dataclass(frozen=True, slots=True)
class Piece:
    """A token of the text, cut where inserted text meets the base's."""

    start: int
    end: int
    text: str
    kept: bool

    @property
    def key(self) -> str:
        return normal_token(self.text).lower()

    @property
    def is_space(self) -> bool:
        return self.text.isspace()


# The word before a deletion, and the first word of what replaced it.
Cut = tuple[str, str]
_NONE: Mapping[Cut, int] = {}


class Paragraph:
    """One flattened paragraph, being marked: an operation and a reason a character.

    `cuts` are the substitutions found, `parallel` those found in its neighbours.
    """

    def __init__(
        self, text: str, embedding: Embedding, kind: str, usage: Usage, parallel: Mapping[Cut, int]
    ) -> None:
        self.text, self.kind, self.usage = text, kind, usage
        self.language = usage.language
        self.parallel = parallel
        self.cuts: list[Cut] = []
        self.ops = [Op.EQUAL if kept else Op.INSERT for kept in embedding.kept]
        self.why = ["" if kept else NEW for kept in embedding.kept]
        self.pieces = list(self._pieces())

    def _pieces(self) -> Iterator[Piece]:
        place = 0
        for op, group in groupby(self.ops):
            end = place + len(list(group))
            for token in tokens(self.text[place:end], self.language):
                yield Piece(place, place + len(token), token, op is Op.EQUAL)
                place += len(token)

    def delete(self, start: int, end: int, why: str) -> None:
        """Mark the base's characters of a stretch as deleted."""
        for place in range(start, end):
            if self.ops[place] is Op.EQUAL:
                self.ops[place], self.why[place] = Op.DELETE, why

    def runs(self) -> Runs:
        runs: list[Run] = []
        place = 0
        for (op, why), group in groupby(zip(self.ops, self.why, strict=True)):
            end = place + len(list(group))
            runs.append(Run(op, self.text[place:end], why=why))
            place = end
        return tuple(runs)

    # What stands around a piece.

    def before(self, index: int) -> str:
        """The word or mark before a piece, as a key; the start of the paragraph."""
        for piece in reversed(self.pieces[:index]):
            if not piece.is_space:
                return piece.key
        return START + self.kind

    def after(self, index: int) -> str:
        for piece in self.pieces[index:]:
            if not piece.is_space:
                return piece.key
        return ""

    def blocks(self) -> list[tuple[int, int]]:
        """The insertions, as ranges of pieces."""
        return stretches([not piece.kept for piece in self.pieces])


def mark(
    text: str, embedding: Embedding, kind: str, usage: Usage, parallel: Mapping[Cut, int] = _NONE
) -> Paragraph:
    """Mark what was inserted into a paragraph, and what was deleted for it.

    `parallel` says how often a substitution was made in other items of the section:
    an author who changes one item changes the next alike.
    """
    paragraph = Paragraph(text, embedding, kind, usage, parallel)
    for block in paragraph.blocks():
        if _inflects(paragraph, *block) or _ends_the_list(paragraph, *block):
            continue
        if not _clashes(paragraph, *block):
            _replace_left(paragraph, *block)
        _replace_right(paragraph, *block)
        _moved(paragraph, *block)
    return paragraph


def _words(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if is_word(piece.text)]


def _inflects(paragraph: Paragraph, start: int, end: int) -> bool:
    """An ending put on a word or into it: `promoteing`, `carringy`, `their` from `the`."""
    pieces = paragraph.pieces
    chunk = pieces[start]
    if start == 0 or not is_word(chunk.text) or not is_word(pieces[start - 1].text):
        return False
    usage, base = paragraph.usage, pieces[start - 1]
    if usage.knows(chunk.text) or not chunk.text.isalpha() or not chunk.text.islower():
        return False
    if usage.knows(base.text + chunk.text):
        return True
    if not usage.is_ending(chunk.text):
        return False
    if end == start + 1 and end < len(pieces) and is_word(pieces[end].text):
        paragraph.delete(pieces[end].start, pieces[end].end, REPLACED)
    elif base.text[-1] == "e" and chunk.text[0] in "aeiou":
        paragraph.delete(base.end - 1, base.end, REPLACED)
    return True


def _ends_the_list(paragraph: Paragraph, start: int, end: int) -> bool:
    """Text after the paragraph's end mark, with an end mark of its own: `unit;,`."""
    pieces = paragraph.pieces
    rest = [piece for piece in pieces[end:] if not piece.is_space]
    mark_before = next((p for p in reversed(pieces[:start]) if not p.is_space), None)
    last = next((p for p in reversed(pieces[start:end]) if not p.is_space), None)
    if rest or mark_before is None or last is None:
        return False
    if last.text not in _ENDS or mark_before.text not in _ENDS or not mark_before.kept:
        return False
    paragraph.delete(mark_before.start, mark_before.end, ENDED)
    return True


def _clashes(paragraph: Paragraph, start: int, end: int) -> bool:
    """A mark that begins the insertion right after another one, or after `and`."""
    pieces = paragraph.pieces
    first = pieces[start]
    if start == 0 or first.text not in _ENDS:
        return False
    before = pieces[start - 1]
    if before.text in _ENDS:
        paragraph.delete(before.start, before.end, REPLACED)
        return True
    if is_conjunction(before.key, paragraph.language):
        space = start >= 2 and pieces[start - 2].is_space
        paragraph.delete(pieces[start - 2].start if space else before.start, before.end, REPLACED)
        return True
    return False


def _form(pieces: Sequence[Piece]) -> str:
    """The form of a short text, "" without any: `A,9` for `Dubai, 2018`, `9-9` for years."""
    parts: list[str] = []
    for piece in pieces:
        if piece.is_space:
            continue
        text = piece.text
        if not is_word(text):
            part = text
        elif any(map(str.isdigit, text)):
            part = re.sub(r"\d+", "9", text)
        elif text.islower():
            return ""
        else:
            part = "A"
        if part == "A" and parts[-1:] == ["A"]:
            continue
        parts.append(part)
        if parts == ["A", "."]:
            parts = []  # "Rev." can come or go with a place and a year
    if "9" not in "".join(parts) and len(_words(pieces)) > 1:
        return ""
    return "".join(parts).rstrip(",")


def _said_again(paragraph: Paragraph, start: int, end: int) -> dict[str, int]:
    """Content words of an insertion that could replace text: stem -> how often."""
    found: dict[str, int] = {}
    inserted = _words(paragraph.pieces[start:end])
    if not inserted or paragraph.pieces[start].text in _ENDS:
        return {}
    if adds(inserted[0].key, paragraph.language):
        return {}
    for piece in inserted:
        if root := stem(piece.text):
            found[root] = found.get(root, 0) + 1
    return found


def _replace_left(paragraph: Paragraph, start: int, end: int) -> None:
    """Delete what an insertion replaces before it, if reading it so costs least."""
    pieces, usage = paragraph.pieces, paragraph.usage
    first = paragraph.after(start)
    inserted = pieces[start:end]
    if start == 0 or not _words(inserted):
        return
    if is_auxiliary(_words(inserted)[0].key, paragraph.language) and inserted[0].is_space:
        return  # what stands before it is its subject
    strain = _strain(pieces[start - 1], inserted[0])
    additive = not is_word(first) or adds(first, paragraph.language)
    if additive and not strain:
        return
    keep = usage.surprise(paragraph.before(start), first) + strain
    if clash(paragraph.before(start), first, paragraph.language):
        keep += _CLASH
    form, again = _form(inserted), _said_again(paragraph, start, end)
    if not strain and "9" not in form:
        form = ""
    best: tuple[float, int] = (keep, start)
    count, islands, depth, marks = 0, 0, 0, 0
    seen: set[str] = set()
    for index in range(start - 1, -1, -1):
        piece = pieces[index]
        if paragraph.ops[piece.start] is Op.DELETE:
            break
        if not piece.kept:
            islands += pieces[index - 1].kept if index else 1
            seen.add(stem(piece.text))
            continue
        if piece.is_space:
            continue
        if is_word(piece.text):
            count += 1
            seen.add(stem(piece.text))
        if count > _LONGEST:
            break
        depth += {"(": -1, ")": 1}.get(piece.text, 0)
        marks += piece.text in _ENDS
        cost = _DELETE + _length(count, index == 0, strain >= _GLUED, marks) + _ISLAND * islands
        cost += _CUT_BRACKET * (depth != 0) + _CUT_NAME * _cuts_name(pieces, index)
        cost -= min(_MOST_PARALLEL, paragraph.parallel.get((paragraph.before(index), first), 0))
        cost += (LM if strain >= _GLUED else 1.0) * usage.surprise(paragraph.before(index), first)
        if form and form == _form(pieces[index:start]):
            cost, form = cost - _FORM, ""  # the nearest text of that form
        said = sum(root in seen for root in again)
        if said >= max(2, min(3, 0.4 * len(again))):
            cost -= min(_MOST_AGAIN, _AGAIN * said)
        if DEBUG: print('   cand',piece.text,round(cost,2),'surp',round(usage.surprise(paragraph.before(index), first),2),said)
        if cost < best[0]:
            best = (cost, index)
    if DEBUG: print('LEFT',paragraph.text[max(0,inserted[0].start-20):inserted[-1].end],'keep',round(keep,2),'best',round(best[0],2),pieces[best[1]].text)
    if best[1] < start:
        paragraph.cuts.append((paragraph.before(best[1]), first))
        _delete_left(paragraph, best[1], start)


def _length(words: int, whole: bool, glued: bool, marks: int) -> float:
    """The cost of deleting so many words: most substitutions are short, or of it all."""
    if not glued:
        return LB * log(1 + words)
    cost = GB * log(1 + words) + GL * max(0, words - 4) + CM * marks
    return min(cost, WH) if whole else cost


def _cuts_name(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a name would be cut in two: both words have capitals, one space between."""
    if index < 2 or not pieces[index - 1].is_space:
        return False
    one, other = pieces[index - 2].text, pieces[index].text
    return one[0].isupper() and other[0].isupper()


def _strain(before: Piece, first: Piece) -> float:
    """What speaks against two pieces standing next to each other."""
    if (before.is_space and first.is_space) or len((before if before.is_space else first).text) > 1 and (before.is_space or first.is_space):
        return _DOUBLE
    glues = is_word(before.text) or before.text in _ENDS + ")]"
    return _GLUED if is_word(first.text) and glues else 0.0


def _delete_left(paragraph: Paragraph, index: int, start: int) -> None:
    """Delete from a piece up to an insertion, so that single spaces are left."""
    pieces, text = paragraph.pieces, paragraph.text
    here, there = pieces[index].start, pieces[start].start
    spaced = text[there : there + 1].isspace()
    if spaced and here and text[here - 1].isspace() and not text[there - 1].isspace():
        here -= 1
    paragraph.delete(here, there, REPLACED)
    for piece in pieces[index:start]:
        if not piece.kept:  # another author's words, gone with the text around them
            size = piece.end - piece.start
            paragraph.why[piece.start : piece.end] = [WITHDRAWN] * size
    if here and not spaced and text[here - 1].isalnum() and text[there].isalnum():
        for place in range(here, there):  # one of its spaces has to stay
            if text[place].isspace():
                paragraph.ops[place], paragraph.why[place] = Op.EQUAL, ""
                break


def _replace_right(paragraph: Paragraph, start: int, end: int) -> None:
    """Delete what an insertion replaces behind it, where it cannot stand before it."""
    pieces, usage = paragraph.pieces, paragraph.usage
    inserted = pieces[start:end]
    if end == len(pieces) or not _words(inserted):
        return
    last, touching = inserted[-1], pieces[end].text
    glued = is_word(last.text) and is_word(touching)
    dangling = last.is_space and touching in _ENDS
    if not glued and not dangling:
        return
    final = _words(inserted)[-1].key
    near = {piece.key for piece in _words(inserted)[-3:]}
    form = _form(inserted)
    best: tuple[float, int] | None = None
    count, again = 0, 0
    for index in range(end, len(pieces)):
        piece = pieces[index]
        if not piece.kept:
            break
        if piece.is_space:
            continue
        if is_word(piece.text):
            count += 1
            again += count <= 2 and piece.key in near
        if count > (12 if glued else 2):
            break
        cost = _LENGTH * log(1 + count) - again
        cost += usage.surprise(final, paragraph.after(index + 1))
        if form and form == _form(pieces[end : index + 1]):
            cost -= _FORM
        if best is None or cost < best[0]:
            best = (cost, index)
    if best is None:
        return
    there = pieces[best[1]].end
    if last.is_space and paragraph.text[there : there + 1].isspace():
        there += 1
    paragraph.delete(pieces[end].start, there, REPLACED)


def _moved(paragraph: Paragraph, start: int, end: int) -> None:
    """Base words that a short insertion says again close by: they were moved.

    "international non-discriminatory international", "TSAG agreed to create a role
    was created by TSAG".
    """
    pieces = paragraph.pieces
    inserted = _words(pieces[start:end])
    roots = [stem(piece.text) for piece in inserted]
    content = {root for root in roots if root}
    if not content or len(inserted) > 6:
        return
    turned = is_auxiliary(inserted[0].key, paragraph.language)
    if adds(inserted[0].key, paragraph.language) or (len(inserted) > 3 and not turned):
        return
    found: list[int] = []
    distance = 0
    for index in range(start - 1, -1, -1):
        piece = pieces[index]
        if not piece.kept:
            break
        if paragraph.ops[piece.start] is Op.DELETE:
            continue
        distance += is_word(piece.text)
        if distance > (14 if turned else 4):
            break
        if stem(piece.text) in content:
            found.append(index)
    if {stem(pieces[index].text) for index in found} != content:
        return
    first, last = (min(found), max(found)) if turned else (found[-1], found[-1])
    if not turned and len(found) > 1:
        return
    there = pieces[last].end
    if paragraph.text[there : there + 1].isspace():
        there += 1
    paragraph.delete(pieces[first].start, there, MOVED)
