"""The draft, folded from the store: contests, standing decisions, clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction

from proposals.core import draft as core
from proposals.core import origins, references, renumber
from proposals.core.model import Clause, Kind, accept, reject
from proposals.models import Comparison, Decision
from proposals.selectors.stored import StoredTable, stored_table


@dataclass(frozen=True, slots=True)
class Draft:
    """A comparison's draft at this moment.

    `orphans` are decisions whose words are no longer there; `statuses` the last status
    set on a row; `last` the last decision on each row, by which two writers are told.
    """

    table: StoredTable
    contests: tuple[core.Contest, ...]
    clauses: tuple[core.DraftClause, ...]
    references: tuple[renumber.Reference, ...]
    decisions: tuple[Decision, ...]  # in force: taken, standing and not taken back
    orphans: tuple[Decision, ...]
    statuses: dict[str, Decision]
    last: dict[str, int]
    by_uid: dict[str, core.DraftClause] = field(init=False, repr=False)
    contest_of: dict[str, core.Contest] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_uid", {one.uid: one for one in self.clauses})
        object.__setattr__(self, "contest_of", {one.uid: one for one in self.contests})

    def contest(self, uid: str) -> core.Contest:
        """Raises KeyError."""
        return self.contest_of[uid]

    def parts(self, uid: str) -> tuple[origins.Part, ...]:
        """The words of a clause by where they come from."""
        whole = [one for one in self.decisions if one.row == uid and not one.span]
        text = self.by_uid[uid].clause.text
        return origins.parts(self.contest(uid), text, whole[-1].core() if whole else None)


# Folded drafts by the token that the cache has for their version. A draft would take longer
# to come out of a cache than to be folded, so it stays in this process's memory.
_held: dict[str, Draft] = {}
HELD = 16


def kept_draft(comparison: Comparison) -> Draft:
    """The draft at the version that the comparison was read at: what pages show."""
    token = _token(comparison)
    draft = _held.get(token)
    if draft is None:
        draft = fold_draft(comparison)
        _hold(token, draft)
    return draft


def draft_to_change(comparison: Comparison) -> Draft:
    """The draft as it stands. Only behind the lock: nobody else has a newer version then.

    It is not held here, since what the transaction did before may yet be taken back.
    """
    comparison.base.resolution.refresh_from_db(fields=["version"])
    return _held.get(_token(comparison)) or fold_draft(comparison)


def changed_draft(comparison: Comparison, draft: Draft) -> Draft:
    """A draft with the decisions that were stored since it was folded. One query."""
    return _fold(comparison, draft.table, draft.contests)


def keep_draft(comparison: Comparison, draft: Draft) -> None:
    """Have what was just changed ready to be shown, once it is stored for good."""
    comparison.base.resolution.refresh_from_db(fields=["version"])
    token = _token(comparison)
    transaction.on_commit(lambda: _hold(token, draft))


def _token(comparison: Comparison) -> str:
    key = f"draft:{comparison.pk}:{comparison.base.resolution.version}"
    return str(cache.get_or_set(key, lambda: uuid4().hex))


def _hold(token: str, draft: Draft) -> None:
    while len(_held) >= HELD:
        _held.pop(next(iter(_held)), None)
    _held[token] = draft


def fold_draft(comparison: Comparison) -> Draft:
    """Fold a comparison's decisions over its table. Six queries, whatever the size."""
    table = stored_table(comparison)
    return _fold(comparison, table, build_contests(table))


def _fold(comparison: Comparison, table: StoredTable, contests: tuple[core.Contest, ...]) -> Draft:
    taken = list(comparison.decisions.select_related("by").order_by("pk"))
    by_uid = {contest.uid: contest for contest in contests}
    effective = in_force(taken)
    standing = [one for one in effective if stands(by_uid.get(one.row), one)]
    clauses = renumber.number(core.fold(contests, [one.core() for one in standing]))
    clauses, references = renumber.follow(clauses, numberings(contests))
    kept = {one.pk for one in standing}
    return Draft(
        table=table,
        contests=contests,
        clauses=clauses,
        references=references,
        decisions=tuple(standing),
        orphans=tuple(one for one in effective if one.pk not in kept),
        statuses={one.row: one for one in taken if one.choice == Decision.Choice.STATUS},
        last={one.row: one.pk for one in taken},
    )


