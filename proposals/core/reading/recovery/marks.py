"""The redline inside one paragraph: what was inserted, and what that replaced.

`embed` tells inserted from base text. Deleted words leave no trace of their own, but
an insertion that took their place does (`replaced`), and so do endings, end marks
and moved words, here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from proposals.core.reading.recovery.embed import Embedding
from proposals.core.reading.recovery.evidence import (
    Usage,
    adds,
    is_auxiliary,
    is_conjunction,
    stem,
)
from proposals.core.reading.recovery.paragraph import (
    ENDED,
    ENDS,
    MOVED,
    REPLACED,
    Cut,
    Paragraph,
    words,
)
from proposals.core.reading.recovery.replaced import replace_left, replace_right

_NONE: Mapping[Cut, int] = MappingProxyType({})
# Moved words: how far back they stand, in words, and how many are put in; a sentence
# that was turned into the passive moves them farther.
_NEAR, _FAR, _FEW, _MORE = 4, 14, 3, 6


def mark(
    text: str, embedding: Embedding, kind: str, usage: Usage, parallel: Mapping[Cut, int] = _NONE
) -> Paragraph:
    """Mark what was inserted into a paragraph, and what was deleted for it.

    `parallel` says how often a substitution was made in other items of the section:
    an author who changes one item changes the next alike.
    """
    paragraph = Paragraph(text, embedding, kind, usage, parallel)
    for start, end in paragraph.insertions():
        if _inflects(paragraph, start, end) or _ends_the_list(paragraph, start, end):
            continue
        if not _clashes(paragraph, start):
            replace_left(paragraph, start, end)
        replace_right(paragraph, start, end)
        _moves(paragraph, start, end)
    return paragraph


def _inflects(paragraph: Paragraph, start: int, end: int) -> bool:
    """An ending put on a word or into it: `promoteing`, `carringy`, `their` from `the`."""
    pieces, usage = paragraph.pieces, paragraph.usage
    chunk = pieces[start]
    if start == 0 or not chunk.is_word or not pieces[start - 1].is_word:
        return False
    if usage.knows(chunk.text) or not chunk.text.isalpha() or not chunk.text.islower():
        return False
    base = pieces[start - 1]
    if usage.knows(base.text + chunk.text):
        return True
    if not usage.is_ending(chunk.text):
        return False
    if end == start + 1 and end < len(pieces) and pieces[end].is_word:
        paragraph.delete(pieces[end].start, pieces[end].end, REPLACED)
    elif base.text[-1] == "e" and chunk.text[0] in "aeiou":
        paragraph.delete(base.end - 1, base.end, REPLACED)
    return True


def _ends_the_list(paragraph: Paragraph, start: int, end: int) -> bool:
    """Text after the paragraph's end mark, with an end mark of its own: `unit;,`."""
    pieces = paragraph.pieces
    if any(not piece.is_space for piece in pieces[end:]):
        return False
    old = next((piece for piece in reversed(pieces[:start]) if not piece.is_space), None)
    new = next((piece for piece in reversed(pieces[start:end]) if not piece.is_space), None)
    if old is None or new is None or old.text not in ENDS or new.text not in ENDS:
        return False
    paragraph.delete(old.start, old.end, ENDED)
    return True


def _clashes(paragraph: Paragraph, start: int) -> bool:
    """A mark that begins the insertion right after another mark, or after `and`."""
    pieces = paragraph.pieces
    if start == 0 or pieces[start].text not in ENDS:
        return False
    before = pieces[start - 1]
    if before.text in ENDS:
        paragraph.delete(before.start, before.end, REPLACED)
        return True
    if is_conjunction(before.key, paragraph.language):
        spaced = start >= 2 and pieces[start - 2].is_space
        first = pieces[start - 2] if spaced else before
        paragraph.delete(first.start, before.end, REPLACED)
        return True
    return False


def _moves(paragraph: Paragraph, start: int, end: int) -> None:
    """Base words that a short insertion says again close by: they were moved.

    "international non-discriminatory international"; "TSAG agreed to create a role
    was created by TSAG", where all from the first to the last of them goes.
    """
    pieces, language = paragraph.pieces, paragraph.language
    put_in = words(pieces[start:end])
    content = {root for piece in put_in if (root := stem(piece.text, language))}
    if not content or adds(put_in[0].key, language):
        return
    passive = is_auxiliary(put_in[0].key, language)
    if len(put_in) > (_MORE if passive else _FEW):
        return
    found: list[int] = []
    distance = 0
    for index in range(start - 1, -1, -1):
        piece = pieces[index]
        distance += piece.is_word
        if not piece.kept or distance > (_FAR if passive else _NEAR):
            break
        if not paragraph.is_deleted(piece) and stem(piece.text, language) in content:
            found.append(index)
    if {stem(pieces[index].text, language) for index in found} != content:
        return
    if len(found) > 1 and not passive:
        return
    there = pieces[found[0]].end
    there += paragraph.text[there : there + 1].isspace()
    paragraph.delete(pieces[found[-1]].start, there, MOVED)
