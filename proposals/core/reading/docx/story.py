"""One pass over a story's tokens: paragraphs with what was inserted and deleted.

A story (ECMA-376 Part 1, 11.3: the main text, one footnote, one comment) becomes a
list of `Piece`s, one a w:p; `joining` makes of them the paragraphs that Word shows.
The rules, by clause of ECMA-376 Part 1:

- 17.13.5.14, .18, .22, .25: w:del, w:ins, w:moveFrom, w:moveTo around runs. Inside
  each other, what was inserted and deleted is in neither text.
- 17.13.5.15, .20 and their like for moves, in w:pPr/w:rPr: the paragraph's mark.
- 17.13.5.1, .2, .12, .17: a deleted or inserted row or cell takes its paragraphs
  along, those too that are not marked themselves.
- 17.16.18: a field shows its result; what stands before w:separate is its code.
- 17.3.3: the characters that are elements, w:tab, w:br, w:sym, w:noBreakHyphen …
- 17.3.3.25: of ruby text the base; Part 3, 7.6: of alternatives the first choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from proposals.core.model import Op
from proposals.core.reading.docx.markup import (
    OFF,
    NotPlain,
    Scanner,
    Token,
    attribute,
    author_of,
    text_of,
    unescaped,
)
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
    combined,
)
from proposals.core.reading.docx.symbols import symbol
from proposals.core.result import Refused

_OPS = {
    "ins": Op.INSERT,
    "del": Op.DELETE,
    "moveFrom": Op.DELETE,
    "moveTo": Op.INSERT,
    "cellIns": Op.INSERT,
    "cellDel": Op.DELETE,
    "moveFromRangeStart": Op.DELETE,
    "moveToRangeStart": Op.INSERT,
}
LONGEST_QUOTE = 300  # characters that a comment quotes
MOST_COMMENTS = 20  # that stand over the same words
_STYLE = '<w:pStyle w:val="'
_KEEP = object()  # a change that was taken in when it opened: its end brings nothing back


class Unfinished(Exception):
    """A field begins and never ends: its code cannot be told from the text."""


class Story:
    """Reads one part: `read` its tokens once, then take what it found."""

    def __init__(self, *, tokens: int, depth: int, has_fields: bool = True) -> None:
        self.pieces: list[Piece] = []
        self.entries: list[Entry] = []
        self.anchors: dict[str, Anchor] = {}
        self.moves: dict[str, list[tuple[Op, int]]] = {}  # a move's name: both its ends
        self.formatting = 0  # changes of form only
        self.dropped = 0  # stretches that were inserted, then deleted
        self.outside = 0  # chunks whose text is not in this part
        self.has_fields = has_fields
        self._tokens, self._depth = tokens, depth
        self._buffer: list[str] = []
        self._stack: list[tuple[str, Any]] = []
        self._target = self.pieces
        self._piece: Piece | None = None
        self._source = 0
        self._change: Change | None = SAME
        self._hidden = 0  # field codes, unused alternatives and ruby text around us
        self._unused = 0  # the unused alternatives among them
        self._fields: list[bool] = []  # the open fields: is it still the code?
        self._custom: Note | None = None
        self._known: dict[str, tuple[Properties, bool]] = {}
        self._comments: dict[str, Anchor] = {}
        self._tables = 0
        self._place: Place | None = None
        self._span = 1
        self._in_properties = self._in_list = self._in_section = self._in_row = False
        self._is_old = self._is_old_cell = False

    def read(self, blocks: Iterable[list[Token]]) -> Iterator[list[Piece]]:
        """All tokens of the part, giving the pieces of its main text as they are done.

        NotPlain where its tags do not match, Unfinished where a field has no end.
        """
        add = self._buffer.append
        left = self._tokens
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
                    _OPEN[opened](self, opened, attributes, raw)
                elif closed:
                    _CLOSE[closed](self, closed)
            yield self._done()
        if self._stack:
            raise NotPlain
        if self._hidden:
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

    # What is open around us.

    def _push(self, name: str, saved: Any = None) -> None:
        self._stack.append((name, saved))
        if len(self._stack) > self._depth:
            raise Refused("the document's parts are nested too deeply to be read")

    def _pop(self, name: str) -> Any:
        if not self._stack or self._stack[-1][0] != name:
            raise NotPlain
        return self._stack.pop()[1]

    def _ignore(self, name: str, attributes: str = "", raw: str = "") -> None:
        """A tag that says nothing here."""

    # Text.

    def _flush(self) -> None:
        """What was gathered becomes a segment of the paragraph, under the change in force."""
        if self._custom is not None:
            self._take_mark()
        buffer = self._buffer
        if not buffer:
            return
        text = "".join(buffer)
        buffer.clear()
        if self._hidden or self._piece is None or not text:
            return
        change = self._change
        if change is None:
            self.dropped += 1
            return
        self._piece.segments.append((change, text))
        if self._comments:
            self._quote(text)

    def _quote(self, text: str) -> None:
        """Text for the comments that are open; enough of it to find the place again."""
        for key, anchor in list(self._comments.items()):
            anchor.quote = (anchor.quote + text)[:LONGEST_QUOTE]
            if len(anchor.quote) == LONGEST_QUOTE:
                del self._comments[key]

    def _take_mark(self) -> None:
        """The text right after a reference with a mark of its own is the mark (17.11.2)."""
        note, self._custom = self._custom, None
        mark = self._buffer.pop(0).strip() if self._buffer else ""
        if note is not None and self._piece is not None and self._change is not None:
            self._piece.segments.append((self._change, note._replace(mark=mark)))

    def _text(self, name: str, attributes: str, raw: str) -> None:
        if attributes[-1:] != "/":
            self._buffer.append(text_of(attributes, raw))

    def _tab(self, name: str, attributes: str, raw: str) -> None:
        if not self._in_properties:  # there it is a tab stop (17.3.1.37)
            self._buffer.append("\t")

    def _break(self, name: str, attributes: str, raw: str) -> None:
        """A line break; a page or column break is none of the text (17.3.3.1)."""
        if attribute(attributes, "w:type") not in ("page", "column"):
            self._buffer.append("\n")

    def _hyphen(self, name: str, attributes: str, raw: str) -> None:
        self._buffer.append("\N{NON-BREAKING HYPHEN}")

    def _symbol(self, name: str, attributes: str, raw: str) -> None:
        self._buffer.append(
            symbol(attribute(attributes, "w:font"), attribute(attributes, "w:char"))
        )

    def _field(self, name: str, attributes: str, raw: str) -> None:
        """begin, separate, end (17.16.18); fields can stand in each other's code."""
        if not self.has_fields:
            return
        self._flush()
        kind = attribute(attributes, "w:fldCharType")
        if kind == "begin":
            self._fields.append(True)
            self._hidden += 1
        elif self._fields and kind in ("separate", "end"):
            if self._fields[-1]:
                self._fields[-1] = False
                self._hidden -= 1
            if kind == "end":
                self._fields.pop()

    # Changes.

    def _author(self, name: str, attributes: str) -> Change:
        return Change(_OPS[name], *author_of(attributes))

    def _open_change(self, name: str, attributes: str, raw: str) -> None:
        is_empty = attributes[-1:] == "/"
        if self._in_list:
            if name == "ins" and self._piece is not None:  # numbering was added (17.13.5.19)
                self._piece.before = self._piece.before or (self._piece.after or PLAIN)._replace(
                    number="", level=""
                )
        elif self._in_properties:
            if self._piece is not None and not self._is_old:
                self._piece.mark = combined(self._piece.mark, self._author(name, attributes))
        elif self._in_row:
            self._change = combined(self._change, self._author(name, attributes))
        elif not is_empty:
            self._flush()
            self._push(name, self._change)
            self._change = combined(self._change, self._author(name, attributes))
            return
        if not is_empty:
            self._push(name, _KEEP)

    def _close_change(self, name: str) -> None:
        saved = self._pop(name)
        if saved is not _KEEP:
            self._flush()
            self._change = saved

    def _cell_change(self, name: str, attributes: str, raw: str) -> None:
        if not self._is_old_cell:
            self._change = combined(self._change, self._author(name, attributes))

    def _formatting(self, name: str, attributes: str, raw: str) -> None:
        self.formatting += 1
        if name == "tcPrChange":
            self._is_old_cell = attributes[-1:] != "/"

    def _close_cell_formatting(self, name: str) -> None:
        self._is_old_cell = False

    def _move(self, name: str, attributes: str, raw: str) -> None:
        """One end of a move (17.13.5.24, .28): both have the same name."""
        source = self._source + (self._piece is None)
        move = attribute(attributes, "w:name")
        self.moves.setdefault(move, []).append((_OPS[name], source))

    # Paragraphs and their properties.

    def _open_paragraph(self, name: str, attributes: str, raw: str) -> None:
        self._stack.append((name, self._piece))
        if self._target is self.pieces and not self._unused:
            self._source += 1  # a text box's paragraphs count as the one that holds it
        elif self.entries and self._target is self.entries[-1].pieces:
            self.entries[-1].paragraph_id = attribute(attributes, "w14:paraId")
        self._piece = Piece(self._source, self._change, self._place, [])
        if raw[:7] == "<w:pPr>":
            self._piece.after, self._in_properties = self._taken(raw)
        elif attributes[-1:] == "/":
            self._close_paragraph(name)

    def _taken(self, raw: str) -> tuple[Properties, bool]:
        """Properties that the scanner took in one piece: what counts, are there more?"""
        known = self._known.get(raw)
        if known is None:
            start = raw.find(_STYLE) + len(_STYLE)
            style = raw[start : raw.index('"', start)] if start > len(_STYLE) else ""
            known = self._known[raw] = (Properties(style), not raw.endswith("</w:pPr>"))
        return known

    def _close_paragraph(self, name: str) -> None:
        if self._buffer or self._custom is not None:
            self._flush()
        if not self._stack or self._stack[-1][0] != "p":
            raise NotPlain
        piece = self._piece
        self._piece = self._stack.pop()[1]
        if piece is not None and not self._unused:
            if piece.before is None:
                piece.before = piece.after
            if piece.change is not SAME:
                piece.mark = combined(piece.change, piece.mark)
            self._target.append(piece)

    def _open_properties(self, name: str, attributes: str, raw: str) -> None:
        if attributes[-1:] != "/":
            self._in_properties = True

    def _close_properties(self, name: str) -> None:
        self._in_properties = self._is_old

    def _open_old_properties(self, name: str, attributes: str, raw: str) -> None:
        """w:pPrChange holds the properties from before (17.13.5.29)."""
        self.formatting += 1
        if attributes[-1:] != "/" and self._piece is not None:
            self._is_old = True
            self._piece.before = PLAIN
            if raw[:7] == "<w:pPr>":
                self._piece.before = self._taken(raw)[0]

    def _close_old_properties(self, name: str) -> None:
        self._is_old = False

    def _set(self, **properties: str) -> None:
        """Set properties of the paragraph, or those from before they were changed."""
        piece = self._piece
        if piece is None:
            return
        if self._is_old:
            piece.before = (piece.before or PLAIN)._replace(**properties)
        else:
            piece.after = (piece.after or PLAIN)._replace(**properties)

    def _style(self, name: str, attributes: str, raw: str) -> None:
        if self._in_properties:
            self._set(style=attribute(attributes, "w:val"))

    def _open_list(self, name: str, attributes: str, raw: str) -> None:
        self._in_list = attributes[-1:] != "/"

    def _close_list(self, name: str) -> None:
        self._in_list = False

    def _list_number(self, name: str, attributes: str, raw: str) -> None:
        if self._in_list:
            self._set(number=attribute(attributes, "w:val"))

    def _list_level(self, name: str, attributes: str, raw: str) -> None:
        if self._in_list:
            self._set(level=attribute(attributes, "w:val"))

    def _direction(self, name: str, attributes: str, raw: str) -> None:
        is_own = self._in_properties and not self._in_section and not self._is_old
        if is_own and self._piece is not None:
            self._piece.is_rtl = attribute(attributes, "w:val") not in OFF

    def _open_section(self, name: str, attributes: str, raw: str) -> None:
        self._in_section = attributes[-1:] != "/"

    def _close_section(self, name: str) -> None:
        self._in_section = False

    # Tables, text boxes and alternatives.

    def _bar(self) -> None:
        """Nothing that comes can be joined to the paragraph before."""
        if self._target:
            self._target[-1].is_last = True

    def _open_table(self, name: str, attributes: str, raw: str) -> None:
        self._bar()
        self._push(name, (self._place, self._span))
        self._tables += 1
        self._place = Place(self._tables, 0, 0)

    def _open_row(self, name: str, attributes: str, raw: str) -> None:
        table, row, _ = self._place or Place(0, 0, 0)
        self._push(name, (self._change, Place(table, row + 1, 0)))
        self._place, self._span = Place(table, row + 1, 0), 1

    def _open_row_properties(self, name: str, attributes: str, raw: str) -> None:
        self._in_row = attributes[-1:] != "/"

    def _close_row_properties(self, name: str) -> None:
        self._in_row = False

    def _before_row(self, name: str, attributes: str, raw: str) -> None:
        """Columns of the grid that a row leaves out at its start (17.4.14)."""
        if self._place is not None and not self._is_old_cell:
            self._place = self._place._replace(column=_count(attributes))

    def _open_cell(self, name: str, attributes: str, raw: str) -> None:
        table, row, column = self._place or Place(0, 0, 0)
        place = Place(table, row, column + self._span)
        self._push(name, (self._change, place))
        self._place, self._span = place, 1

    def _wide_cell(self, name: str, attributes: str, raw: str) -> None:
        if not self._is_old_cell:
            self._span = _count(attributes)

    def _close_row(self, name: str) -> None:
        self._change, self._place = self._pop(name)

    def _close_cell(self, name: str) -> None:
        self._bar()
        self._change, self._place = self._pop(name)

    def _close_table(self, name: str) -> None:
        self._bar()
        self._place, self._span = self._pop(name)

    def _open_box(self, name: str, attributes: str, raw: str) -> None:
        self._flush()
        self._push(name, (self._target, self._piece))
        if self._piece is not None:
            if self._piece.boxes is None:
                self._piece.boxes = []
            self._target = self._piece.boxes
        self._piece = None

    def _close_box(self, name: str) -> None:
        self._bar()
        self._target, self._piece = self._pop(name)

    def _open_alternate(self, name: str, attributes: str, raw: str) -> None:
        """Of mc:AlternateContent the first mc:Choice; mc:Fallback only without one."""
        self._flush()
        if name == "mc:AlternateContent":
            self._push(name, [])
            return
        taken = self._stack[-1][1] if self._stack else None
        if not isinstance(taken, list):
            raise NotPlain
        is_unused = bool(taken)
        taken.append(name)
        self._push(name, is_unused)
        self._hidden += is_unused
        self._unused += is_unused

    def _close_alternate(self, name: str) -> None:
        self._flush()
        is_unused = self._pop(name) is True
        self._hidden -= is_unused
        self._unused -= is_unused

    def _open_ruby(self, name: str, attributes: str, raw: str) -> None:
        self._flush()
        self._push(name)
        self._hidden += 1

    def _close_ruby(self, name: str) -> None:
        self._flush()
        self._pop(name)
        self._hidden -= 1

    # Notes, comments and what is not here.

    def _reference(self, name: str, attributes: str, raw: str) -> None:
        if self._hidden or self._piece is None:
            return
        self._flush()
        note = Note(name[:-9], attribute(attributes, "w:id"))
        if attribute(attributes, "w:customMarkFollows") not in ("", *OFF):
            self._custom = note
        elif self._change is not None:
            self._piece.segments.append((self._change, note))

    def _open_entry(self, name: str, attributes: str, raw: str) -> None:
        self._push(name)
        entry = Entry(attribute(attributes, "w:id"), attribute(attributes, "w:type"))
        entry.author = attribute(attributes, "w:author")
        entry.date = attribute(attributes, "w:date")
        self.entries.append(entry)
        self._target = entry.pieces
        if attributes[-1:] == "/":
            self._close_entry(name)

    def _close_entry(self, name: str) -> None:
        self._bar()
        self._pop(name)
        self._target = self.pieces

    def _open_comment(self, name: str, attributes: str, raw: str) -> None:
        if self._unused:
            return
        self._flush()
        if len(self._comments) == MOST_COMMENTS:
            self._comments.pop(next(iter(self._comments)))
        anchor = Anchor(self._source + (self._piece is None))
        self.anchors[attribute(attributes, "w:id")] = anchor
        self._comments[attribute(attributes, "w:id")] = anchor

    def _close_comment(self, name: str, attributes: str, raw: str) -> None:
        self._flush()
        self._comments.pop(attribute(attributes, "w:id"), None)

    def _comment(self, name: str, attributes: str, raw: str) -> None:
        if not self._unused:
            self.anchors.setdefault(attribute(attributes, "w:id"), Anchor(self._source))

    def _elsewhere(self, name: str, attributes: str, raw: str) -> None:
        self.outside += 1


