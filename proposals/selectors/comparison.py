"""The comparison table and the page of one clause."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection

from proposals.core import model as core
from proposals.core.result import Warning
from proposals.core.writing.html import CellPart
from proposals.core.writing.html_table import Joined, RowPart
from proposals.models import Comparison, ProposedClause, Resolution, Row, SourceDocument
from proposals.models.runs import unpack
from proposals.permissions import OPERATOR, Visitor, can_edit_alignment, is_staff
from proposals.selectors.resolution import Head, comparisons_of, find_comparison, head


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column's head; `empty`: announced, with no document."""

    group: str
    name: str
    document: str
    code: str
    action: str
    empty: bool
    language: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that the comparison page shows but the table itself.

    That is `joined_table` for all columns, else joined from `table_rows`; `changes` is how
    many there are, by group; `resolution.version` is what caches go by.
    """

    head: Head
    resolution: Resolution
    comparison: int
    columns: tuple[ColumnHead, ...]
    changes: dict[str, int]
    warnings: tuple[Warning, ...]  # for editors only
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which table, and which version of its resolution: all that its page depends on."""

    comparison: int
    resolution: int
    version: int


def comparison_stamp(user: Visitor, slug: str, meeting: str = "") -> Stamp:
    """The stamp of `comparison_page`, in one small query. Raises Comparison.DoesNotExist."""
    sql, stand_ins = _stamp_query(is_staff(user), bool(meeting))
    asked = {_SLUG: slug, _MEETING: meeting}
    with connection.cursor() as cursor:
        prepared = connection.ops.prep_for_iexact_query
        cursor.execute(sql, [prepared(asked[one]) if one in asked else one for one in stand_ins])
        found = cursor.fetchall()
    rank = sorted(found, key=lambda one: (-one[0], one[1] != "en", one[2]))
    if not rank:
        raise Comparison.DoesNotExist(f"There is no comparison of Resolution {slug}.")
    return Stamp(*rank[0][2:])


_SLUG, _MEETING = "SLUG", "MEETING"


@lru_cache
def _stamp_query(staff: bool, with_meeting: bool) -> tuple[str, tuple[Any, ...]]:
    """The SQL, put once: every page of a table asks it, and to put it takes longest.

    Stand-ins among its parameters are for the slug and the meeting.
    """
    who = OPERATOR if staff else None
    query = comparisons_of(who, _SLUG, _MEETING if with_meeting else "").values_list(
        "meeting__year", "base__language", "pk", "base__resolution", "base__resolution__version"
    )
    return query.query.sql_with_params()


def comparison_page(user: Visitor, slug: str, meeting: str = "") -> Page:
    """Three queries and the visitor's roles. Raises Comparison.DoesNotExist."""
    comparison = find_comparison(user, slug, meeting)
    may_edit = can_edit_alignment(user)
    return Page(
        head(comparison, user),
        comparison.base.resolution,
        comparison.pk,
        _columns(comparison),
        comparison.changes,
        import_warnings(comparison) if may_edit else (),
        may_edit,
    )


def _columns(comparison: Comparison) -> tuple[ColumnHead, ...]:
    """The heads in order; a column that holds nothing was not joined."""
    return tuple(
        ColumnHead(code, name, document, number, action, code not in comparison.changes, language)
        for code, name, document, number, action, language in comparison.proposals.order_by(
            "position"
        ).values_list("group__code", "group__name", "document", "code", "action", "language")
    )


