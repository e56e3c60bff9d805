"""A hit of a search as HTML: its redline as everywhere, the words that were searched marked."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby

from proposals.core.model import Op, Run
from proposals.core.search import Piece, Snippet
from proposals.core.writing.html import COMPUTED, text_html

CUT = "<span class=cut>…</span>"


def snippet_html(snippet: Snippet) -> str:
    """`<mark>` inside `<ins>` and `<del>`; an ellipsis where text is left out."""
    html = f" {CUT} ".join(map(_part_html, snippet.parts))
    return (
        f"{f'{CUT} ' if snippet.cut_before else ''}{html}{f' {CUT}' if snippet.cut_after else ''}"
    )


def _part_html(pieces: Iterable[Piece]) -> str:
    def change(piece: Piece) -> tuple[Op, str, str, str]:
        return piece.run.op, piece.run.author, piece.run.date, piece.run.why

    return "".join(
        _change_html(Run(op, "", *who), "".join(map(_piece_html, group)))
        for (op, *who), group in groupby(pieces, key=change)
    )


def _piece_html(piece: Piece) -> str:
    text = text_html(piece.run.text)
    return f"<mark>{text}</mark>" if piece.hit else text


def _change_html(run: Run, content: str) -> str:
    """As `html.runs_html` marks a run, around what is HTML already."""
    if run.op is Op.EQUAL:
        return content
    name = "ins" if run.op is Op.INSERT else "del"
    who = run.why or ", ".join(part for part in (run.author, run.date[:10]) if part)
    mark = f' title="{escape(who)}"' if who else ""
    if run.why:
        mark = f" class={'w' if run.why in COMPUTED else 'i'}{mark}"
    return f"<{name}{mark}>{content}</{name}>"
