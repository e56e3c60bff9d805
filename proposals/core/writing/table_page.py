"""The comparison as one self-contained HTML page, to look at, to print, and to make PDF of.

Landscape, the head repeated on every page, page x of y. What is inserted is underlined and
what is deleted struck, so that it reads in black and white; colour only helps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from proposals.core.model import Cell, Clause, Column, Kind, Row, State, reject
from proposals.core.writing.html import direction, fill, label_html, runs_html, text_html
from proposals.core.writing.layout import Cells

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
td p { margin: 0 0 .35em } td p.h { font-style: italic; font-weight: bold }
.a { border-inline-start: 2.5pt solid #333 } .x { border-inline-start: 2.5pt dotted #333 }
ins { color: #0a4b90; text-decoration: underline }
del { color: #94310f; text-decoration: line-through }
ins.i, del.i { text-decoration-style: dotted } ins.w, del.w { text-decoration-style: dashed }
"""
_WIDE = 3  # with more columns of text the page is A3
_OPENS = (Kind.HEADING, Kind.ANNEX)
_OPENED = ' class="h"'


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
    draft: str = "Draft"


def comparison_page(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    head: str,
    base: str = "",
    language: str = "en",
    words: Words | None = None,
    with_base: bool = True,
    drafted: Sequence[Clause | None] | None = None,
) -> str:
    """The table. `head` names it, `base` the revision in force, whose language is given.

    Columns without a document are named above the table and have none of its width.
    `drafted` holds the draft's clause for each row, and stands last.
    """
    said = words or Words()
    shown = [(at, column) for at, column in enumerate(columns) if not column.is_empty]
    lines = []
    for at, row in enumerate(rows):
        if row.lead.kind is not Kind.PROPOSAL:
            last = "" if drafted is None else _draft_cell(drafted[at], language)
            lines.append(_row(row, shown, language, said, with_base=with_base, last=last))
    number = f'<th scope="col" class="n">{escape(said.number)}</th>'
    before = _force(said, base) if with_base else ""
    after = f'<th scope="col">{escape(said.draft)}</th>' if drafted is not None else ""
    heads = "".join(f'<th scope="col">{_head(column)}</th>' for _, column in shown)
    width = len(shown) + with_base + (drafted is not None)
    legend = _legend(columns, said)
    return _page(head, language, width, legend, f"{number}{before}{heads}{after}", lines)


def section_page(
    columns: Sequence[Column],
    rows: Sequence[Cells],
    *,
    head: str,
    base: str = "",
    language: str = "en",
    words: Words | None = None,
    with_base: bool = True,
    with_draft: bool = False,
) -> str:
    """The same with a section a row. `columns` and `rows` hold the text in force first and the
    draft last, where they are shown: as `layout.lay` lays them."""
    said = words or Words()
    shown = [at for at, column in enumerate(columns) if not column.is_empty]
    named = {at: f'<th scope="col">{_head(columns[at])}</th>' for at in shown}
    if with_base:
        named[0] = _force(said, base)
    if with_draft:
        named[len(columns) - 1] = f'<th scope="col">{escape(said.draft)}</th>'
    heads = "".join(named[at] for at in shown)
    lines = [
        "<tr>" + "".join(_clauses(row[at], columns[at].body.language) for at in shown) + "</tr>"
        for row in rows
    ]
    legend = _legend(columns[with_base : len(columns) - with_draft], said)
    return _page(head, language, len(shown), legend, heads, lines)


def _page(
    head: str, language: str, width: int, legend: str, heads: str, lines: Sequence[str]
) -> str:
    size = "A3" if width > _WIDE else "A4"
    return (
        f'<!doctype html><html lang="{language}" dir="{direction(language)}"><head>'
        f'<meta charset="utf-8"><title>{escape(head)}</title><style>{_STYLE % size}</style></head>'
        f"<body><main><h1>{escape(head)}</h1>{legend}<table><thead><tr>{heads}"
        f"</tr></thead><tbody>{''.join(lines)}</tbody></table></main></body></html>\n"
    )


def _force(said: Words, base: str) -> str:
    return f'<th scope="col">{escape(said.in_force)}<small>{escape(base)}</small></th>'


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


def _row(
    row: Row,
    shown: Sequence[tuple[int, Column]],
    language: str,
    said: Words,
    *,
    with_base: bool,
    last: str,
) -> str:
    base = row.base
    label = text_html(reject(base.label)) if base else "+"
    text = text_html(base.base) if base else ""
    force = f"<td{_lang(language)}>{text}</td>" if with_base else ""
    cells = "".join(
        _cell(row.cells[at], column, said, in_full=not with_base) for at, column in shown
    )
    name = ' class="h"' if row.lead.kind in _OPENS else ""
    return f'<tr{name}><th scope="row" class="n"><bdi>{label}</bdi></th>{force}{cells}{last}</tr>'


def _cell(cell: Cell | None, column: Column, said: Words, *, in_full: bool) -> str:
    """`in_full`: the text in force is not beside it, so that what stays is said too."""
    if cell is None:
        return '<td class="z">–</td>'
    clause, notes = cell.clause, []
    if cell.state is State.INSERTED:
        notes.append(said.added)
    if cell.state is State.DELETED:
        notes.append(said.gone)
    if cell.moved_from:
        notes.append(f"{said.moved} {' '.join(cell.moved_from)}")
    content = _html(clause)
    if not clause.is_changed and cell.state is State.UNCHANGED and not in_full:
        notes.insert(0, said.same)
        content = ""
    name = {State.INSERTED: ' class="a"', State.DELETED: ' class="x"'}.get(cell.state, "")
    note = f'<div class="say">{escape("; ".join(notes))}</div>' if notes else ""
    return f"<td{name}{_lang(column.body.language)}>{content}{note}</td>"


def _draft_cell(clause: Clause | None, language: str) -> str:
    if clause is None:
        return '<td class="z">–</td>'
    return f"<td{_lang(language)}>{_html(clause)}</td>"


def _clauses(clauses: Sequence[Clause], language: str) -> str:
    """A section of one column, a paragraph a clause."""
    shown = [one for one in clauses if one.kind is not Kind.PROPOSAL]
    if not shown:
        return '<td class="z">–</td>'
    lines = (f"<p{_OPENED if one.kind in _OPENS else ''}>{_html(one)}</p>" for one in shown)
    return f"<td{_lang(language)}>{''.join(lines)}</td>"


def _html(clause: Clause) -> str:
    """No folds here, so that no phrase of the interface is left to say."""
    return fill(label_html(clause.label) + runs_html(clause.text), lambda name, value: "")


def _lang(language: str) -> str:
    return f' lang="{language}" dir="{direction(language)}"'
