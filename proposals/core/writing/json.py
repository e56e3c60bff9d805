"""The comparison as JSON (schema 1), and what a file says (`import_document --dry-run --json`).

Runs are `[operation, text]`. `source` is the 1-based line or paragraph; `inferred` marks a
redline that was recovered, which a difference computed between two known texts is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from proposals.core.align import COMPARED
from proposals.core.model import Cell, Clause, Column, Row, Run, reject
from proposals.core.redline import SILENT

SCHEMA = 1
COMPUTED = frozenset((COMPARED, SILENT))


@dataclass(frozen=True, slots=True)
class Heading:
    """Which resolution it is, and the revision that the columns are compared with."""

    conference: str
    number: str
    base: str
    title: str


def comparison_json(
    heading: Heading, columns: Sequence[Column], rows: Sequence[Row], ids: Sequence[str]
) -> dict[str, Any]:
    """A comparison; `ids` are the rows' permanent ids, and as many."""
    groups = [column.group for column in columns]
    return {
        "schema": SCHEMA,
        "resolution": {
            "conference": heading.conference,
            "number": heading.number,
            "base": heading.base,
            "title": heading.title,
        },
        "columns": [
            {
                "group": column.group,
                "document": column.document,
                "code": column.code,
                "action": column.action,
                "empty": column.is_empty,
            }
            for column in columns
        ],
        "rows": [_row(row, groups, id_) for row, id_ in zip(rows, ids, strict=True)],
    }


def _row(row: Row, groups: Sequence[str], id_: str) -> dict[str, Any]:
    base = row.base
    return {
        "id": id_,
        "section": row.section,
        "kind": row.lead.kind.value,
        "base": None if base is None else {"label": reject(base.label), "text": base.base},
        "rival": row.rival,
        "cells": {
            group: None if cell is None else _cell(cell)
            for group, cell in zip(groups, row.cells, strict=True)
        },
    }


def _cell(cell: Cell) -> dict[str, Any]:
    clause = cell.clause
    return {
        "state": cell.state.value,
        "label": runs_json(clause.label),
        "text": runs_json(clause.text),
        "source": clause.source,
        "inferred": any(run.why and run.why not in COMPUTED for run in clause.runs),
        "moved_from": " ".join(filter(None, cell.moved_from)) if cell.moved_from else None,
    }


def reading_json(
    kind: str, language: str, columns: Iterable[Column], warnings: Sequence[str]
) -> dict[str, Any]:
    """What would be stored of a file."""
    return {
        "kind": str(kind),
        "language": language,
        "columns": [
            {
                "group": column.group,
                "document": column.document,
                "code": column.code,
                "action": column.action,
                "clauses": [_clause(clause) for clause in column.body.clauses],
            }
            for column in columns
        ],
        "warnings": list(warnings),
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "kind": clause.kind.value,
        "section": clause.section,
        "label": runs_json(clause.label),
        "text": runs_json(clause.text),
        "source": clause.source,
    }


def runs_json(runs: Iterable[Run]) -> list[list[str]]:
    return [[run.op.value, run.text] for run in runs]
