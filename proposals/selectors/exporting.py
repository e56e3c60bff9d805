"""What the exports write: a comparison's head and table, ready for `core.writing`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from proposals.core.model import Clause, Document, Kind, accept, equal
from proposals.models import Comparison, Revision
from proposals.permissions import Visitor
from proposals.selectors.drafting import Draft, kept_draft
from proposals.selectors.resolution import find_comparison, find_resolution, visible_revisions
from proposals.selectors.revisions import compare_revisions
from proposals.selectors.stored import StoredTable, stored_table

OPENS = (Kind.HEADING, Kind.ANNEX)


@dataclass(frozen=True, slots=True)
class Exported:
    """A comparison to be written. `draft` holds the draft's clauses by their rows, in its order.

    None of `draft` where it was not asked for; two revisions have neither draft nor comparison.
    """

    conference: str
    number: str
    base: str
    title: str
    table: StoredTable
    comparison: Comparison | None = None
    draft: dict[str, Clause] | None = None

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(column.group for column in self.table.columns)


def export_comparison(
    user: Visitor, slug: str, meeting: str = "", *, draft: bool = False
) -> Exported:
    """Raises Comparison.DoesNotExist."""
    return exported(find_comparison(user, slug, meeting), draft=draft)


def exported(comparison: Comparison, *, draft: bool = False) -> Exported:
    """A comparison that was found already, with its draft if asked for."""
    if not draft:
        return replace(_exported(comparison.base, stored_table(comparison)), comparison=comparison)
    found = kept_draft(comparison)
    return replace(
        _exported(comparison.base, found.table), comparison=comparison, draft=_clauses(found)
    )


def _clauses(draft: Draft) -> dict[str, Clause]:
    return {one.uid: one.clause for one in draft.clauses if one.clause.runs}


def narrowed(
    found: Exported, groups: Sequence[str] = (), only: Collection[str] | None = None
) -> Exported:
    """The columns of these groups, in this order, and these rows; no groups: every column.

    A row's heading stays with it. A new clause of no chosen column is left out.
    """
    table = found.table
    places = [found.groups.index(group) for group in groups] or range(len(table.columns))
    rows = [replace(row, cells=tuple(row.cells[at] for at in places)) for row in table.rows]
    kept = {
        uid
        for row, uid in zip(rows, table.uids, strict=True)
        if (only is None or uid in only) and (row.base is not None or any(row.cells))
    }
    if only is not None:
        kept |= _headings(found, kept)
    pairs = [pair for pair in zip(rows, table.uids, strict=True) if pair[1] in kept]
    narrow = StoredTable(
        replace(table.base, clauses=_standing(found, kept)) if only is not None else table.base,
        tuple(table.columns[at] for at in places),
        tuple(row for row, _ in pairs),
        tuple(uid for _, uid in pairs),
        tuple(table.homes[at] for at in places) if table.homes else (),
    )
    if only is not None and narrow.homes:
        narrow = _of_rows(narrow, kept)
    draft = found.draft and {uid: one for uid, one in found.draft.items() if uid in kept}
    return replace(found, table=narrow, draft=draft)


def _headings(found: Exported, kept: Collection[str]) -> set[str]:
    """The headings that open a section with a row that is kept."""
    wanted, last = set(), ""
    for row, uid in zip(found.table.rows, found.table.uids, strict=True):
        if row.lead.kind in OPENS:
            last = uid
        elif uid in kept and last:
            wanted.add(last)
    return wanted


def _standing(found: Exported, kept: Collection[str]) -> tuple[Clause, ...]:
    """The clauses in force of the rows that are kept."""
    rows = zip(found.table.rows, found.table.uids, strict=True)
    uids = {row.base.uid for row, uid in rows if row.base is not None and uid in kept}
    return tuple(one for one in found.table.base.clauses if one.uid in uids)


def _of_rows(table: StoredTable, kept: Collection[str]) -> StoredTable:
    """The columns' documents without the clauses of other rows."""
    columns, homes = [], []
    for column, home in zip(table.columns, table.homes, strict=True):
        pairs = [pair for pair in zip(column.body.clauses, home, strict=True) if pair[1] in kept]
        body = replace(column.body, clauses=tuple(clause for clause, _ in pairs))
        columns.append(replace(column, body=body))
        homes.append(tuple(uid for _, uid in pairs))
    return replace(table, columns=tuple(columns), homes=tuple(homes))


def clean(found: Exported) -> Exported:
    """The same with every change of the columns and of the draft accepted."""
    table = found.table
    columns = tuple(
        replace(one, body=replace(one.body, clauses=tuple(map(_accepted, one.body.clauses))))
        for one in table.columns
    )
    rows = tuple(
        replace(
            row,
            cells=tuple(
                cell and replace(cell, clause=_accepted(cell.clause)) for cell in row.cells
            ),
        )
        for row in table.rows
    )
    draft = found.draft and {uid: _accepted(one) for uid, one in found.draft.items()}
    return replace(found, table=replace(table, columns=columns, rows=rows), draft=draft)


def _accepted(clause: Clause) -> Clause:
    return replace(clause, label=equal(accept(clause.label)), text=equal(accept(clause.text)))


def draft_document(found: Exported) -> Document:
    """The draft's clauses as a document, in its own order."""
    clauses = tuple((found.draft or {}).values())
    return replace(found.table.base, clauses=clauses)


def export_revisions(user: Visitor, slug: str, old: str, new: str) -> Exported:
    """Raises Resolution.DoesNotExist, Revision.DoesNotExist with the names there are."""
    texts = visible_revisions(find_resolution(slug), user)
    before, after = (_revision(texts, name) for name in (old, new))
    return _exported(before, compare_revisions(before, after))


def _revision(texts: list[Revision], name: str) -> Revision:
    """A revision by its name; its place or its year will do where no other has it."""
    exact = [text for text in texts if text.name.casefold() == name.casefold()]
    found = exact or [text for text in texts if name.casefold() in text.name.casefold()]
    if not found or (not exact and len(found) > 1):
        names = ", ".join(f"“{text.name}”" for text in texts)
        raise Revision.DoesNotExist(f"There is no revision “{name}”; there are {names or 'none'}.")
    return found[0]


def _exported(base: Revision, table: StoredTable) -> Exported:
    resolution = base.resolution
    return Exported(resolution.conference, resolution.number, base.name, base.title, table)
