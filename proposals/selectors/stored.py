"""The store as the core's values: documents, columns, rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from proposals.core import model as core
from proposals.models import Comparison, Proposal, ProposedClause, Revision


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A comparison as it stands: `uids` name the rows, and are as many.

    `homes` says, for each column, in which row each clause of its document stands.
    """

    base: core.Document
    columns: tuple[core.Column, ...]
    rows: tuple[core.Row, ...]
    uids: tuple[str, ...]
    homes: tuple[tuple[str, ...], ...] = ()


def stored_base(revision: Revision) -> core.Document:
    """A text in force, its clauses with their uids. One query, if the resolution is loaded."""
    return core.Document(
        clauses=tuple(clause.to_core() for clause in revision.clauses.order_by("position")),
        language=revision.language,
        number=revision.resolution.number,
        revision=revision.name,
        title=revision.title,
    )


def stored_columns(
    comparison: Comparison,
) -> list[tuple[Proposal, list[ProposedClause]]]:
    """A comparison's proposals in the order of their columns, each with all its cells.

    Cells are in the document's order; those that a clean text merely lacks come last.
    """
    cells: dict[int, list[ProposedClause]] = defaultdict(list)
    for cell in ProposedClause.objects.filter(proposal__comparison=comparison).order_by():
        cells[cell.proposal_id].append(cell)
    for held in cells.values():
        held.sort(key=lambda cell: (cell.position is None, cell.position or 0))
    return [
        (proposal, cells[proposal.pk])
        for proposal in comparison.proposals.select_related("group").order_by("position")
    ]


def core_column(proposal: Proposal, cells: list[ProposedClause]) -> core.Column:
    """A proposal as the core knows it, with its document's own clauses."""
    body = core.Document(
        clauses=tuple(cell.to_core() for cell in cells if cell.position is not None),
        language=proposal.language,
    )
    return core.Column(proposal.group.code, body, proposal.document, proposal.code, proposal.action)


def stored_table(comparison: Comparison) -> StoredTable:
    """Four queries, whatever the size."""
    base = stored_base(comparison.base)
    by_uid = {clause.uid: clause for clause in base.clauses}
    columns = stored_columns(comparison)
    cells: dict[tuple[int, int], core.Cell] = {}
    for number, (_, held) in enumerate(columns):
        for cell in held:
            moved = cell.moved_from
            cells[cell.row_id, number] = core.Cell(
                cell.as_cell(),
                core.State(cell.state),
                (moved[0], moved[1]) if moved else None,
                cell.confidence,
            )
    found = list(
        comparison.rows.order_by("position").values_list(
            "pk", "uid", "base__uid", "section", "rival"
        )
    )
    rows = tuple(
        core.Row(
            by_uid.get(base_uid),
            tuple(cells.get((pk, number)) for number in range(len(columns))),
            section,
            rival,
        )
        for pk, _, base_uid, section, rival in found
    )
    uid_of = {pk: uid for pk, uid, *_ in found}
    return StoredTable(
        base,
        tuple(core_column(*column) for column in columns),
        rows,
        tuple(uid_of.values()),
        tuple(
            tuple(uid_of[cell.row_id] for cell in held if cell.position is not None)
            for _, held in columns
        ),
    )
