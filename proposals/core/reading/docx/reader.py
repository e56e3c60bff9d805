"""The parts of a Word file, read in order and put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TypeVar

from proposals.core.model import Op
from proposals.core.reading.docx import comments
from proposals.core.reading.docx.assembly import Assembly
from proposals.core.reading.docx.markup import NotPlain, Token, whole
from proposals.core.reading.docx.numbering import Numbering
from proposals.core.reading.docx.package import Limits, Package
from proposals.core.reading.docx.pieces import Entry, Piece
from proposals.core.reading.docx.story import SCANNER, Story, Unfinished
from proposals.core.reading.docx.styles import Styles
from proposals.core.reading.docx.word import Move, Word, WordParagraph
from proposals.core.result import Refused, Result, Warning

T = TypeVar("T")


def read_paragraphs(
    data: bytes, limits: Limits | None = None, *, has_marks: bool = True
) -> Result[Word]:
    """Read a Word file; Refused with one sentence where it cannot be read.

    Rejecting every run gives the paragraphs as they were, accepting every run those
    that Word shows after "accept all". `has_marks`: whether a reference to a note
    stands in the text as [^1]; a mark that is typed is text without it.
    """
    package = Package(data, limits or Limits())
    styles = Styles(_loader(package, "styles"))
    numbering = Numbering(_loader(package, "numbering"))

    @cache
    def notes(kind: str) -> dict[str, list[Piece]]:
        return {entry.id: entry.pieces for entry in _entries(package, f"{kind}s")}

    def assemble(main: Story, blocks: Iterable[list[Token]]) -> list[WordParagraph]:
        assembly = Assembly(styles, numbering, notes, has_marks=has_marks)
        found: list[WordParagraph] = []
        for pieces in main.read(blocks):
            found += assembly.paragraphs(pieces)
            if len(found) > package.limits.paragraphs:
                raise Refused(f"the file has more than {package.limits.paragraphs:,} paragraphs")
        return found

    main, paragraphs = _read_story(package, package.main, assemble)
    word = Word(
        paragraphs=tuple(paragraphs),
        comments=comments.read_comments(
            _entries(package, "comments"), main.anchors, _loader(package, "commentsExtended")
        ),
        moves=_moves(main),
        formatting=main.formatting,
        language=styles.language,
    )
    return Result(word, (*package.warnings, *_warnings(main)))


def _read_story(
    package: Package, part: str, read: Callable[[Story, Iterable[list[Token]]], T]
) -> tuple[Story, T]:
    """Read a part in the plain spelling if it is, with a parser if not.

    Where a field never ends, the codes of fields are taken for text once more.
    """
    limits = package.limits
    is_plain, has_fields = True, True
    while True:
        story = Story(tokens=limits.tags, depth=limits.depth, has_fields=has_fields)
        try:
            with package.opened(part) as stream:
                source = SCANNER.blocks if is_plain else SCANNER.parsed
                return story, read(story, source(stream))
        except NotPlain:
            if not is_plain:
                raise Refused(f"the part {part!r} is broken: its tags do not match") from None
            is_plain = False
        except Unfinished:
            has_fields = False


def _loader(package: Package, kind: str) -> Callable[[bool], str]:
    """What reads a part of definitions; it is empty where the file has none."""

    def load(is_plain: bool) -> str:
        part = package.related(kind)
        if part is None:
            return ""
        with package.opened(part) as stream:
            return whole(stream, is_plain)

    return load


def _entries(package: Package, kind: str) -> list[Entry]:
    """The footnotes, endnotes or comments of the file."""
    part = package.related(kind)
    if part is None:
        return []
    story, _ = _read_story(package, part, lambda story, blocks: list(story.read(blocks)))
    return story.entries


def _moves(story: Story) -> tuple[Move, ...]:
    """Moves with both their ends; an end without the other is a plain change."""
    moves = []
    for name, ends in story.moves.items():
        origins = tuple(source for op, source in ends if op is Op.DELETE)
        targets = tuple(source for op, source in ends if op is Op.INSERT)
        if origins and targets:
            moves.append(Move(name, origins, targets))
    return tuple(moves)


def _warnings(story: Story) -> Iterator[Warning]:
    if story.dropped:
        yield Warning(
            "text that was inserted and deleted again is in neither reading:"
            f" {story.dropped} places"
        )
    if story.outside:
        yield Warning(f"parts whose text is not in the document itself: {story.outside}, not read")
    if not story.has_fields:
        yield Warning("a field has no end: codes of fields may stand in the text")
