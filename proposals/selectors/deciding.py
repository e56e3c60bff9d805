"""The pages of the drafting group: one clause to decide on, the draft, its snapshots."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone

from proposals.core import draft as core
from proposals.core import renumber
from proposals.core.merge import Span
from proposals.core.model import Runs, accept
from proposals.core.origins import REST, Part, key_of
from proposals.core.redline import diff
from proposals.core.words import normal
from proposals.models import Comparison, Decision, Floor, Presence, Snapshot, Unsent
from proposals.permissions import Visitor, can_decide
from proposals.selectors.drafting import Draft, kept_draft
from proposals.selectors.resolution import Head, find_comparison, head

# For so long somebody counts as being at a clause after the last sign of them.
PRESENT = timedelta(seconds=40)


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision as it was taken. `key` names its span ("3-5"), "" for the whole clause;
    `undoable` while it can be taken back, `stands` while the draft has what it says."""

    id: int
    row: str
    words: str  # "adopted ATU", "written" …
    span: str  # the base words that it is about, "" for the whole clause
    groups: tuple[str, ...]  # whose words it took
    text: str
    reason: str
    by: str
    at: datetime
    undoable: bool
    stands: bool = False
    key: str = ""
    is_on_text: bool = True  # and no mark of how far the clause is


@dataclass(frozen=True, slots=True)
class OpenSpan:
    """A span with its readings; `key` names it in a form ("3-5"), `decided` how it was."""

    key: str
    base: str
    agreement: str
    form_only: bool
    readings: tuple[tuple[str, tuple[str, ...]], ...]
    decided: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A text for the whole clause, and the groups that propose it; `key` is its button's."""

    key: int
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deciding:
    """What the drafting group sees of one clause beside its readings."""

    uid: str
    drafted: core.DraftClause
    spans: tuple[OpenSpan, ...]
    history: tuple[Taken, ...]  # the latest first
    last: int
    status: str
    reserved: str
    next_open: str
    unsent: str
    present: tuple[str, ...]
    groups: tuple[str, ...]  # those whose document holds the clause
    offers: tuple[Offer, ...]
    on_floor: bool
    may_decide: bool

    @property
    def state(self) -> str:
        """Names what a screen shows of it: only what differs is sent again."""
        return f"{self.last}.{len(self.present)}.{self.drafted.status.value}"

    @property
    def label(self) -> Runs:
        return self.drafted.clause.label

    @property
    def text(self) -> Runs:
        return self.drafted.clause.text


def deciding(comparison: Comparison, uid: str, user: Visitor) -> Deciding | None:
    """None for a row that is no part of the draft (a proposal's own line)."""
    draft = kept_draft(comparison)
    if uid not in draft.by_uid:
        return None
    drafted, contest = draft.by_uid[uid], draft.contest(uid)
    status = draft.statuses.get(uid)
    floor = Floor.objects.filter(comparison=comparison).first()
    return Deciding(
        uid=uid,
        drafted=drafted,
        spans=_spans(draft, contest),
        history=history(comparison, draft, uid),
        last=draft.last.get(uid, 0),
        status=status.status if status else "",
        reserved=status.group if status else "",
        next_open=_next_open(draft, uid),
        unsent=_unsent(comparison, uid, user),
        present=_present(comparison, uid, user),
        groups=tuple(contest.proposed),
        offers=_offers(contest),
        on_floor=floor is not None and floor.row == uid,
        may_decide=can_decide(user),
    )


def _offers(contest: core.Contest) -> tuple[Offer, ...]:
    """What can be adopted as a whole: every text that changes the clause, or its place, once."""
    found: dict[tuple[str, str | None], list[str]] = {}
    for group, clause in contest.proposed.items():
        if clause.is_changed or group in contest.moved:
            text = normal(clause.proposed).strip(), contest.moved.get(group)
            found.setdefault(text, []).append(group)
    return tuple(Offer(key, tuple(groups)) for key, groups in enumerate(found.values(), 1))


