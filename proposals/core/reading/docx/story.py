"""One pass over a story's tokens: paragraphs with what was inserted and deleted.

A story (ECMA-376 Part 1, 11.3: the main text, one footnote, one comment) becomes a
list of `Piece`s, one a w:p; `joining` makes of them the paragraphs that Word shows.
What a tag means is told in the modules for each kind; here they are only called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from proposals.core.reading.docx import changes, characters, frames, paragraphs, references
from proposals.core.reading.docx.markup import NotPlain, Scanner, Token, unescaped
from proposals.core.reading.docx.pieces import SAME, Piece
from proposals.core.reading.docx.state import Closer, Opener, State
from proposals.core.result import Refused

_KINDS = (characters, changes, paragraphs, frames, references)
_OPEN: dict[str, Opener] = {name: call for kind in _KINDS for name, call in kind.OPEN.items()}
_CLOSE: dict[str, Closer] = dict.fromkeys(_OPEN, lambda state, name: None)
_CLOSE |= {name: call for kind in _KINDS for name, call in kind.CLOSE.items()}
SCANNER = Scanner(" ".join(name for name in _OPEN if name not in ("t", "delText")))


class Unfinished(Exception):
    """A field begins and never ends: its code cannot be told from the text."""


class Story(State):
    """Reads one part: `read` its tokens once, then take what it found."""

    def read(self, blocks: Iterable[list[Token]]) -> Iterator[list[Piece]]:
        """All tokens of the part, giving the pieces of its main text as they are done.

        NotPlain where its tags do not match, Unfinished where a field has no end.
        """
        opening, closing = _OPEN, _CLOSE
        add = self.buffer.append
        left = self.tokens
        for block in blocks:
            left -= len(block)
            if left < 0:
                raise Refused("the file holds far more runs of text than a document has")
            for kept, text, opened, attributes, raw, closed in block:
                if text:
                    if "&" in text:
                        text = unescaped(text)
                    add(text if kept else text.strip(" \t"))
                elif opened:
                    opening[opened](self, opened, attributes, raw)
                elif closed:
                    closing[closed](self, closed)
            yield self._done()
        if self.stack:
            raise NotPlain
        if self.hidden:
            raise Unfinished
        if self.pieces:
            self.pieces[-1].is_last = True
        yield self.pieces

    def _done(self) -> list[Piece]:
        """The pieces up to the last that nothing can join any more."""
        pieces = self.pieces
        end = len(pieces)
        while end and not (pieces[end - 1].is_last or pieces[end - 1].mark == SAME):
            end -= 1
        done = pieces[:end]
        del pieces[:end]
        return done
