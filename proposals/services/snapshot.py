"""Giving the draft of this moment a name, under which it never changes."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proposals.models import Comparison, Record, Snapshot
from proposals.models.runs import pack
from proposals.sanitize import plain
from proposals.selectors.drafting import draft_to_change
from proposals.services.record import lock, record

LONGEST_NAME, LONGEST_NOTE = 60, 300  # characters: what the table holds


@transaction.atomic
def take_snapshot(*, comparison: Comparison, name: str, by: User, note: str = "") -> Snapshot:
    """Store the draft as it stands. Raises ValidationError for a name that is taken."""
    lock(comparison.base.resolution)
    name, note = plain(name), plain(note)
    if not name:
        raise ValidationError(_("Give the draft a name, such as DT/12."))
    if len(name) > LONGEST_NAME or len(note) > LONGEST_NOTE:
        raise ValidationError(_("This is too long for a name."))
    if comparison.snapshots.filter(name__iexact=name).exists():
        raise ValidationError(_("There is a draft named %(name)s already.") % {"name": name})
    draft = draft_to_change(comparison)
    snapshot = Snapshot(
        comparison=comparison,
        name=name,
        note=note,
        decision_id=max(draft.last.values(), default=None),
        clauses=[
            {
                "uid": drafted.uid,
                "kind": drafted.clause.kind.value,
                "section": drafted.clause.section,
                "level": drafted.clause.level,
                "label": pack(drafted.clause.label),
                "text": pack(drafted.clause.text),
            }
            for drafted in draft.clauses
        ],
        by=by,
    )
    snapshot.save()
    record(
        resolution=comparison.base.resolution,
        comparison=comparison,
        verb=Record.Verb.SNAPSHOT,
        name=name,
        by=by,
        note=note,
    )
    return snapshot