def _spans(draft: Draft, contest: core.Contest) -> tuple[OpenSpan, ...]:
    whole = [one for one in draft.decisions if one.row == contest.uid and not one.span]
    since = whole[-1].pk if whole else 0
    decided = {
        tuple(one.span): str(one)
        for one in draft.decisions
        if one.row == contest.uid and one.span and one.pk > since
    }
    otherwise = str(whole[-1]) if whole else ""
    return tuple(_span(span, decided.get(span.key, otherwise)) for span in contest.spans)


def _span(span: Span, decided: str) -> OpenSpan:
    return OpenSpan(
        key=key_of(span.key),
        base=span.base.strip(),
        agreement=span.agreement.value,
        form_only=span.differs_in_form_only,
        readings=tuple((reading.text.strip(), reading.groups) for reading in span.readings),
        decided=decided,
    )


def history(comparison: Comparison, draft: Draft, uid: str) -> tuple[Taken, ...]:
    """All that was ever decided on a clause, the latest first. Two queries."""
    standing = {one.pk for one in draft.decisions}
    taken = comparison.decisions.filter(row=uid).select_related("by", "undoes").order_by("-pk")
    undone = set(
        comparison.decisions.filter(row=uid, undoes__isnull=False).values_list("undoes", flat=True)
    )
    return tuple(
        Taken(
            id=one.pk,
            row=uid,
            words=_words(one),
            span=str(one.about.get("base", "")).strip() if one.span else "",
            groups=_sources(one),
            text=one.text or _adopted(one),
            reason=one.reason,
            by=str(one.by or ""),
            at=one.at,
            undoable=one.pk not in undone
            and (one.pk in standing or one.choice == Decision.Choice.UNDO),
            stands=one.pk in standing,
            key=key_of(one.span) if one.span else "",
            is_on_text=one.choice != Decision.Choice.STATUS,
        )
        for one in taken
    )


def _sources(one: Decision) -> tuple[str, ...]:
    """The groups whose words a decision took, as they were when it was taken."""
    readings = one.about.get("readings", ())
    if one.choice == Decision.Choice.BRACKET:
        old = one.about.get("base", "")
        return tuple(group for text, groups in readings if text != old for group in groups)
    taken = (groups for _, groups in readings if one.group in groups)
    return tuple(next(taken, (one.group,) if one.group else ()))


def _adopted(one: Decision) -> str:
    """The words that an adopted reading put in the place of a span."""
    if one.choice != Decision.Choice.ADOPT or not one.span:
        return ""
    readings = one.about.get("readings", ())
    return next((text.strip() for text, groups in readings if one.group in groups), "")


def _words(one: Decision) -> str:
    if one.choice == Decision.Choice.STATUS:
        return f"{one.get_choice_display()}: {one.get_status_display()} {one.group}".strip()
    if one.choice == Decision.Choice.UNDO and one.undoes is not None:
        return f"{one.get_choice_display()}: {one.undoes}"
    return str(one)


def _next_open(draft: Draft, uid: str) -> str:
    """The next clause that waits for a decision, from the start again after the last."""
    waiting = [drafted.uid for drafted in draft.clauses if drafted.undecided]
    order = [drafted.uid for drafted in draft.clauses]
    after = order[order.index(uid) + 1 :]
    return next((each for each in (*after, *order) if each in waiting and each != uid), "")


def _unsent(comparison: Comparison, uid: str, user: Visitor) -> str:
    found = Unsent.objects.filter(comparison=comparison, row=uid, by_id=user.pk if user else None)
    return found.values_list("text", flat=True).first() or ""


