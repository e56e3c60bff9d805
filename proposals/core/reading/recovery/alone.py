"""Places where only one column has text: what can be told there without a base.

No other column shows what was inserted. What is left is the list itself: its items
begin alike, and its numbers say which item they were given to first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

from proposals.core import labels
from proposals.core.labels import Label
from proposals.core.model import Clause, Kind, everything
from proposals.core.reading.recovery.rows import Row
from proposals.core.reading.recovery.witness import Witness
from proposals.core.result import Warning

_MOST, _LEAST = 0.6, 4  # how much of a list, and how many items, have to begin alike
_ENDING = 3  # letters of a first word that tell its form: "-ing"


def sift(rows: Sequence[Row], witnesses: Sequence[Witness]) -> list[Warning]:
    """Judge which clauses that one column alone has were rather inserted; a guess."""
    warnings: list[Warning] = []

    def speaker(row: Row) -> int | None:
        """The column that speaks alone, None where several do."""
        if not row.is_alone or row.clauses(witnesses)[0].kind is Kind.PROPOSAL:
            return None
        return next(iter(row.cells))

    for column, group in groupby(rows, speaker):
        if column is None:
            continue
        alone = list(group)
        group_name = witnesses[column].group
        clauses = [row.clauses(witnesses)[0] for row in alone]
        first, last = clauses[0].source, clauses[-1].source
        where = f"lines {first} to {last} stand" if last > first else "this line stands"
        warnings.append(
            Warning(
                f"{where} in this column only: what it changed there cannot be told"
                " without the in-force text",
                first,
                group_name,
            )
        )
        for number, why in sorted(_inserted(clauses).items()):
            alone[number].is_base = False
            message = f"taken as inserted: {why}"
            warnings.append(Warning(message, clauses[number].source, group_name))
    return warnings


def _inserted(clauses: Sequence[Clause]) -> dict[int, str]:
    """The clauses that were rather inserted: index -> why."""
    found: dict[int, str] = {}
    start = 0
    for stop in range(1, len(clauses) + 1):
        if stop < len(clauses) and _same_list(clauses[stop], clauses[start]):
            continue
        items = clauses[start:stop]
        found |= {start + n: "it begins unlike its list" for n in _unlike(items)}
        found |= {start + n: "its number belonged to the next" for n in _pushing(items)}
        start = stop
    return found


def _same_list(one: Clause, other: Clause) -> bool:
    return one.kind is other.kind is Kind.ITEM and one.level == other.level


def _unlike(items: Sequence[Clause]) -> list[int]:
    """The last items whose first word has not the ending that most of the list has."""
    if items[0].kind is not Kind.ITEM:
        return []
    endings = [everything(item.text).split(" ")[0].strip(",")[-_ENDING:] for item in items]
    usual, count = Counter(endings).most_common(1)[0]
    if count < max(_LEAST, _MOST * len(items)):
        return []
    number = len(items)
    while endings[number - 1] != usual:
        number -= 1
    return list(range(number, len(items)))


def _pushing(items: Sequence[Clause]) -> list[int]:
    """Items whose number is the old one of a later item: c), `cd)`, `de)` insert the c)."""
    old: list[Label | None] = []
    glued: list[bool] = []
    for item in items:
        shown = everything(item.label)
        plain = labels.parse(shown)
        halves = labels.unglue(shown)
        # A deletion stands before the insertion, as a rule.
        is_glued = bool(halves) and (plain is None or plain.ordinal > len(items) + 1)
        glued.append(is_glued)
        old.append(labels.parse(halves[0][0]) if is_glued else plain)
    taken = {label for label, is_glued in zip(old, glued, strict=True) if is_glued}
    left = [
        label
        for label, is_glued in zip(old, glued, strict=True)
        if label is not None and not label.is_bullet and (is_glued or label not in taken)
    ]
    if any(after.steps(before) != -1 for before, after in pairwise(left)):
        return []  # then the numbers tell another story
    return [n for n, label in enumerate(old) if label in taken and not glued[n]]
