"""Edits made without track changes: the text differs from the one in force, unmarked."""

from __future__ import annotations

from collections.abc import Iterable

from proposals.core.checks.finding import Finding, Severity
from proposals.core.model import Clause, Op, Run
from proposals.core.redline import SILENT

NAME = "silent_edits"
_SHOWN = 80  # characters of a quote


def check(clauses: Iterable[Clause]) -> tuple[Finding, ...]:
    """A finding for every untracked edit; touching runs are one edit."""
    found: list[Finding] = []
    for clause in clauses:
        for removed, added in _edits(clause.runs):
            if removed and added:
                message = f"“{_short(removed)}” became “{_short(added)}” without track changes"
            elif added:
                message = f"“{_short(added)}” was added without track changes"
            else:
                message = f"“{_short(removed)}” was removed without track changes"
            found.append(Finding.at(clause, NAME, Severity.WARNING, message, added or removed))
    return tuple(found)


def _edits(runs: Iterable[Run]) -> list[tuple[str, str]]:
    """(removed, added) of each untracked edit, white space that stands alone left out."""
    edits: list[tuple[str, str]] = []
    is_open = False
    for run in runs:
        if run.why != SILENT:
            is_open = False
            continue
        removed, added = edits.pop() if is_open else ("", "")
        removed += run.text if run.op is Op.DELETE else ""
        added += run.text if run.op is Op.INSERT else ""
        edits.append((removed, added))
        is_open = True
    return [
        (removed.strip(), added.strip()) for removed, added in edits if (removed + added).strip()
    ]


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
