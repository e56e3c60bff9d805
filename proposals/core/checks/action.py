"""Whether what a proposal does is what its action says (DOMAIN.md, Proposals)."""

from __future__ import annotations

from collections.abc import Sequence

from proposals.core import substance
from proposals.core.checks.finding import Finding, Severity
from proposals.core.model import Clause, Column, Kind, Op
from proposals.core.substance import Class

NAME = "action"
_ACTIONS = ("ADD", "MOD", "(MOD)", "SUP", "NOC")
# The substance of a resolution; its title only says which one is meant.
_SUBSTANCE = (Kind.HEADING, Kind.CHAPEAU, Kind.ITEM, Kind.ANNEX)


def check(column: Column) -> tuple[Finding, ...]:
    """Findings about a column as a whole; none for an empty column."""
    action, clauses = column.action.upper(), _body(column)
    if column.is_empty:
        return ()
    match action:
        case "MOD":
            return _of_mod(clauses)
        case "(MOD)":
            return _of_editorial(clauses, column.body.language)
        case "ADD":
            return _of_add(clauses)
        case "SUP":
            return _of_sup(clauses)
        case "NOC":
            changed = [clause for clause in clauses if clause.is_changed]
            return tuple(
                Finding.at(
                    clause, NAME, Severity.ERROR, "NOC leaves the text as it is, this changes it"
                )
                for clause in changed
            )
        case "":
            return (_of_document("the proposal does not say its action"),)
    return (_of_document(f"“{column.action}” is no action: {', '.join(_ACTIONS)}"),)


def _body(column: Column) -> list[Clause]:
    return [clause for clause in column.body.clauses if clause.kind is not Kind.PROPOSAL]


def _of_document(message: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(NAME, severity, message)


def _of_mod(clauses: Sequence[Clause]) -> tuple[Finding, ...]:
    if any(clause.is_changed for clause in clauses):
        return ()
    return (_of_document("MOD without any change: the file may have lost its track changes"),)


def _of_editorial(clauses: Sequence[Clause], language: str) -> tuple[Finding, ...]:
    renumbered = substance.renumberings(clauses)
    return tuple(
        Finding.at(
            clause, NAME, Severity.WARNING, "(MOD) is editorial, this change is of substance"
        )
        for clause in clauses
        if substance.of_clause(clause, language, renumbered) is Class.SUBSTANTIVE
    )


def _of_add(clauses: Sequence[Clause]) -> tuple[Finding, ...]:
    return tuple(
        Finding.at(
            clause,
            NAME,
            Severity.ERROR,
            "ADD proposes a new text, there is nothing to delete",
            "".join(run.text for run in clause.runs if run.op is Op.DELETE).strip(),
        )
        for clause in clauses
        if any(run.op is Op.DELETE for run in clause.runs)
    )


def _of_sup(clauses: Sequence[Clause]) -> tuple[Finding, ...]:
    if any(clause.is_inserted for clause in clauses):
        return (_of_document("SUP suppresses the resolution, but text is added", Severity.ERROR),)
    if any(clause.kind in _SUBSTANCE and not clause.is_deleted for clause in clauses):
        message = "SUP suppresses the resolution, but its text stands here undeleted"
        return (_of_document(message, Severity.NOTE),)
    return ()
