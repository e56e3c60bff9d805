"""Two revisions of one resolution beside each other, by the engine of the table."""

from __future__ import annotations

from dataclasses import dataclass

from proposals.core import model as core
from proposals.core.align import align
from proposals.core.writing.html_rows import rows_html
from proposals.core.writing.html_table import RowPart
from proposals.models import Resolution, Revision
from proposals.permissions import Visitor
from proposals.selectors.comparison import ColumnHead
from proposals.selectors.resolution import Head, find_resolution, text_head, visible_revisions
from proposals.selectors.stored import StoredTable, stored_base


@dataclass(frozen=True, slots=True)
class RevisionsPage:
    """`revisions` are the names to choose from, oldest first; `rows` as the table's."""

    head: Head
    resolution: Resolution
    revisions: tuple[str, ...]
    old: str
    new: str
    columns: tuple[ColumnHead, ...] = ()
    rows: tuple[RowPart, ...] = ()


def revisions_page(user: Visitor, slug: str, old: str = "", new: str = "") -> RevisionsPage:
    """The last two revisions, if the visitor names none. Raises *.DoesNotExist.

    With a single revision there is nothing to compare and no rows.
    """
    resolution = find_resolution(slug)
    texts = visible_revisions(resolution, user)
    if not texts:
        raise Revision.DoesNotExist(f"No text of Resolution {slug} is in the store.")
    after = _named(texts, new, texts[-1])
    before = _named(texts, old, texts[max(texts.index(after) - 1, 0)])
    names = tuple(dict.fromkeys(text.name for text in texts))
    page = text_head(after, user)
    if before == after:
        return RevisionsPage(page, resolution, names, before.name, after.name)
    table = compare_revisions(before, after)
    return RevisionsPage(
        page,
        resolution,
        names,
        before.name,
        after.name,
        (ColumnHead(after.name, after.name, "", "", "", False, after.language),),
        row_parts(table, [before.language, after.language]),
    )


def compare_revisions(old: Revision, new: Revision) -> StoredTable:
    """One column whose group is the newer revision's name; rows go by the older's uids."""
    base, body = stored_base(old), stored_base(new)
    column = core.Column(new.name, body)
    rows = align(base, [column])
    uids = tuple(row.lead.uid for row in rows)
    return StoredTable(base, (column,), rows, uids)


def row_parts(table: StoredTable, languages: list[str]) -> tuple[RowPart, ...]:
    """A table that is not stored, rendered."""
    groups = [column.group for column in table.columns]
    rendered = rows_html(table.rows, table.uids, groups, languages)
    return tuple(
        RowPart(
            uid,
            row.lead.kind.value,
            row.section,
            html.head,
            html.base,
            {group: cell for group, cell in zip(groups, html.cells, strict=True) if cell},
            row.rival,
        )
        for uid, row, html in zip(table.uids, table.rows, rendered, strict=True)
    )


def _named(texts: list[Revision], name: str, otherwise: Revision) -> Revision:
    if not name:
        return otherwise
    for text in texts:
        if text.name.casefold() == name.casefold():
            return text
    raise Revision.DoesNotExist(f"There is no revision “{name}”.")
