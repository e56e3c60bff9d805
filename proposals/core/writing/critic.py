"""Documents as text with CriticMarkup: `{++inserted++}`, `{--deleted--}`, `{~~old~>new~~}`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from proposals.core.model import Column, Op, Row, Run


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
        cells = [cell.clause for row in rows if (cell := row.cells[number]) is not None]
        lines = [
            "\t".join(part for part in (runs_critic(c.label), runs_critic(c.text)) if part)
            for c in cells
        ]
        head = " ".join(part for part in (column.group, column.document, column.code) if part)
        documents.append("\n".join([f"# {head}", "", *lines]))
    return "\n\n".join(documents) + "\n"
