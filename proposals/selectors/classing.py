"""What each change of a clause is to its reader, and which readings say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from proposals.core.model import accept
from proposals.core.substance import Change, classify_clause, renumberings
from proposals.core.words import normal
from proposals.models import Comparison
from proposals.selectors.comparison import Reading
from proposals.selectors.drafting import kept_draft


@dataclass(frozen=True, slots=True)
class Alike:
    """A reading, and every group whose text it is."""

    groups: tuple[str, ...]
    reading: Reading


def classed(comparison: Comparison, uid: str) -> dict[str, tuple[Change, ...]]:
    """The changes of each group to a clause that they have in their document."""
    table = kept_draft(comparison).table
    number = table.uids.index(uid)
    found: dict[str, tuple[Change, ...]] = {}
    for at, column in enumerate(table.columns):
        cell = table.rows[number].cells[at]
        if cell is None:
            continue
        held = (row.cells[at] for row in table.rows)
        renumbered = renumberings(one.clause for one in held if one is not None)
        found[column.group] = classify_clause(cell.clause, column.body.language, renumbered)
    return found


def place_of(comparison: Comparison, uid: str) -> tuple[int, int]:
    """A clause's place among its table's, counted from 1, and how many there are."""
    uids = kept_draft(comparison).table.uids
    return uids.index(uid) + 1, len(uids)


def alike(readings: Iterable[Reading]) -> tuple[Alike, ...]:
    """The readings that change something, each text once."""
    found: dict[tuple[str, ...], list[Reading]] = {}
    for reading in readings:
        if reading.is_changed:
            said = normal(accept(reading.runs_label)), normal(accept(reading.runs)).strip()
            found.setdefault((*said, reading.moved_from), []).append(reading)
    return tuple(Alike(tuple(one.group for one in same), same[0]) for same in found.values())