def _count(attributes: str) -> int:
    value = attribute(attributes, "w:val")
    return min(int(value), 1000) if value.isdecimal() else 1


_Open = Callable[[Story, str, str, str], None]
_FORMATTING = (
    "rPrChange sectPrChange tblPrChange tblPrExChange tblGridChange trPrChange"
    " tcPrChange numberingChange"
)
_OPEN: dict[str, _Open] = dict.fromkeys(_FORMATTING.split(), Story._formatting)
_OPEN |= {
    "t": Story._text,
    "delText": Story._text,
    "tab": Story._tab,
    "ptab": Story._tab,
    "br": Story._break,
    "cr": Story._break,
    "noBreakHyphen": Story._hyphen,
    "sym": Story._symbol,
    "fldChar": Story._field,
    "ins": Story._open_change,
    "del": Story._open_change,
    "moveFrom": Story._open_change,
    "moveTo": Story._open_change,
    "cellIns": Story._cell_change,
    "cellDel": Story._cell_change,
    "moveFromRangeStart": Story._move,
    "moveToRangeStart": Story._move,
    "p": Story._open_paragraph,
    "pPr": Story._open_properties,
    "pPrChange": Story._open_old_properties,
    "pStyle": Story._style,
    "numPr": Story._open_list,
    "numId": Story._list_number,
    "ilvl": Story._list_level,
    "bidi": Story._direction,
    "sectPr": Story._open_section,
    "tbl": Story._open_table,
    "tr": Story._open_row,
    "trPr": Story._open_row_properties,
    "gridBefore": Story._before_row,
    "tc": Story._open_cell,
    "gridSpan": Story._wide_cell,
    "txbxContent": Story._open_box,
    "mc:AlternateContent": Story._open_alternate,  # the first: it stands around the others
    "mc:Choice": Story._open_alternate,
    "mc:Fallback": Story._open_alternate,
    "rt": Story._open_ruby,
    "footnoteReference": Story._reference,
    "endnoteReference": Story._reference,
    "footnote": Story._open_entry,
    "endnote": Story._open_entry,
    "comment": Story._open_entry,
    "commentRangeStart": Story._open_comment,
    "commentRangeEnd": Story._close_comment,
    "commentReference": Story._comment,
    "altChunk": Story._elsewhere,
    "subDoc": Story._elsewhere,
}
_CLOSE: dict[str, Callable[[Story, str], None]] = dict.fromkeys(_OPEN, Story._ignore) | {
    "ins": Story._close_change,
    "del": Story._close_change,
    "moveFrom": Story._close_change,
    "moveTo": Story._close_change,
    "p": Story._close_paragraph,
    "pPr": Story._close_properties,
    "pPrChange": Story._close_old_properties,
    "numPr": Story._close_list,
    "sectPr": Story._close_section,
    "tbl": Story._close_table,
    "tr": Story._close_row,
    "trPr": Story._close_row_properties,
    "tc": Story._close_cell,
    "tcPrChange": Story._close_cell_formatting,
    "txbxContent": Story._close_box,
    "mc:AlternateContent": Story._close_alternate,
    "mc:Choice": Story._close_alternate,
    "mc:Fallback": Story._close_alternate,
    "rt": Story._close_ruby,
    "footnote": Story._close_entry,
    "endnote": Story._close_entry,
    "comment": Story._close_entry,
}
SCANNER = Scanner(" ".join(name for name in _OPEN if name not in ("t", "delText")))
