"""Documents as text with CriticMarkup: `{++inserted++}`, `{--deleted--}`, `{~~old~>new~~}`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from proposals.core.model import Cell, Clause, Column, Op, Row, Run


def runs_critic(runs: Iterable[Run]) -> str:
    """Runs as CriticMarkup; a deletion right before an insertion is a substitution."""
    merged = [(op, "".join(run.text for run in same)) for op, same in groupby(runs, _op)]
    parts: list[str] = []
    at = 0
    while at < len(merged):
        op, text = merged[at]
        following = merged[at + 1] if at + 1 < len(merged) else None
        if op is Op.EQUAL:
            parts.append(text)
        elif op is Op.DELETE and following and following[0] is Op.INSERT:
            parts.append(f"{{~~{text}~>{following[1]}~~}}")
            at += 1
        else:
            parts.append(f"{{--{text}--}}" if op is Op.DELETE else f"{{++{text}++}}")
        at += 1
    return "".join(parts)


def _op(run: Run) -> Op:
    return run.op


def comparison_critic(columns: Sequence[Column], rows: Sequence[Row]) -> str:
    """One document a column, in the column's own order, each under its group's name."""
    documents = []
    for number, column in enumerate(columns):
        lines = [
            "\t".join(filter(None, (runs_critic(clause.label), runs_critic(clause.text))))
            for clause in _in_order(row.cells[number] for row in rows)
        ]
        head = " ".join(filter(None, (column.group, column.document, column.code)))
        documents.append("\n".join([f"# {head}", "", *lines]))
    return "\n\n".join(documents) + "\n"


def _in_order(cells: Iterable[Cell | None]) -> list[Clause]:
    """A column's clauses as its document has them; what it leaves out stays in its row's place."""
    placed: list[tuple[int, Clause]] = []
    source = 0
    for cell in cells:
        if cell is not None:
            source = cell.clause.source or source
            placed.append((source, cell.clause))
    return [clause for _, clause in sorted(placed, key=lambda pair: pair[0])]
