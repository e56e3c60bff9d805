"""A document that came again: which of its clauses are those already stored (law 5)."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from proposals.core.anatomy import assemble
from proposals.core.model import Clause, Runs, everything
from proposals.core.words import normal
from proposals.models import ProposedClause
from proposals.models.runs import unpack


@dataclass(slots=True)
class Held:
    """A clause of a column on its way into the table, and the stored one that it is."""

    clause: Clause
    prior: ProposedClause | None = None
    corrected: bool = False
    pinned: bool = False


def held(stored: Sequence[ProposedClause]) -> list[Held]:
    """A column as it is stored."""
    return [
        Held(one.to_core(), one, one.corrected, one.pinned)
        for one in stored
        if one.position is not None
    ]


def carry(
    stored: Sequence[ProposedClause], clauses: Sequence[Clause], language: str
) -> tuple[list[Held], list[ProposedClause]]:
    """A column as it came again, and the stored clauses whose pin or correction is lost.

    A clause is the stored one if it says the same, changes and all. A correction is kept
    where every character still stands: it marks words, and words may not move below it.
    """
    column = [Held(clause) for clause in clauses]
    documented = [one for one in stored if one.position is not None]
    for key in (_label_and_text, _text):
        _match(column, documented, key)
    for one in column:
        if one.prior is not None and one.prior.corrected:
            label, text = unpack(one.prior.label_runs), unpack(one.prior.text_runs)
            if _spelled(label, text) == _spelled(one.clause.label, one.clause.text):
                one.clause = replace(one.clause, label=label, text=text)
                one.corrected = True
    if any(one.corrected for one in column):
        reassemble(column, language)
    found = {one.prior.pk: one for one in column if one.prior is not None}
    lost = [
        one
        for one in documented
        if (one.pinned and one.pk not in found)
        or (one.corrected and not (one.pk in found and found[one.pk].corrected))
    ]
    return column, lost


def reassemble(column: Sequence[Held], language: str) -> None:
    """Name sections anew: a heading may have been put right."""
    body = assemble([one.clause for one in column], language)
    for one, clause in zip(column, body.clauses, strict=True):
        one.clause = clause


Key = Callable[[str, Runs, Runs], tuple[str, ...]]


def _match(column: Sequence[Held], stored: Sequence[ProposedClause], key: Key) -> None:
    taken = {one.prior.pk for one in column if one.prior is not None}
    waiting: dict[tuple[str, ...], deque[ProposedClause]] = defaultdict(deque)
    for old in stored:
        if old.pk not in taken:
            waiting[key(old.kind, unpack(old.label_runs), unpack(old.text_runs))].append(old)
    if not waiting:
        return
    for one in column:
        if one.prior is None:
            olds = waiting.get(key(one.clause.kind, one.clause.label, one.clause.text))
            if olds:
                one.prior = olds.popleft()
                one.pinned = one.prior.pinned


def _label_and_text(kind: str, label: Runs, text: Runs) -> tuple[str, ...]:
    return kind, normal(everything(label)), normal(everything(text))


def _text(kind: str, label: Runs, text: Runs) -> tuple[str, ...]:
    return kind, normal(everything(text))


def _spelled(label: Runs, text: Runs) -> tuple[str, str]:
    return everything(label), everything(text)
