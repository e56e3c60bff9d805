"""What is known while a story's tags go by, and how text becomes segments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proposals.core.model import Op
from proposals.core.reading.docx.markup import NotPlain
from proposals.core.reading.docx.pieces import (
    PLAIN,
    SAME,
    Anchor,
    Change,
    Entry,
    Note,
    Piece,
    Place,
    Properties,
)
from proposals.core.result import Refused

LONGEST_QUOTE = 300  # characters that a comment quotes


class State:
    """What was found, and below it what the tags around us have opened."""

    def __init__(self, *, tokens: int, depth: int, has_fields: bool = True) -> None:
        self.pieces: list[Piece] = []
        self.entries: list[Entry] = []
        self.anchors: dict[str, Anchor] = {}
        self.moves: dict[str, list[tuple[Op, int]]] = {}  # a move's name: both its ends
        self.formatting = 0  # changes of form only
        self.dropped = 0  # stretches that were inserted, then deleted
        self.outside = 0  # chunks whose text is not in this part
        self.has_fields = has_fields
        self.tokens, self.depth = tokens, depth
        self.buffer: list[str] = []
        self.stack: list[tuple[str, Any]] = []
        self.target = self.pieces
        self.piece: Piece | None = None
        self.source = 0
        self.change: Change | None = SAME
        self.hidden = 0  # field codes, unused alternatives and ruby text around us
        self.unused = 0  # the unused alternatives among them
        self.fields: list[bool] = []  # the open fields: is it still the code?
        self.custom: Note | None = None
        self.known: dict[str, tuple[Properties, bool]] = {}
        self.changes: dict[tuple[Op, str, str], Change] = {}  # each is made once
        self.comments: dict[str, Anchor] = {}
        self.tables = 0
        self.place: Place | None = None
        self.span = 1
        self.in_properties = self.in_list = self.in_section = self.in_row = False
        self.is_old = self.is_old_cell = False

    # The tags that are open, each with what comes back when it closes.

    def push(self, name: str, saved: Any = None) -> None:
        self.stack.append((name, saved))
        if len(self.stack) > self.depth:
            raise Refused("the document's parts are nested too deeply to be read")

    def pop(self, name: str) -> Any:
        if not self.stack or self.stack[-1][0] != name:
            raise NotPlain
        return self.stack.pop()[1]

    # The text of the paragraph at hand.

    def flush(self) -> None:
        """What was gathered becomes a segment of the paragraph, under the change in force."""
        if self.custom is not None:
            self.take_mark()
        buffer = self.buffer
        if not buffer:
            return
        text = "".join(buffer)
        buffer.clear()
        if self.hidden or self.piece is None or not text:
            return
        change = self.change
        if change is None:
            self.dropped += 1
            return
        self.piece.segments.append((change, text))
        if self.comments:
            self.quote(text)

    def quote(self, text: str) -> None:
        """Text for the comments that are open; enough of it to find the place again."""
        for key, anchor in list(self.comments.items()):
            anchor.quote = (anchor.quote + text)[:LONGEST_QUOTE]
            if len(anchor.quote) == LONGEST_QUOTE:
                del self.comments[key]

    def take_mark(self) -> None:
        """The text right after a reference with a mark of its own is the mark (17.11.2)."""
        note, self.custom = self.custom, None
        mark = self.buffer.pop(0).strip() if self.buffer else ""
        if note is not None and self.piece is not None and self.change is not None:
            self.piece.segments.append((self.change, note._replace(mark=mark)))

    def set_properties(self, **properties: str) -> None:
        """Set properties of the paragraph, or those from before they were changed."""
        piece = self.piece
        if piece is None:
            return
        if self.is_old:
            piece.before = (piece.before or PLAIN)._replace(**properties)
        else:
            piece.after = (piece.after or PLAIN)._replace(**properties)

    def bar(self) -> None:
        """Nothing that comes can be joined to the paragraph before."""
        if self.target:
            self.target[-1].is_last = True


# What is called for a tag: (state, name, attributes, what follows), (state, name).
Opener = Callable[[State, str, str, str], None]
Closer = Callable[[State, str], None]
