"""What persons decided about rows, as pins for the alignment; and the rows' ids after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Mapping, Sequence

from rapidfuzz import fuzz

from proposals.core import model as core
from proposals.core.words import normal
from proposals.models import Row
from proposals.services.carrying import Held
from proposals.services.uids import uid

Place = tuple[int, int]  # a clause: its column and its number there, from 0
Target = int | Place | None  # a base clause, another clause's row, or a row of its own

# From here on a new clause in the same section is the old one, reworded: its address stays.
ALIKE = 60  # per cent


def pins(
    columns: Sequence[Sequence[Held]],
    rows: Mapping[int, Row],
    base: Mapping[int, int],
    moves: Mapping[int, int | None],
) -> dict[Place, Target]:
    """Where each pinned clause has to stand.

    `base` gives a base clause's number by its key. `moves` are new: a proposed clause's
    key, and the key of the row it goes to, None for a row of its own.
    """
    cells: dict[int, list[Place]] = defaultdict(list)  # by row, where each should be
    fixed: dict[Place, Target] = {}
    decided: set[Place] = set()
    for number, column in enumerate(columns):
        for at, one in enumerate(column):
            if one.prior is None:
                continue
            place, moved = (number, at), one.prior.pk in moves
            row = moves[one.prior.pk] if moved else one.prior.row_id
            if moved or one.pinned:
                decided.add(place)
            if row is None:
                fixed[place] = None
            else:
                cells[row].append(place)
    for key, places in cells.items():
        clause = rows[key].base_id if key in rows else None
        if clause is not None:
            if clause in base:
                fixed |= {place: base[clause] for place in places if place in decided}
            continue
        first, *others = places
        if first in decided:
            fixed[first] = None
        for place in others:
            if place in decided or first in decided:
                fixed[place] = first
    return fixed


def name_rows(
    rows: Sequence[core.Row],
    columns: Sequence[Sequence[Held]],
    stored: Mapping[int, Row],
    texts: Mapping[int, str],
    base: Mapping[str, int],
    moved: Collection[int] = (),
) -> list[Row]:
    """A stored row for each row, the same as before where it is the same; else a new one.

    `texts` says what stands in a stored row of new clauses, `base` gives a base clause's
    key by its uid. Clauses that are just `moved`, by their keys, leave their row's address
    to those that stay. Only key, uid and base are filled in.
    """
    current = set(base.values())
    by_base = {row.base_id: row for row in stored.values() if row.base_id in current}
    # Also a clause that is no longer in the text in force, or has come into it, is the same.
    free = {key: row for key, row in stored.items() if row.base_id not in by_base}
    named: list[Row | None] = []
    for row in rows:
        clause = base[row.base.uid] if row.base is not None else None
        old = by_base.get(clause) if clause is not None else None
        named.append(Row(pk=old.pk, uid=old.uid) if old else _same(row, columns, free, moved))
    named = [
        _same(row, columns, free, ()) if name is None else name
        for row, name in zip(rows, named, strict=True)
    ]
    taken = {name.uid for name in named if name is not None}
    result = []
    for row, name in zip(rows, named, strict=True):
        if row.base is None and name is None and (old := _alike(row, free, texts)) is not None:
            name = Row(pk=old.pk, uid=free.pop(old.pk).uid)
        if name is None:
            name = Row(uid=_new_uid(row, taken))
        name.base_id = base[row.base.uid] if row.base is not None else None
        taken.add(name.uid)
        result.append(name)
    return result


def _new_uid(row: core.Row, taken: Container[str]) -> str:
    """A base clause's own, as long as no row has it."""
    if row.base is not None and row.base.uid not in taken:
        return row.base.uid
    return uid(taken, row.section, normal(core.everything(row.lead.text)))


def _same(
    row: core.Row,
    columns: Sequence[Sequence[Held]],
    free: dict[int, Row],
    moved: Collection[int],
) -> Row | None:
    """The stored row, now free, in which one of the cells stood before and stayed."""
    for column, cell in zip(columns, row.cells, strict=True):
        prior = column[int(cell.clause.uid)].prior if cell and cell.clause.uid else None
        if prior is not None and prior.pk not in moved and prior.row_id in free:
            return Row(pk=prior.row_id, uid=free.pop(prior.row_id).uid)
    return None


def _alike(row: core.Row, free: Mapping[int, Row], texts: Mapping[int, str]) -> Row | None:
    """The stored row of a new clause that this one is, reworded."""
    text = core.everything(row.lead.text)
    best, score = None, float(ALIKE)
    for old in free.values():
        if old.base_id is None and old.section == row.section and old.kind == row.lead.kind:
            likeness = fuzz.ratio(text, texts.get(old.pk, ""), score_cutoff=score)
            if likeness > score:
                best, score = old, likeness
    return best
