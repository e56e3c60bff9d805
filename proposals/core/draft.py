"""The consolidated draft: the fold of its decisions over base and readings.

Nothing here is stored. A decision on a span replaces an earlier one on the same
span; a decision on the whole clause replaces every earlier one on that clause.
Decisions on different spans or clauses commute, so their order is of no account.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from proposals.core import merge, words
from proposals.core.model import Clause, Op, Run, Runs, accept, equal, reject


class Choice(StrEnum):
    """What a decision does with the words it is about."""

    ADOPT = "adopt"  # one group's reading
    KEEP = "keep"  # the base
    WRITE = "write"  # a text of the drafting group's own
    DELETE = "delete"  # the clause, or the words, go out
    BRACKET = "bracket"  # every reading, each in brackets with its groups
    DEFER = "defer"  # the base for now; to come back to


# The choices that take no group's words.
OWN = (Choice.WRITE, Choice.DELETE)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as data. `row` is a row's uid; `span` a `merge.Span.key`, None for
    the whole clause; `group` is set for ADOPT and `text` for WRITE. `author` and
    `date` (ISO 8601) are what the draft's changes are signed with."""

    row: str
    choice: Choice
    span: tuple[int, int] | None = None
    group: str = ""
    text: str = ""
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Contest:
    """A row as the drafting group sees it: its base (None: inserted) and each group
    whose document holds the clause, in column order. `moved` holds, for a group that
    moves the clause, the uid of the row it follows there ("": it comes first)."""

    uid: str
    base: Clause | None
    proposed: Mapping[str, Clause]
    moved: Mapping[str, str] = field(default_factory=dict)
    spans: tuple[merge.Span, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        texts = {group: clause.text for group, clause in self.proposed.items()}
        object.__setattr__(self, "spans", merge.spans(self.base_text, texts))

    @property
    def base_text(self) -> str:
        return self.base.base if self.base is not None else ""


class Status(StrEnum):
    """How far a clause of the draft is."""

    UNTOUCHED = "untouched"  # no group changes it
    OPEN = "open"  # a span waits for a decision
    DEFERRED = "deferred"
    BRACKETED = "bracketed"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class DraftClause:
    """One clause of the draft. `clause.text` holds runs against the base, each change
    signed by the group or person it comes from; `undecided` the spans still open.
    `is_new` says that it is not in force, `is_moved` that it stands in another place;
    `label` is the one the adopted group gives it, before the draft is renumbered."""

    uid: str
    clause: Clause
    status: Status
    undecided: tuple[merge.Span, ...] = ()
    is_new: bool = False
    is_moved: bool = False
    label: str = ""

    @property
    def text(self) -> str:
        return self.clause.proposed

    @property
    def is_absent(self) -> bool:
        """True where the draft holds no word of the clause."""
        return not self.text.strip()


def fold(contests: Sequence[Contest], decisions: Iterable[Decision]) -> tuple[DraftClause, ...]:
    """The draft, clause by clause, in row order; decisions in the order they were taken.

    Undone decisions are left out by the caller. Those on an unknown row or span do
    nothing: `standing` tells which they are.
    """
    whole, by_span = _current(decisions)
    moves: dict[str, str] = {}
    for contest in contests:
        decision = whole.get(contest.uid)
        if decision and decision.choice is Choice.ADOPT and decision.group in contest.moved:
            moves[contest.uid] = contest.moved[decision.group]
    clauses = [
        _draft_clause(
            contest,
            whole.get(contest.uid),
            by_span.get(contest.uid, {}),
            is_moved=contest.uid in moves,
        )
        for contest in contests
    ]
    return tuple(_placed(clauses, moves))


def standing(contest: Contest, decision: Decision) -> bool:
    """False where the words that a decision was about are no longer there."""
    if decision.choice is Choice.ADOPT and decision.group not in contest.proposed:
        return False
    return decision.span is None or decision.span in {span.key for span in contest.spans}


def _current(
    decisions: Iterable[Decision],
) -> tuple[dict[str, Decision], dict[str, dict[tuple[int, int], Decision]]]:
    whole: dict[str, Decision] = {}
    by_span: dict[str, dict[tuple[int, int], Decision]] = {}
    for decision in decisions:
        if decision.span is None:
            whole[decision.row] = decision
            by_span.pop(decision.row, None)
        else:
            by_span.setdefault(decision.row, {})[decision.span] = decision
    return whole, by_span


def _placed(clauses: Sequence[DraftClause], moves: Mapping[str, str]) -> list[DraftClause]:
    """The clauses with each moved one after the one it follows, under its section."""
    followers: dict[str, list[DraftClause]] = {}
    for drafted in clauses:
        if drafted.uid in moves:
            followers.setdefault(moves[drafted.uid], []).append(drafted)
    placed: list[DraftClause] = []

    def place(drafted: DraftClause) -> None:
        placed.append(drafted)
        for follower in followers.pop(drafted.uid, []):
            place(replace(follower, clause=follower.clause.with_section(drafted.clause.section)))

    for first in followers.pop("", []):
        place(first)
    for drafted in clauses:
        if drafted.uid not in moves:
            place(drafted)
    # Clauses that follow each other in a ring keep their old order, at the end.
    for left in followers.values():
        placed.extend(left)
    return placed


def _draft_clause(
    contest: Contest,
    whole: Decision | None,
    by_span: Mapping[tuple[int, int], Decision],
    *,
    is_moved: bool,
) -> DraftClause:
    lead = contest.base or next(iter(contest.proposed.values()))
    spans = contest.spans
    decided = [(span, by_span.get(span.key, whole)) for span in spans]
    undecided = tuple(span for span, decision in decided if decision is None)
    if whole is not None and whole.choice in OWN:
        text = _signed(contest.base_text, _own_text(whole), whole, "")
        undecided = ()
    else:
        text = _text(contest.base_text, decided)
    in_force = contest.base.label if contest.base is not None else ()
    own = contest.proposed.get(whole.group, lead) if whole else lead
    return DraftClause(
        uid=contest.uid,
        clause=replace(lead, label=equal(reject(in_force)), text=text),
        status=_status(decided, whole),
        undecided=undecided,
        is_new=contest.base is None,
        is_moved=is_moved,
        label=accept(own.label) or reject(own.label),
    )


def _text(base: str, decided: Sequence[tuple[merge.Span, Decision | None]]) -> Runs:
    base_units = merge.units(base)
    runs: list[Run] = []
    at = 0
    for span, decision in decided:
        runs.extend(equal("".join(base_units[at : span.start])))
        runs.extend(_span_runs(span, decision))
        at = span.stop
    runs.extend(equal("".join(base_units[at:])))
    return tuple(runs)


def _span_runs(span: merge.Span, decision: Decision | None) -> Runs:
    if decision is None or decision.choice in (Choice.KEEP, Choice.DEFER):
        return equal(span.base)
    if decision.choice in OWN:
        return _signed(span.base, _own_text(decision), decision, "")
    if decision.choice is Choice.BRACKET:
        return _signed(span.base, bracketed(span), decision, "")
    for reading in span.readings:
        if decision.group in reading.groups:
            return _signed(span.base, reading.text, decision, ", ".join(reading.groups))
    return equal(span.base)


def bracketed(span: merge.Span) -> str:
    """Every reading of a span in square brackets, each with the groups that propose it."""
    lead = " " if any(reading.text[:1].isspace() for reading in span.readings) else ""
    tail = " " if any(text[-1:].isspace() for text in (span.base, *span.texts)) else ""
    texts = [
        f"[{reading.text.strip() or '—'} ({', '.join(reading.groups)})]"
        for reading in span.readings
    ]
    return lead + " ".join(texts) + tail


def _own_text(decision: Decision) -> str:
    return decision.text if decision.choice is Choice.WRITE else ""


def _signed(base: str, text: str, decision: Decision, groups: str) -> Runs:
    if words.normal(base) == words.normal(text):
        return equal(base)
    author = groups or decision.author
    old = (Run(Op.DELETE, base, author, decision.date),) if base else ()
    new = (Run(Op.INSERT, text, author, decision.date),) if text else ()
    return old + new


def _status(
    decided: Sequence[tuple[merge.Span, Decision | None]], whole: Decision | None
) -> Status:
    choices = {decision.choice if decision else None for _, decision in decided}
    if whole is not None:
        choices.add(whole.choice)
    if not choices:
        return Status.UNTOUCHED
    if None in choices and not (whole is not None and whole.choice in OWN):
        return Status.OPEN
    if Choice.DEFER in choices:
        return Status.DEFERRED
    if Choice.BRACKET in choices:
        return Status.BRACKETED
    return Status.DECIDED
