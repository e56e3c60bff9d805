"""What the exports write: a comparison's head and table, ready for `core.writing`."""

from __future__ import annotations

from dataclasses import dataclass

from proposals.models import Revision
from proposals.permissions import Visitor
from proposals.selectors.resolution import find_comparison, find_resolution, visible_revisions
from proposals.selectors.revisions import compare_revisions
from proposals.selectors.stored import StoredTable, stored_table


@dataclass(frozen=True, slots=True)
class Exported:
    conference: str
    number: str
    base: str
    title: str
    table: StoredTable


def export_comparison(user: Visitor, slug: str, meeting: str = "") -> Exported:
    """Raises Comparison.DoesNotExist."""
    comparison = find_comparison(user, slug, meeting)
    return _exported(comparison.base, stored_table(comparison))


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
