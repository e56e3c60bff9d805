"""Putting the alignment right: a person's word on rows, kept by every later import."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.contrib.auth.models import User
from django.db import transaction

from proposals.core.result import Refused
from proposals.models import Comparison, ProposedClause, Record, Row
from proposals.services.align_comparison import align_comparison
from proposals.services.cells import expect, find_cell, find_row, locked, name_of
from proposals.services.record import record

MOVES = (Record.Verb.PINNED, Record.Verb.SPLIT, Record.Verb.JOINED, Record.Verb.RELEASED)


@transaction.atomic
def move_clause(
    *,
    comparison: int,
    uid: str,
    group: str,
    to: str,
    version: int,
    by: User | None,
    exchange: bool = False,
) -> None:
    """Pin a group's clause to the row `to`. Raises Conflict, and Refused where it cannot stand.

    With `exchange`, a clause of the group that stands beside `to`'s text in force takes
    this one's place.
    """
    table = locked(comparison)
    cell = find_cell(table, uid, group)
    expect(cell, version)
    target = find_row(table, to)
    moves: dict[int, int | None] = {cell.pk: target.pk}
    other = _other(target, cell) if exchange and target.base_id is not None else None
    if other is None:
        _check_free(target, cell)
    else:
        is_alone = cell.row.base_id is None and not cell.row.cells.exclude(pk=cell.pk).exists()
        moves[other.pk] = None if is_alone else cell.row_id
    cells = [cell, other] if other is not None else [cell]
    _apply(table, moves, Record.Verb.PINNED, cells, by, row=uid, to=to)


@transaction.atomic
def split_row(*, comparison: int, uid: str, group: str, version: int, by: User | None) -> None:
    """Give a group's clause a row of its own."""
    table = locked(comparison)
    cell = find_cell(table, uid, group)
    expect(cell, version)
    _apply(table, {cell.pk: None}, Record.Verb.SPLIT, [cell], by, row=uid)


@transaction.atomic
def join_rows(*, comparison: int, uid: str, to: str, by: User | None) -> None:
    """Put all of a row of new clauses into the row `to`."""
    table = locked(comparison)
    row, target = find_row(table, uid), find_row(table, to)
    if row.base_id is not None or row == target:
        raise Refused("Only a row of new clauses can be joined to another.")
    cells = list(row.cells.select_related("row", "proposal__group"))
    for cell in cells:
        _check_free(target, cell)
    moves = {cell.pk: target.pk for cell in cells}
    _apply(table, moves, Record.Verb.JOINED, cells, by, row=uid, to=to)


@transaction.atomic
def release_clause(*, comparison: int, uid: str, group: str, by: User | None) -> None:
    """Take a pin away: the clause stands again where the alignment puts it."""
    table = locked(comparison)
    cell = find_cell(table, uid, group)
    if not cell.pinned:
        raise Refused("Nobody has put this clause in its row by hand.")
    _apply(table, {}, Record.Verb.RELEASED, [cell], by, releases=[cell.pk], row=uid)


@transaction.atomic
def undo_move(*, comparison: int, by: User | None) -> str:
    """Take the last of these back that has not been yet; what it was about, by name.

    Raises Refused where there is nothing to take back, or not any more.
    """
    table = locked(comparison)
    last = last_move(table.pk)
    if last is None:
        raise Refused("There is no move to take back.")
    moves: dict[int, int | None] = {}
    releases = []
    rows = dict(table.rows.values_list("uid", "pk"))
    cells = ProposedClause.objects.select_related("row__base", "proposal__group")
    found = cells.filter(row__comparison=table).in_bulk([key for key, *_ in last.detail["was"]])
    for key, uid, pinned in last.detail["was"]:
        if key not in found:
            raise Refused(f"{last.object} is no longer in the document: nothing to take back.")
        if pinned:
            moves[key] = rows.get(uid)
        else:
            releases.append(key)
    _apply(
        table,
        moves,
        Record.Verb.PINNED if moves else Record.Verb.RELEASED,
        list(found.values()),
        by,
        releases,
        undoes=last.pk,
    )
    return last.object


def last_move(comparison: int) -> Record | None:
    """The last move that has not been taken back."""
    undone = set()
    for one in Record.objects.filter(comparison=comparison, verb__in=MOVES).order_by("-pk"):
        if undoes := one.detail.get("undoes"):
            undone.add(undoes)
        elif one.pk not in undone and "was" in one.detail:
            return one
    return None


def _check_free(target: Row, cell: ProposedClause) -> None:
    """A row has one cell a group; one that only says "left out" gives way."""
    if _other(target, cell) is not None:
        raise Refused(
            f"{cell.proposal.group} already has a clause in that row: move it away first."
        )


def _other(target: Row, cell: ProposedClause) -> ProposedClause | None:
    """The clause that the same document has in that row already."""
    others = target.cells.filter(proposal=cell.proposal, position__isnull=False)
    return others.exclude(pk=cell.pk).select_related("row", "proposal__group").first()


def _apply(
    table: Comparison,
    moves: Mapping[int, int | None],
    verb: Record.Verb,
    cells: list[ProposedClause],
    by: User | None,
    releases: Collection[int] = (),
    **detail: object,
) -> None:
    was = [[cell.pk, cell.row.uid, cell.pinned] for cell in cells]
    align_comparison(comparison=table, moves=moves, releases=releases, by=by)
    record(
        resolution=table.base.resolution,
        comparison=table,
        verb=verb,
        name=", ".join(map(name_of, cells)),
        by=by,
        was=was,
        **detail,
    )
