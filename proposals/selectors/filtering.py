"""Which rows of a table a reader asks for: filters that narrow it, all of which must hold.

Within one filter any of its values will do. What a filter says of a cell is said of one
cell: "new clauses of ATU" are rows where ATU itself adds one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields

from proposals.core.model import Kind
from proposals.core.search import parse
from proposals.core.substance import Class
from proposals.core.writing.html_table import RowPart, placed
from proposals.models import Comparison, ProposedClause, Row
from proposals.permissions import Visitor
from proposals.selectors.annotating import comment_counts
from proposals.selectors.fresh import new_rows

CHANGES = ("inserted", "changed", "deleted", "moved")
FRONT = "-"  # stands for the section without a name: an address cannot say "" apart from none
CLASSES = tuple(each.value for each in Class if each is not Class.NONE)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked for; every one empty: all rows."""

    groups: tuple[str, ...] = ()  # that change the row
    changes: tuple[str, ...] = ()  # of CHANGES
    classes: tuple[str, ...] = ()  # of CLASSES
    sections: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()  # of Row.Agreement
    statuses: tuple[str, ...] = ()  # of Row.Status: how far its clause of the draft is
    commented: bool = False
    new: bool = False
    text: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))

    @property
    def of_cells(self) -> bool:
        return bool(self.groups or self.changes or self.classes)


def kept(user: Visitor, comparison: Comparison, filters: Filters) -> frozenset[str] | None:
    """The uids of the rows that every filter keeps; None where none is set."""
    if not filters:
        return None
    found: list[Iterable[str]] = [_rows(comparison, filters)]
    if filters.of_cells:
        found.append(_cells(comparison, filters))
    if filters.commented:
        found.append(comment_counts(comparison, user))
    if filters.new:
        found.append(new_rows(user, comparison))
    if words := parse(filters.text).words:
        found.append(_saying(comparison, words))
    first, *others = map(frozenset, found)
    return first.intersection(*others)


def _rows(comparison: Comparison, filters: Filters) -> Iterable[str]:
    rows = Row.objects.filter(comparison=comparison)
    if filters.sections:
        found = placed(row_outline(comparison.pk))
        rows = rows.filter(
            uid__in=[r.uid for name, r in found if (name or FRONT) in filters.sections]
        )
    if filters.agreements:
        rows = rows.filter(agreement__in=filters.agreements)
    if filters.statuses:
        rows = rows.filter(status__in=filters.statuses)
    return rows.values_list("uid", flat=True)


def row_outline(comparison: int) -> list[RowPart]:
    """The rows without their texts, for what goes by their sections."""
    return [
        RowPart(uid, kind, section, "", "" if base is None else "base", {})
        for uid, kind, section, base in Row.objects.filter(comparison=comparison)
        .order_by("position")
        .values_list("uid", "kind", "section", "base")
    ]


def section_names(comparison: int) -> tuple[str, ...]:
    """The sections of a table, in order; what comes before the first is FRONT."""
    return tuple(dict.fromkeys(name or FRONT for name, _ in placed(row_outline(comparison))))


def class_counts(comparison: int) -> dict[str, dict[str, int]]:
    """How many changes of each class there are, by group."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for group, classes in (
        ProposedClause.objects.filter(row__comparison=comparison)
        .exclude(letter="u")
        .order_by()
        .values_list("proposal__group__code", "classes")
    ):
        counts[group].update(classes)
    return {group: dict(found) for group, found in counts.items()}


def statuses(comparison: int) -> dict[str, int]:
    """How many clauses of the draft are how far, by Row.Status."""
    rows = Row.objects.filter(comparison=comparison).exclude(kind=Kind.PROPOSAL)
    return dict(Counter(rows.order_by().values_list("status", flat=True)))


def _cells(comparison: Comparison, filters: Filters) -> set[str]:
    """The rows with one cell that is all that was asked."""
    cells = ProposedClause.objects.filter(row__comparison=comparison).exclude(letter="u")
    if filters.groups:
        cells = cells.filter(proposal__group__code__in=filters.groups)
    return {
        uid
        for uid, state, moved, classes in cells.order_by().values_list(
            "row__uid", "state", "moved_from", "classes"
        )
        if _is_change(state, moved, filters.changes)
        and (not filters.classes or any(each in classes for each in filters.classes))
    }


def _saying(comparison: Comparison, words: Iterable[str]) -> set[str]:
    """The rows with a text, in force or proposed, that holds every word."""
    in_force = Row.objects.filter(comparison=comparison)
    cells = ProposedClause.objects.filter(row__comparison=comparison)
    for word in words:
        in_force = in_force.filter(base__folded__contains=word)
        cells = cells.filter(folded__contains=word)
    found = in_force.order_by().values_list("uid", flat=True)
    return {*found, *cells.order_by().values_list("row__uid", flat=True)}


def _is_change(state: str, moved: object, asked: tuple[str, ...]) -> bool:
    return not asked or state in asked or ("moved" in asked and moved is not None)