def joined_table(comparison: int) -> Joined:
    """The table of all columns, joined when it was stored. In plain SQL: see `_stamp_query`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT joined_nav, joined_body, changes FROM proposals_comparison WHERE id = %s",
            [comparison],
        )
        nav, body, changes = cursor.fetchone()
    return Joined(nav, body, json.loads(changes))


def table_rows(comparison: int) -> tuple[RowPart, ...]:
    """The stored rows, for any other table than that of all columns. Two queries."""
    cells: defaultdict[int, dict[str, CellPart | None]] = defaultdict(dict)
    for row, group, html, letter, changes, classes, reading in (
        ProposedClause.objects.filter(proposal__comparison=comparison)
        .order_by()
        .values_list(
            "row", "proposal__group__code", "html", "letter", "changes", "classes", "reading"
        )
    ):
        cells[row][group] = CellPart(html, letter, changes, classes, reading)
    return tuple(
        RowPart(uid, kind, section, label, html, cells[pk], rival)
        for pk, uid, kind, section, label, html, rival in Row.objects.filter(comparison=comparison)
        .order_by("position")
        .values_list("pk", "uid", "kind", "section", "head", "html", "rival")
    )


def import_warnings(comparison: Comparison) -> tuple[Warning, ...]:
    """What a person should look at in the documents that the table stands on."""
    found = (
        SourceDocument.objects.filter(proposals__comparison=comparison)
        .distinct()
        .order_by("pk")
        .values_list("warnings", flat=True)
    )
    return tuple(
        Warning(message, source, column)
        for warnings in found
        for source, column, message in warnings
    )


@dataclass(frozen=True, slots=True)
class Why:
    """An inferred change and its reason."""

    op: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one group makes of a clause; `version` guards against two writers at once."""

    group: str
    state: str
    runs_label: core.Runs  # as a change of the text in force
    runs: core.Runs
    own_label: core.Runs  # as the document has them: what a correction marks anew
    own: core.Runs
    whys: tuple[Why, ...]
    moved_from: str
    source: int
    version: int
    confidence: float
    pinned: bool
    corrected: bool

    @property
    def is_changed(self) -> bool:
        return any(run.op is not core.Op.EQUAL for run in self.runs_label + self.runs)


@dataclass(frozen=True, slots=True)
class Base:
    label: core.Runs
    text: core.Runs


@dataclass(frozen=True, slots=True)
class ClausePage:
    head: Head
    resolution: Resolution
    comparison: int
    uid: str
    section: str
    label: str
    kind: str
    name: str
    language: str
    base: Base | None
    readings: tuple[Reading, ...]
    absent: tuple[str, ...]  # groups whose document does not hold the clause
    previous: str  # the neighbours' uids
    next: str
    may_edit: bool


def clause_page(user: Visitor, slug: str, uid: str, meeting: str = "") -> ClausePage:
    """One row of the table by itself. Raises Comparison.DoesNotExist, Row.DoesNotExist."""
    comparison = find_comparison(user, slug, meeting)
    row = comparison.rows.select_related("base").get(uid=uid)
    columns = _columns(comparison)
    cells = row.cells.select_related("proposal__group").order_by("proposal__position")
    found = {cell.proposal.group.code: _reading(cell.proposal.group.code, cell) for cell in cells}
    uids = list(comparison.rows.order_by("position").values_list("uid", flat=True))
    at = uids.index(uid)
    base = row.base
    label = base.label if base else ""
    return ClausePage(
        head=head(comparison, user),
        resolution=comparison.base.resolution,
        comparison=comparison.pk,
        uid=uid,
        section=row.section,
        label=label,
        kind=row.kind,
        name=f"{row.section} {label}".strip() or uid,
        language=comparison.base.language,
        base=Base(core.equal(base.label), core.equal(base.text)) if base else None,
        readings=tuple(found.values()),
        absent=tuple(c.group for c in columns if not c.empty and c.group not in found),
        previous=uids[at - 1] if at else "",
        next=uids[at + 1] if at + 1 < len(uids) else "",
        may_edit=can_edit_alignment(user),
    )


def _reading(group: str, cell: ProposedClause) -> Reading:
    clause = cell.as_cell()
    return Reading(
        group=group,
        state=cell.get_state_display(),
        runs_label=clause.label,
        runs=clause.text,
        own_label=unpack(cell.label_runs),
        own=unpack(cell.text_runs),
        whys=tuple(Why(run.op.value, run.text, run.why) for run in clause.runs if run.why),
        moved_from=" ".join(cell.moved_from or ()),
        source=cell.source,
        version=cell.version,
        confidence=cell.confidence,
        pinned=cell.pinned,
        corrected=cell.corrected,
    )