def _present(comparison: Comparison, uid: str, user: Visitor) -> tuple[str, ...]:
    found = Presence.objects.filter(
        comparison=comparison, row=uid, at__gt=timezone.now() - PRESENT
    ).exclude(by_id=user.pk if user else None)
    return tuple(str(one.by) for one in found.select_related("by"))


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A clause of the draft page; `section` is set on the first of its section."""

    uid: str
    kind: str
    level: int
    label: Runs
    text: Runs
    status: str  # how far the text is: core.draft.Status
    mark: str  # what the group said of it: agreed, reserved …
    reserved: str
    conflicts: int
    open: int
    absent: bool
    changed: bool
    parts: tuple[Part, ...]  # the text by where its words come from
    from_groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftPage:
    head: Head
    comparison: Comparison
    lines: tuple[DraftLine, ...]
    against: str  # the group whose text it is shown against, "" for the text in force
    counts: dict[str, int]  # clauses by status
    brackets: tuple[DraftLine, ...]
    renumbered: tuple[renumber.Renumbered, ...]
    references: tuple[renumber.Reference, ...]  # those that moved, or lost their target
    orphans: tuple[Taken, ...]
    snapshots: tuple[Snapshot, ...]
    first_open: str
    sections: tuple[str, ...]
    groups: tuple[str, ...]
    language: str
    may_decide: bool

    @property
    def decided(self) -> int:
        waiting = self.counts.get(core.Status.OPEN.value, 0)
        return self.to_decide - waiting

    @property
    def to_decide(self) -> int:
        """How many clauses somebody wants to change."""
        return sum(self.counts.values()) - self.counts.get(core.Status.UNTOUCHED.value, 0)


def draft_page(user: Visitor, slug: str, meeting: str = "", against: str = "") -> DraftPage:
    """The consolidated draft as it stands, against the text in force or a group's text.

    Raises Comparison.DoesNotExist.
    """
    comparison = find_comparison(user, slug, meeting)
    draft = kept_draft(comparison)
    groups = tuple(column.group for column in draft.table.columns if not column.is_empty)
    lines = tuple(_line(draft, drafted) for drafted in draft.clauses)
    shown = lines
    if against in groups:
        shown = tuple(_against(draft, line, against, comparison.base.language) for line in lines)
    waiting = [line.uid for line in lines if line.open]
    return DraftPage(
        head=head(comparison, user),
        comparison=comparison,
        lines=shown,
        against=against if against in groups else "",
        counts=dict(Counter(line.status for line in lines)),
        brackets=tuple(line for line in lines if line.status == core.Status.BRACKETED),
        renumbered=renumber.changes(draft.clauses),
        references=tuple(each for each in draft.references if each.lost or each.now != each.words),
        orphans=tuple(_orphan(one) for one in draft.orphans),
        snapshots=tuple(comparison.snapshots.select_related("by").order_by("-pk")),
        first_open=waiting[0] if waiting else "",
        sections=tuple(dict.fromkeys(d.clause.section for d in draft.clauses if d.undecided)),
        groups=groups,
        language=comparison.base.language,
        may_decide=can_decide(user),
    )


def _line(draft: Draft, drafted: core.DraftClause) -> DraftLine:
    clause, mark = drafted.clause, draft.statuses.get(drafted.uid)
    return DraftLine(
        uid=drafted.uid,
        kind=clause.kind.value,
        level=clause.level,
        label=clause.label,
        text=clause.text,
        status=drafted.status.value,
        mark=mark.status if mark else "",
        reserved=mark.group if mark else "",
        conflicts=sum(len(span.readings) > 1 for span in drafted.undecided),
        open=len(drafted.undecided),
        absent=drafted.is_absent,
        changed=clause.is_changed,
        parts=draft.parts(drafted.uid),
        from_groups=tuple(
            dict.fromkeys(run.author for run in clause.text if run.author and run.op != "equal")
        ),
    )


def _against(draft: Draft, line: DraftLine, group: str, language: str) -> DraftLine:
    """The line as a change of one group's text; what its document does not hold is new."""
    own = draft.contest(line.uid).proposed.get(group)
    label, text = (accept(own.label), own.proposed) if own is not None else ("", "")
    runs = diff(text, accept(line.text), language)
    changed = any(run.op != "equal" for run in runs)
    own_label = diff(label, accept(line.label))
    parts = (Part(REST, runs),)  # whose words they are is said of the draft alone
    return replace(line, label=own_label, text=runs, parts=parts, changed=changed)


def _orphan(one: Decision) -> Taken:
    return Taken(
        one.pk, one.row, _words(one), str(one.about.get("base", "")), (), one.text, one.reason,
        str(one.by or ""), one.at, True,
    )  # fmt: skip
