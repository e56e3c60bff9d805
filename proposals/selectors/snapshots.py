"""A draft that was kept under a name, against the text in force or another such draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from proposals.core.model import Clause, Kind, Runs, accept, reject
from proposals.core.redline import diff
from proposals.models import Snapshot
from proposals.models.runs import unpack
from proposals.permissions import Visitor
from proposals.selectors.resolution import Head, find_comparison, head


@dataclass(frozen=True, slots=True)
class SnapshotLine:
    uid: str
    kind: str
    level: int
    label: Runs
    text: Runs


@dataclass(frozen=True, slots=True)
class SnapshotPage:
    head: Head
    snapshot: Snapshot
    language: str
    lines: tuple[SnapshotLine, ...]
    against: str
    names: tuple[str, ...]


def snapshot_page(
    user: Visitor, slug: str, name: str, against: str = "", meeting: str = ""
) -> SnapshotPage:
    """A named draft against the text in force, or against another named draft.

    Raises Comparison.DoesNotExist, Snapshot.DoesNotExist.
    """
    comparison = find_comparison(user, slug, meeting)
    snapshot = comparison.snapshots.select_related("by").get(name=name)
    language = comparison.base.language
    clauses = _clauses(snapshot)
    if against:
        lines = _between(_clauses(comparison.snapshots.get(name=against)), clauses, language)
    else:
        lines = [_line(clause, clause.label, clause.text) for clause in clauses]
    shown = tuple(one for one in lines if reject(one.text).strip() or accept(one.text).strip())
    names = tuple(comparison.snapshots.values_list("name", flat=True))
    return SnapshotPage(head(comparison, user), snapshot, language, shown, against, names)


def _between(old: Sequence[Clause], new: Sequence[Clause], language: str) -> list[SnapshotLine]:
    """The changes from one draft to another. What only the older has stands as deleted, after
    the clause that it followed there."""
    before = {clause.uid: clause for clause in old}
    kept = {clause.uid for clause in new}
    gone: dict[str, list[Clause]] = defaultdict(list)
    place = ""
    for clause in old:
        if clause.uid in kept:
            place = clause.uid
        else:
            gone[place].append(clause)
    lines = [_change(clause, None, language) for clause in gone[""]]
    for clause in new:
        lines.append(_change(before.get(clause.uid), clause, language))
        lines += [_change(left, None, language) for left in gone[clause.uid]]
    return lines


def _change(old: Clause | None, new: Clause | None, language: str) -> SnapshotLine:
    lead = new or old
    assert lead is not None
    label = diff(accept(old.label) if old else "", accept(new.label) if new else "")
    text = diff(old.proposed if old else "", new.proposed if new else "", language)
    return _line(lead, label, text)


def _line(clause: Clause, label: Runs, text: Runs) -> SnapshotLine:
    return SnapshotLine(clause.uid, clause.kind.value, clause.level, label, text)


def _clauses(snapshot: Snapshot) -> list[Clause]:
    return [
        Clause(
            Kind(one["kind"]),
            one["section"],
            unpack(one["label"]),
            unpack(one["text"]),
            one["level"],
            uid=one["uid"],
        )
        for one in snapshot.clauses
    ]
