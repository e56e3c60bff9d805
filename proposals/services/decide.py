"""Deciding, taking back, and marking how far a clause is. Decisions are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proposals.core import draft as core
from proposals.models import Comparison, Decision, Record, Unsent
from proposals.selectors.drafting import Draft, about, changed_draft, draft_to_change, keep_draft
from proposals.services.record import lock, record
from proposals.services.standings import keep_statuses


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants decided, before it is checked and stored."""

    row: str
    choice: str
    span: tuple[int, int] | None = None
    group: str = ""
    text: str = ""
    reason: str = ""


@dataclass
class Overtaken(Exception):
    """Somebody decided on the same clause since the page was read. Nothing was stored.

    `wish` is what was to be decided, typed text and all; `theirs` the decisions taken
    since, the latest last; `last` the number to decide on now.
    """

    wish: Wish
    theirs: tuple[Decision, ...]
    last: int

    def __str__(self) -> str:
        return _("Somebody else has decided on this clause since you opened it.")


@transaction.atomic
def decide(*, comparison: Comparison, wish: Wish, seen: int, by: User) -> Decision:
    """Take a decision. `seen` is the row's last decision that the person has seen, 0: none.

    Raises Overtaken where there is a later one, ValidationError for a wish that the
    clause cannot have. What was typed is forgotten once it is the text decided on, and
    kept with any other decision.
    """
    lock(comparison.base.resolution)
    draft = draft_to_change(comparison)
    _overtaken(comparison, draft, wish, seen)
    decision = _store(comparison, _checked(draft, wish), by)
    if decision.choice == Decision.Choice.WRITE or wish.text.strip():
        left = "" if decision.choice == Decision.Choice.WRITE else wish.text
        keep_unsent(comparison=comparison, row=wish.row, text=left, by=by)
    _settle(comparison, Record.Verb.DECIDED, [decision], draft, by)
    return decision


@transaction.atomic
def decide_many(
    *, comparison: Comparison, wishes: Sequence[Wish], by: User
) -> tuple[tuple[Decision, ...], tuple[tuple[Wish, str], ...]]:
    """Take many decisions at once: those taken, and those refused with the reason.

    Only what is still open is decided: a decision taken since the preview is not replaced.
    """
    lock(comparison.base.resolution)
    draft = draft_to_change(comparison)
    taken: list[Decision] = []
    refused: list[tuple[Wish, str]] = []
    for wish in wishes:
        try:
            decision = _checked(draft, wish)
            _still_open(draft, wish)
            taken.append(_store(comparison, decision, by))
        except ValidationError as error:
            refused.append((wish, " ".join(error.messages)))
    if taken:
        _settle(comparison, Record.Verb.DECIDED, taken, draft, by)
    return tuple(taken), tuple(refused)


@transaction.atomic
def take_back(*, comparison: Comparison, decision: int, by: User, reason: str = "") -> Decision:
    """Undo a decision; undoing an undo brings the decision back.

    Raises ValidationError where it was taken back already, Decision.DoesNotExist where
    the comparison has no such decision.
    """
    lock(comparison.base.resolution)
    undone = comparison.decisions.get(pk=decision)
    if Decision.objects.filter(undoes=undone).exists():
        raise ValidationError(_("This decision was taken back already."))
    undo = Decision(
        comparison=comparison,
        row=undone.row,
        span=undone.span,
        choice=Decision.Choice.UNDO,
        undoes=undone,
        reason=reason,
        by=by,
    )
    undo.save()
    _settle(comparison, Record.Verb.UNDONE, [undo], draft_to_change(comparison), by)
    return undo


@transaction.atomic
def mark(
    *, comparison: Comparison, row: str, status: str, by: User, group: str = "", reason: str = ""
) -> Decision:
    """Say how far a clause is: open, agreed ad referendum, agreed, or reserved by a group."""
    lock(comparison.base.resolution)
    draft = draft_to_change(comparison)
    _contest(draft, row)
    if status not in Decision.Status.values:
        raise ValidationError(_("Choose one of the statuses."))
    if status == Decision.Status.RESERVED and group not in _groups(draft):
        raise ValidationError(_("Say which group reserves its position."))
    marked = Decision(
        comparison=comparison,
        row=row,
        choice=Decision.Choice.STATUS,
        status=status,
        group=group if status == Decision.Status.RESERVED else "",
        reason=reason,
        by=by,
    )
    marked.save()
    _settle(comparison, Record.Verb.MARKED, [marked], draft, by)
    return marked


