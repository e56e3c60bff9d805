"""After an administrator typed in a text in force: sections follow, tables are made anew."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from proposals.core.anatomy import assemble
from proposals.models import Clause, Record, Revision
from proposals.services.align_comparison import align_comparison
from proposals.services.record import lock, record
from proposals.services.uids import uid


@transaction.atomic
def edit_base(*, revision: Revision, by: User | None, what: str = "") -> None:
    """Let all that is derived from a text's clauses follow them.

    Sections and levels are the core's reading of the clauses; `what` says in the log what
    was edited.
    """
    lock(revision.resolution)
    clauses = list(revision.clauses.order_by("position"))
    read = assemble([clause.to_core() for clause in clauses], revision.language)
    changed = []
    for clause, found in zip(clauses, read.clauses, strict=True):
        if (clause.section, clause.level) != (found.section, found.level):
            clause.section, clause.level = found.section, found.level
            changed.append(clause)
    Clause.objects.bulk_update(changed, ["section", "level"])
    if read.title and not revision.title:
        revision.title = read.title
        revision.save()
    for comparison in revision.comparisons.select_related("base__resolution", "meeting"):
        align_comparison(comparison=comparison, by=by)
    record(
        resolution=revision.resolution,
        verb=Record.Verb.EDITED,
        name=str(revision),
        by=by,
        what=what,
    )


def new_uid(clause: Clause) -> str:
    """The id of a clause that was typed in."""
    revision = clause.revision
    taken = set(Clause.objects.values_list("uid", flat=True))
    identity = (revision.resolution.slug, revision.name, revision.language)
    return uid(taken, *identity, clause.kind, clause.label, clause.text)
