"""The comparison as one self-contained HTML page, to look at, to print, and to make PDF of.

Landscape, the head repeated on every page, page x of y. What is inserted is underlined and
what is deleted struck, so that it reads in black and white; colour only helps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from proposals.core.model import Cell, Column, Kind, Row, State, reject
from proposals.core.writing.html import direction, fill, label_html, runs_html, text_html

_STYLE = """
@page { size: %s landscape; margin: 16mm 12mm 14mm;
  @top-left { content: string(head); font: 8pt sans-serif }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif } }
body { font: 10pt/1.4 Georgia, "Noto Serif", "Noto Naskh Arabic", "Noto Serif CJK SC", serif;
  margin: 1rem; color: #111 }
@media print { body { margin: 0; font-size: 8.5pt } }
h1 { font-size: 13pt; margin: 0 0 .3em; string-set: head content() }
.legend, thead, .say { font-family: sans-serif; font-size: .85em } .legend { margin: 0 0 1em }
table { border-collapse: collapse; width: 100%%; table-layout: fixed }
th, td { border: .4pt solid #888; padding: 3pt 5pt; vertical-align: top; text-align: start }
@media screen { thead { position: sticky; top: 0; background: #fff } }
thead th { border-bottom: 1.5pt solid #333 }
thead small { display: block; font-weight: normal } .n { width: 3.2em; font-weight: normal }
tr.h th, tr.h td { background: #eee; font-style: italic; font-weight: bold; break-after: avoid }
.say { color: #555 } .z { background: #f4f4f4; color: #555 }
.a { border-inline-start: 2.5pt solid #333 } .x { border-inline-start: 2.5pt dotted #333 }
ins { color: #0a4b90; text-decoration: underline }
del { color: #94310f; text-decoration: line-through }
ins.i, del.i { text-decoration-style: dotted } ins.w, del.w { text-decoration-style: dashed }
"""
_WIDE = 3  # with more columns of text the page is A3
_OPENS = (Kind.HEADING, Kind.ANNEX)


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says in the reader's language."""

    in_force: str = "In force"
    number: str = "No."
    same: str = "no change"
    absent: str = "not in the document"
    added: str = "new clause"
    gone: str = "deleted"
    inserted: str = "inserted"
    deleted: str = "deleted"
    inferred: str = "dotted: inferred, the file had lost its marks"
    moved: str = "moved from"
    empty: str = "announced; no document"


def comparison_page(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    head: str,
    base: str = "",
    language: str = "en",
    words: Words | None = None,
) -> str:
    """The table. `head` names it, `base` the revision in force, whose language is given.

    Columns without a document are named above the table and have none of its width.
    """
    said = words or Words()
    shown = [(at, column) for at, column in enumerate(columns) if not column.is_empty]
    size = "A3" if len(shown) + 1 > _WIDE else "A4"
    body = "".join(
        _row(row, shown, language, said) for row in rows if row.lead.kind is not Kind.PROPOSAL
    )
    heads = "".join(f'<th scope="col">{_head(column)}</th>' for _, column in shown)
    force = f"{escape(said.in_force)}<small>{escape(base)}</small>"
    return (
        f'<!doctype html><html lang="{language}" dir="{direction(language)}"><head>'
        f'<meta charset="utf-8"><title>{escape(head)}</title><style>{_STYLE % size}</style></head>'
        f"<body><main><h1>{escape(head)}</h1>{_legend(columns, said)}<table><thead><tr>"
        f'<th scope="col" class="n">{escape(said.number)}</th><th scope="col">{force}</th>{heads}'
        f"</tr></thead><tbody>{body}</tbody></table></main></body></html>\n"
    )


def _head(column: Column) -> str:
    about = " · ".join(filter(None, (column.document, column.code, column.action)))
    return f"<bdi>{escape(column.group)}</bdi><small>{escape(about)}</small>"


def _legend(columns: Sequence[Column], said: Words) -> str:
    parts = [
        f"<ins>{escape(said.inserted)}</ins>",
        f"<del>{escape(said.deleted)}</del>",
        f'<ins class="i">{escape(said.inferred)}</ins>',
        f"– {escape(said.absent)}",
        *(f"{escape(one.group)}: {escape(said.empty)}" for one in columns if one.is_empty),
    ]
    return f'<p class="legend">{" · ".join(parts)}</p>'


def _row(row: Row, shown: Sequence[tuple[int, Column]], language: str, said: Words) -> str:
    base = row.base
    label = text_html(reject(base.label)) if base else "+"
    text = text_html(base.base) if base else ""
    cells = "".join(_cell(row.cells[at], column, said) for at, column in shown)
    name = ' class="h"' if row.lead.kind in _OPENS else ""
    return (
        f'<tr{name}><th scope="row" class="n"><bdi>{label}</bdi></th>'
        f'<td lang="{language}" dir="{direction(language)}">{text}</td>{cells}</tr>'
    )


def _cell(cell: Cell | None, column: Column, said: Words) -> str:
    if cell is None:
        return '<td class="z">–</td>'
    clause, notes = cell.clause, []
    if cell.state is State.INSERTED:
        notes.append(said.added)
    if cell.state is State.DELETED:
        notes.append(said.gone)
    if cell.moved_from:
        notes.append(f"{said.moved} {' '.join(cell.moved_from)}")
    if not clause.is_changed and cell.state is State.UNCHANGED:
        notes.insert(0, said.same)
        content = ""
    else:
        # No folds here, so that no phrase of the interface is left to say.
        content = fill(label_html(clause.label) + runs_html(clause.text), lambda name, value: "")
    name = {State.INSERTED: ' class="a"', State.DELETED: ' class="x"'}.get(cell.state, "")
    language = column.body.language
    note = f'<div class="say">{escape("; ".join(notes))}</div>' if notes else ""
    return f'<td{name} lang="{language}" dir="{direction(language)}">{content}{note}</td>'
