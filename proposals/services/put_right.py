"""Corrections of an alignment as steps that can be kept and taken again.

In a preview nothing is stored: what a person does there is remembered as steps, which
the import takes after it has read the file. A clause is named by its place in its
document, since it has no key yet.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.auth.models import User

from proposals.core.result import Refused
from proposals.models import Comparison, ProposedClause
from proposals.services.cells import find_cell, name_of
from proposals.services.move_clauses import join_rows, move_clause, release_clause, split_row

DOING = ("move", "split", "join", "release")


@dataclass(frozen=True, slots=True)
class Step:
    """`do` one of DOING to the clause at `at` of a group; `row` is where a person saw it."""

    do: str
    resolution: str
    group: str
    at: int
    row: str
    to: str = ""
    name: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def step_for(comparison: Comparison, do: str, row: str, group: str, to: str = "") -> Step:
    """A step about a cell as it stands now. Raises Refused."""
    cell = find_cell(comparison, row, group)
    slug = comparison.base.resolution.slug
    return Step(do, slug, group, cell.position or 0, row, to, name_of(cell))


def take(comparison: Comparison, step: Step, by: User | None) -> None:
    """Do it. Raises Refused where it is not possible any more."""
    cell = (
        ProposedClause.objects.filter(
            row__comparison=comparison, proposal__group__code=step.group, position=step.at
        )
        .select_related("row")
        .first()
    )
    if cell is None:
        raise Refused("The document holds no such clause any more.")
    put_right(
        comparison=comparison.pk,
        do=step.do,
        row=cell.row.uid,
        group=step.group,
        to=step.to,
        version=cell.version,
        by=by,
    )


def put_right(
    *, comparison: int, do: str, row: str, group: str, to: str, version: int, by: User | None
) -> None:
    """One of DOING to the clause of a row and a group. Raises Refused and Conflict."""
    if do == "move":
        move_clause(
            comparison=comparison,
            uid=row,
            group=group,
            to=to,
            version=version,
            by=by,
            exchange=True,
        )
    elif do == "split":
        split_row(comparison=comparison, uid=row, group=group, version=version, by=by)
    elif do == "join":
        join_rows(comparison=comparison, uid=row, to=to, by=by)
    elif do == "release":
        release_clause(comparison=comparison, uid=row, group=group, by=by)
    else:
        raise Refused(f"“{do}” is nothing that can be done to a clause.")
