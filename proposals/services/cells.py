"""One cell of a table: finding it to change it, and naming it in the log."""

from __future__ import annotations

from proposals.core.model import Clause, accept, reject
from proposals.core.result import Refused
from proposals.models import Comparison, ProposedClause, Row
from proposals.services.conflict import Conflict
from proposals.services.record import lock


def locked(comparison: int) -> Comparison:
    """A comparison that nobody else changes until the transaction ends."""
    found = Comparison.objects.select_related("meeting", "base__resolution").get(pk=comparison)
    lock(found.base.resolution)
    return found


def find_cell(comparison: Comparison, uid: str, group: str) -> ProposedClause:
    """The cell of a row and a group. Raises Refused where there is none."""
    found = (
        ProposedClause.objects.filter(
            row__comparison=comparison, row__uid=uid, proposal__group__code=group
        )
        .select_related("row__base", "proposal__group")
        .first()
    )
    if found is None or found.position is None:
        raise Refused(f"The document of {group} holds no such clause any more.")
    return found


def find_row(comparison: Comparison, uid: str) -> Row:
    found = comparison.rows.select_related("base").filter(uid=uid).first()
    if found is None:
        raise Refused("There is no such row any more.")
    return found


def expect(cell: ProposedClause, version: int, yours: Clause | None = None) -> None:
    """Raise Conflict unless the cell is as the person saw it."""
    if cell.version != version:
        stored = cell.to_core()
        raise Conflict(yours or stored, stored, cell.version)


def name_of(cell: ProposedClause) -> str:
    """As people name it: "ATU considering a)"."""
    clause = cell.to_core()
    label = reject(clause.label) or accept(clause.label)
    return " ".join(filter(None, (cell.proposal.group.code, clause.section, label)))
