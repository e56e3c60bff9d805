"""Redlines recovered from text that lost its marks (DOMAIN.md).

What an editor uses: the in-force text, or what the columns together say it was;
substitutions that run together; the arithmetic of labels; how lists end; the other
columns. Every run that is changed says why, and every guess is warned of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from proposals.core.model import Document
from proposals.core.reading.recovery.base import recover_base
from proposals.core.reading.recovery.column import Column, kind_of
from proposals.core.reading.recovery.evidence import Usage
from proposals.core.reading.recovery.pairing import Entry, pair
from proposals.core.reading.recovery.rows import collate
from proposals.core.reading.recovery.witness import Witness
from proposals.core.result import Result, Warning

__all__ = ["Recovery", "Witness", "recover"]


@dataclass(frozen=True, slots=True)
class Recovery:
    """The columns' documents with their redlines, and the base they change."""

    bodies: tuple[Document, ...]
    base: Document


def recover(witnesses: Sequence[Witness], base: Document | None = None) -> Result[Recovery]:
    """Recover the redlines of flattened columns.

    `base` is the in-force text; without it the columns give it back. A column's own
    runs re-create its text to the letter; rejecting them all gives the base's words,
    untracked edits (which are warned of) and label changes aside.
    """
    full = [witness for witness in witnesses if witness.body.clauses]
    language = base.language if base else full[0].body.language if full else "en"
    warnings: list[Warning] = []
    if base is None:
        base, partners = _from_columns(full, language, warnings)
    else:
        partners = [_partners(witness, base, language) for witness in full]
    columns = [
        Column(witness, base, mine, language) for witness, mine in zip(full, partners, strict=True)
    ]
    usage = _usage(base, columns, language)
    bodies = {id(column.witness): column.read(usage) for column in columns}
    return Result(
        Recovery(tuple(bodies.get(id(each), each.body) for each in witnesses), base),
        (*warnings, *(warning for column in columns for warning in column.warnings)),
    )


def _from_columns(
    witnesses: Sequence[Witness], language: str, warnings: list[Warning]
) -> tuple[Document, list[dict[int, int]]]:
    """The base recovered, and for each column: index of its clause -> base clause."""
    rows = collate(witnesses, language)
    result = recover_base(rows, witnesses, language)
    warnings += result.warnings
    base, where = result.value
    partners: list[dict[int, int]] = [{} for _ in witnesses]
    for row, place in zip(rows, where, strict=True):
        if place is not None:
            for column, index in row.cells.items():
                partners[column][index] = place
    return base, partners


def _partners(witness: Witness, base: Document, language: str) -> dict[int, int]:
    ours = [Entry.of(clause, language) for clause in witness.body.clauses]
    theirs = [Entry.of(clause, language) for clause in base.clauses]
    return dict(pair(ours, theirs))


def _usage(base: Document, columns: Sequence[Column], language: str) -> Usage:
    """What the base and everything inserted says about which word follows which."""
    texts = [(kind_of(clause), clause.base) for clause in base.clauses]
    for column in columns:
        texts += column.new_texts()
    return Usage(texts, language)
