"""The side-by-side table as .docx, in the secretariat's layout.

Landscape, one column a proposal, the head row repeated on every page; in the cells
the changes are tracked, and a footnote belongs to the whole document.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from proposals.core.model import Clause, Column
from proposals.core.writing.docx.body import Body
from proposals.core.writing.docx.markup import Pen, element, is_rtl, pieces
from proposals.core.writing.docx.package import LANDSCAPE, pack
from proposals.core.writing.layout import Cells, by_section, head

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)

_NARROW = 1100  # twentieths of a point


def write_table(
    columns: Sequence[Column],
    rows: Sequence[Cells] | None = None,
    *,
    title: str = "",
    heads: Sequence[str] | None = None,
    header: str = "",
    date: str = "",
) -> bytes:
    """Proposals side by side, as the bytes of a .docx.

    `rows` holds each row's cells, one tuple of clauses a column; by default a row is
    a section. `heads` replaces the heads in the secretariat's notation. Changes that
    name no author are their column's group's.
    """
    cells = by_section(columns) if rows is None else rows
    named = heads or [head(column, at) for at, column in enumerate(columns, 1)]
    ids = count(1)
    pens = [Pen(column.body.language, column.group, date, ids) for column in columns]
    language = next((column.body.language for column in columns if not column.is_empty), "en")
    body = Body(Pen(language))
    widths = _widths(columns)
    sizes = [f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>' for width in widths]

    def cell(pen: Pen, size: str, clauses: Sequence[Clause]) -> str:
        body.pen = pen
        return f"<w:tc>{size}{body.write(clauses) or '<w:p/>'}</w:tc>"

    def line(text: str, style: str) -> str:
        shown = element(pieces(text), "", body.pen.rtl)
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{shown}</w:p>'

    first = "".join(
        f"<w:tc>{size}{line(said, 'Tablehead')}</w:tc>"
        for size, said in zip(sizes, named, strict=True)
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rest = (map(cell, pens, sizes, row) for row in cells)
    table = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rest)
    turned = "<w:bidiVisual/>" if is_rtl(language) else ""
    return pack(
        line(title, "Restitle")
        + f'<w:tbl><w:tblPr>{turned}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        + f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        + f"<w:tblGrid>{grid}</w:tblGrid>"
        + f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{first}</w:tr>{table}</w:tbl><w:p/>",
        language=language,
        page=LANDSCAPE,
        header=header,
        title=title,
        footnotes="".join(body.footnotes),
    )


def _widths(columns: Sequence[Column]) -> list[int]:
    """The columns' widths in twentieths of a point; one without a document has only its head."""
    empty = sum(column.is_empty for column in columns)
    held = len(columns) - empty
    if not held:
        return [LANDSCAPE.inner // max(len(columns), 1)] * len(columns)
    width = (LANDSCAPE.inner - empty * _NARROW) // held
    return [_NARROW if column.is_empty else width for column in columns]
