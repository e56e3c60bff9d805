"""The comparison as CSV: a row a clause, redlines as CriticMarkup. UTF-8, RFC 4180."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from proposals.core.model import Cell, Clause, Column, Row, Runs, equal, reject
from proposals.core.writing.critic import runs_critic

# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def comparison_csv(
    columns: Sequence[Column],
    rows: Sequence[Row],
    ids: Sequence[str],
    drafted: Sequence[Runs] | None = None,
) -> str:
    """The table as text; a cell is empty where the document does not hold the clause.

    `drafted` is the draft's text for each row, and stands last.
    """
    head = ["id", "section", "kind", "label", "in force"]
    for column in columns:
        head += [column.group, f"{column.group} state"]
    if drafted is not None:
        head.append("draft")
    lines = [head]
    for at, (row, id_) in enumerate(zip(rows, ids, strict=True)):
        base = row.base
        label, text = (reject(base.label), base.base) if base else ("", "")
        line = [id_, row.section, row.lead.kind.value, label, text]
        for cell in row.cells:
            line += _cell(cell)
        if drafted is not None:
            line.append(runs_critic(drafted[at]))
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


def cell_runs(clause: Clause) -> Runs:
    """A clause in one cell: its label, a space, its text."""
    between = equal(" ") if clause.label and clause.text else ()
    return clause.label + between + clause.text


def _cell(cell: Cell | None) -> list[str]:
    if cell is None:
        return ["", ""]
    label, text = runs_critic(cell.clause.label), runs_critic(cell.clause.text)
    return [f"{label} {text}".strip(), cell.state.value]