def keep_unsent(*, comparison: Comparison, row: str, text: str, by: User) -> None:
    """Keep what somebody is typing, so that a closed browser loses nothing."""
    if text.strip():
        Unsent.objects.update_or_create(
            comparison=comparison, row=row, by=by, defaults={"text": text}
        )
    else:
        Unsent.objects.filter(comparison=comparison, row=row, by=by).delete()


def _overtaken(comparison: Comparison, draft: Draft, wish: Wish, seen: int) -> None:
    last = draft.last.get(wish.row, 0)
    if last != seen:
        later = comparison.decisions.filter(row=wish.row, pk__gt=seen).select_related("by")
        raise Overtaken(wish, tuple(later), last)


def _still_open(draft: Draft, wish: Wish) -> None:
    """Raises ValidationError where words of the wish are decided on already."""
    undecided = {span.key for span in draft.by_uid[wish.row].undecided}
    decided = any(one.row == wish.row for one in draft.decisions)
    if wish.span not in undecided and (wish.span is not None or decided):
        raise ValidationError(_("Somebody has decided on it since."))


def _checked(draft: Draft, wish: Wish) -> Decision:
    contest = _contest(draft, wish.row)
    if wish.choice not in {each.value for each in core.Choice}:
        raise ValidationError(_("This is no decision on a text."))
    choice = Decision.Choice(wish.choice)
    if wish.span is not None and wish.span not in {span.key for span in contest.spans}:
        raise ValidationError(_("These words have changed: read the clause again."))
    if choice == Decision.Choice.ADOPT and wish.group not in contest.proposed:
        raise ValidationError(_("%(group)s has no text here.") % {"group": wish.group})
    if choice == Decision.Choice.WRITE and not wish.text.strip():
        raise ValidationError(_("Type the text, or choose to delete the clause."))
    if choice == Decision.Choice.BRACKET and not contest.spans:
        raise ValidationError(_("No group changes this clause: there is nothing to bracket."))
    return Decision(
        row=wish.row,
        span=list(wish.span) if wish.span else None,
        choice=choice,
        group=wish.group if choice == Decision.Choice.ADOPT else "",
        text=wish.text if choice == Decision.Choice.WRITE else "",
        reason=wish.reason,
        about=about(contest, wish.span),
    )


def _contest(draft: Draft, row: str) -> core.Contest:
    try:
        return draft.contest(row)
    except KeyError:
        raise ValidationError(_("The table no longer has this clause.")) from None


def _groups(draft: Draft) -> set[str]:
    return {column.group for column in draft.table.columns}


def _store(comparison: Comparison, decision: Decision, by: User) -> Decision:
    decision.comparison, decision.by = comparison, by
    decision.save()
    return decision


def _settle(
    comparison: Comparison,
    verb: Record.Verb,
    decisions: Sequence[Decision],
    draft: Draft,
    by: User,
) -> None:
    """What follows from decisions just stored: the log, the rows' statuses, the new draft."""
    after = changed_draft(comparison, draft)
    keep_statuses(comparison, after)
    for decision in decisions:
        record(
            resolution=comparison.base.resolution,
            comparison=comparison,
            verb=verb,
            name=_name(draft, decision),
            by=by,
            row=decision.row,
            decision=decision.pk,
            choice=decision.choice,
            group=decision.group,
            text=decision.text,
            status=decision.status,
            reason=decision.reason,
        )
    keep_draft(comparison, after)


def _name(draft: Draft, decision: Decision) -> str:
    drafted = draft.by_uid.get(decision.row)
    if drafted is None:
        return decision.row
    clause = drafted.clause
    label = "".join(run.text for run in clause.label if run.op != "insert") or drafted.label
    return f"{clause.section} {label}".strip() or clause.kind.value
