"""The comparison as CSV: a row a clause, redlines as CriticMarkup. UTF-8, RFC 4180."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from proposals.core.model import Cell, Column, Row, reject
from proposals.core.writing.critic import runs_critic

# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def comparison_csv(columns: Sequence[Column], rows: Sequence[Row], ids: Sequence[str]) -> str:
    """The table as text; a cell is empty where the document does not hold the clause."""
    head = ["id", "section", "kind", "label", "in force"]
    for column in columns:
        head += [column.group, f"{column.group} state"]
    lines = [head]
    for row, id_ in zip(rows, ids, strict=True):
        base = row.base
        label, text = (reject(base.label), base.base) if base else ("", "")
        line = [id_, row.section, row.lead.kind.value, label, text]
        for cell in row.cells:
            line += _cell(cell)
        lines.append(line)
    return write_lines(lines)


def write_lines(lines: Iterable[Sequence[str]]) -> str:
    """Lines of cells, none of which a spreadsheet computes."""
    out = io.StringIO()
    csv.writer(out).writerows([plain(value) for value in line] for line in lines)
    return out.getvalue()


def plain(value: str) -> str:
    """A value that no spreadsheet computes: an apostrophe stands before a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value


def _cell(cell: Cell | None) -> list[str]:
    if cell is None:
        return ["", ""]
    label, text = runs_critic(cell.clause.label), runs_critic(cell.clause.text)
    return [f"{label} {text}".strip(), cell.state.value]