def in_force(taken: Sequence[Decision]) -> list[Decision]:
    """Decisions on the text that nobody took back; taking back an undo restores."""
    undone: set[int] = set()
    for one in reversed(taken):
        if one.choice == Decision.Choice.UNDO and one.pk not in undone and one.undoes_id:
            undone.add(one.undoes_id)
    return [
        one
        for one in taken
        if one.pk not in undone and one.choice not in (Decision.Choice.UNDO, Decision.Choice.STATUS)
    ]


def about(contest: core.Contest, span: tuple[int, int] | None) -> dict[str, object]:
    """What a decision is on: the words as they stand, and who proposes what."""
    if span is None:
        texts = {group: clause.proposed for group, clause in contest.proposed.items()}
        return {"base": contest.base_text, "readings": [[t, [g]] for g, t in texts.items()]}
    found = next(each for each in contest.spans if each.key == span)
    return {
        "base": found.base,
        "readings": [[reading.text, list(reading.groups)] for reading in found.readings],
    }


def stands(contest: core.Contest | None, decision: Decision) -> bool:
    """Whether the words that were decided on are still those of the store.

    A decision on a span goes by its words; one that adopts a group's clause by that
    group's text; one that keeps, writes or deletes goes by the base alone.
    """
    if contest is None or not core.standing(contest, decision.core()):
        return False
    then, now = decision.about, about(contest, tuple(decision.span) if decision.span else None)
    if not then:
        return True
    if then["base"] != now["base"]:
        return False
    if decision.choice != Decision.Choice.ADOPT:
        return decision.span is None or then["readings"] == now["readings"]
    return _reading(then, decision.group) == _reading(now, decision.group)


def _reading(facts: dict[str, object], group: str) -> str | None:
    readings = facts["readings"]
    assert isinstance(readings, list)
    return next((text for text, groups in readings if group in groups), None)


def build_contests(table: StoredTable) -> tuple[core.Contest, ...]:
    """Each row as the drafting group sees it; the proposals' own lines are left out."""
    groups = [column.group for column in table.columns]
    order = _orders(table)
    contests = []
    for row, uid in zip(table.rows, table.uids, strict=True):
        if row.lead.kind is Kind.PROPOSAL:
            continue
        held = {group: cell for group, cell in zip(groups, row.cells, strict=True) if cell}
        contests.append(
            core.Contest(
                uid,
                row.base and replace(row.base, uid=uid),
                {group: cell.clause for group, cell in held.items()},
                {
                    group: order[group].get(uid, "")
                    for group, cell in held.items()
                    if cell.moved_from is not None and row.base is not None
                },
            )
        )
    return tuple(contests)


def _orders(table: StoredTable) -> dict[str, dict[str, str]]:
    """For each group: a row's uid -> the uid of the row that it follows in its document."""
    orders: dict[str, dict[str, str]] = {}
    for number, column in enumerate(table.columns):
        held = sorted(
            (cell.clause.source, place, uid)
            for place, (row, uid) in enumerate(zip(table.rows, table.uids, strict=True))
            if (cell := row.cells[number]) is not None and cell.clause.source
        )
        before = ""
        orders[column.group] = {}
        for _, _, uid in held:
            orders[column.group][uid] = before
            before = uid
    return orders


def numberings(contests: Sequence[core.Contest]) -> dict[str, dict[tuple[str, str], str]]:
    """What "resolves 4" names in the text in force ("") and in each group's text."""
    found: dict[str, dict[tuple[str, str], str]] = {"": {}}
    for contest in contests:
        if contest.base is not None:
            _number(found[""], contest.base, reject(contest.base.label), contest.uid)
        for group, clause in contest.proposed.items():
            _number(found.setdefault(group, {}), clause, accept(clause.label), contest.uid)
    return found


def _number(into: dict[tuple[str, str], str], clause: Clause, label: str, uid: str) -> None:
    if clause.level <= 1 and label.strip():
        into.setdefault((clause.section, references.bare(label)), uid)
