"""Comments: written, answered, reworded, resolved and reopened; each a line in the record.

Who may read one is `permissions.visible_annotations`; who may write which, `may_show`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from proposals.core.anchor import CONTEXT
from proposals.core.model import accept, reject
from proposals.models import (
    Annotation,
    Comparison,
    Group,
    Proposal,
    ProposedClause,
    Record,
    Row,
    Wording,
)
from proposals.permissions import group_of, is_staff, may_show
from proposals.services.record import record

LONGEST = 20_000  # characters of a comment, and of what it quotes
Visibility = Annotation.Visibility


@transaction.atomic
def annotate(
    *,
    comparison: Comparison,
    row: str,
    text: str,
    by: User,
    visibility: str = Visibility.PUBLIC,
    group: str = "",
    quote: str = "",
    before: str = "",
    after: str = "",
    mentions: Iterable[str] = (),
) -> Annotation:
    """Comment on a clause, on a group's cell, or on the quoted words of it.

    Raises ValidationError for a comment that says nothing or is about nothing there is,
    PermissionDenied where they may not show one to those readers.
    """
    if visibility not in may_show(by, comparison.meeting):
        raise PermissionDenied
    found = comparison.rows.filter(uid=row).first()
    if found is None:
        raise ValidationError(_("The table no longer has this clause."))
    if group and not found.cells.filter(proposal__group__code=group).exists():
        raise ValidationError(_("%(group)s has no text here.") % {"group": group})
    made = Annotation.objects.create(
        comparison=comparison,
        row=row,
        place=_place(found),
        group=group,
        quote=_worded(quote) if quote.strip() else "",
        before=before.replace("\0", "")[-CONTEXT:],
        after=after.replace("\0", "")[:CONTEXT],
        visibility=visibility,
        private_to_id=group_of(by) if visibility == Visibility.GROUP else None,
        text=_worded(text),
        by=by,
    )
    made.mentions.set(Group.objects.filter(code__in=list(mentions)))
    _log(made, Record.Verb.COMMENTED, by)
    return made


@transaction.atomic
def answer(*, thread: Annotation, text: str, by: User) -> Annotation:
    """Answer a comment. Those who may read the one read the other."""
    if thread.thread_id is not None:
        raise ValidationError(_("Answer the first comment of the thread."))
    if thread.visibility not in may_show(by, thread.comparison.meeting):
        raise PermissionDenied
    made = Annotation.objects.create(
        comparison=thread.comparison,
        row=thread.row,
        place=thread.place,
        group=thread.group,
        thread=thread,
        visibility=thread.visibility,
        private_to_id=thread.private_to_id,
        text=_worded(text),
        by=by,
    )
    _log(made, Record.Verb.COMMENTED, by)
    return made


@transaction.atomic
def reword(*, annotation: Annotation, text: str, by: User) -> Annotation:
    """Change what one's own comment says; what it said before is kept."""
    if annotation.by_id != by.pk:
        raise PermissionDenied
    text = _worded(text)
    if text != annotation.text:
        Wording(annotation=annotation, text=annotation.text, by=by).save()
        annotation.text = text
        annotation.save(update_fields=["text"])
        _log(annotation, Record.Verb.REWORDED, by)
    return annotation


@transaction.atomic
def settle(*, thread: Annotation, resolved: bool, by: User) -> Annotation:
    """Resolve a thread, or open it again: its author, the staff, a private note's group."""
    own = thread.by_id == by.pk or thread.private_to_id == (group_of(by) or -1)
    if thread.thread_id is not None or not (own or is_staff(by)):
        raise PermissionDenied
    if resolved != (thread.resolved_at is not None):
        thread.resolved_by = by if resolved else None
        thread.resolved_at = timezone.now() if resolved else None
        thread.save(update_fields=["resolved_by", "resolved_at"])
        _log(thread, Record.Verb.SETTLED if resolved else Record.Verb.REOPENED, by)
    return thread


@transaction.atomic
def share(*, thread: Annotation, by: User) -> Annotation:
    """Let everybody read a thread that was the secretariat's."""
    if thread.visibility != Visibility.SECRETARIAT or not is_staff(by):
        raise PermissionDenied
    Annotation.objects.filter(thread=thread).update(visibility=Visibility.PUBLIC)
    thread.visibility = Visibility.PUBLIC
    thread.save(update_fields=["visibility"])
    _log(thread, Record.Verb.SHARED, by)
    return thread


@transaction.atomic
def annotate_from_word(
    *, proposals: Sequence[Proposal], comments: Iterable[Mapping[str, Any]], by: User | None
) -> int:
    """Keep a Word file's margin comments (`import_report.comments_report`); how many are new.

    Each hangs on the clause of the paragraph it stood at, or the nearest before. Only the
    secretariat sees them until it shares them: a margin is not always meant for the room.
    """
    cells = list(
        ProposedClause.objects.filter(proposal__in=proposals, source__gt=0)
        .select_related("row__base", "proposal__group", "proposal__comparison__base__resolution")
        .order_by("source")
    )
    made = 0
    threads: dict[str, Annotation] = {}
    for comment in comments:
        cell = next(
            (one for one in reversed(cells) if one.source <= comment["source"]),
            cells[0] if cells else None,
        )
        if cell is None or not comment["text"].strip():
            continue
        found, is_new = Annotation.objects.get_or_create(
            comparison=cell.proposal.comparison,
            imported=_known_by(cell, comment),
            defaults={
                "row": cell.row.uid,
                "place": _place(cell.row),
                "group": cell.proposal.group.code,
                "quote": comment["quote"][:LONGEST],
                "thread": threads.get(comment["parent"]),
                "visibility": Visibility.SECRETARIAT,
                "text": comment["text"][:LONGEST],
                "author": comment["author"][:200],
                "at": _date(comment["date"]),
                "resolved_at": _date(comment["date"]) if comment["resolved"] else None,
            },
        )
        threads[comment["id"]] = found.thread or found
        made += is_new
        if is_new:
            _log(found, Record.Verb.COMMENTED, by)
    return made


def _known_by(cell: ProposedClause, comment: Mapping[str, Any]) -> str:
    """By this a comment is told when its file, or a corrected one, comes again."""
    facts = (cell.proposal.group.code, *(comment[key] for key in ("author", "date", "text")))
    return sha256("\0".join(facts).encode()).hexdigest()


def _date(text: str) -> datetime:
    """Word writes local times without a zone: they are taken as they are."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return timezone.now()
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _worded(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not text:
        raise ValidationError(_("Write what you want to say."))
    if len(text) > LONGEST:
        raise ValidationError(_("This is too long for a comment."))
    return text


def _place(row: Row) -> str:
    """What people call the clause: its section and label."""
    label = row.base.label if row.base else ""
    if not row.base and (cell := row.cells.order_by("proposal__position").first()):
        clause = cell.to_core()
        label = accept(clause.label) or reject(clause.label)
    return f"{row.section} {label}".strip()[:300]


def _log(annotation: Annotation, verb: Record.Verb, by: User | None) -> None:
    """The record names the comment and not its words: not everybody may read them."""
    record(
        resolution=annotation.comparison.base.resolution,
        comparison=annotation.comparison,
        verb=verb,
        name=f"{annotation.group} {annotation.place}".strip(),
        by=by,
        row=annotation.row,
        annotation=annotation.pk,
    )
