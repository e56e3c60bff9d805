"""How far each clause is, kept on its row: what the groups make of it, and what was decided.

Both follow from what is stored, and pages of a whole meeting ask for them of every clause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from proposals.core import draft as core
from proposals.core.accord import accord
from proposals.models import Comparison, Row
from proposals.selectors.drafting import Draft, build_contests, in_force, stands
from proposals.selectors.stored import StoredTable


class Standing(NamedTuple):
    """A row's `agreement` and `status`."""

    agreement: str = Row.Agreement.NOBODY.value
    status: str = Row.Status.UNTOUCHED.value


def standings(comparison: Comparison, table: StoredTable) -> dict[str, Standing]:
    """The standing of every row of a table, by its uid; none for the proposals' own lines."""
    contests = build_contests(table)
    rivals = {uid: row.rival for uid, row in zip(table.uids, table.rows, strict=True)}
    taken = list(comparison.decisions.select_related("by").order_by("pk"))
    by_uid = {contest.uid: contest for contest in contests}
    decisions = [one for one in in_force(taken) if stands(by_uid.get(one.row), one)]
    statuses = _statuses(core.fold(contests, [one.core() for one in decisions]))
    language = table.base.language
    return {
        contest.uid: Standing(
            accord(contest, rivals[contest.uid], language).value, statuses[contest.uid]
        )
        for contest in contests
    }


def keep_statuses(comparison: Comparison, draft: Draft) -> None:
    """Store the statuses that follow from a draft."""
    statuses = _statuses(draft.clauses)
    moved: dict[str, list[int]] = defaultdict(list)
    for pk, uid, status in comparison.rows.values_list("pk", "uid", "status"):
        if statuses.get(uid, status) != status:
            moved[statuses[uid]].append(pk)
    for status, keys in moved.items():
        Row.objects.filter(pk__in=keys).update(status=status)


def _statuses(clauses: Sequence[core.DraftClause]) -> Mapping[str, str]:
    return {drafted.uid: drafted.status.value for drafted in clauses}
