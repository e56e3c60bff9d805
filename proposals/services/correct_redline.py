"""Putting a redline right: which words are deleted, kept or inserted. Never the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.contrib.auth.models import User
from django.db import transaction

from proposals.core.model import Run, Runs, everything, reject
from proposals.core.redline import merge_adjacent
from proposals.core.result import Refused
from proposals.core.words import normal
from proposals.models import Correction, ProposedClause, Record
from proposals.models.runs import pack
from proposals.services.align_comparison import align_comparison
from proposals.services.cells import expect, find_cell, locked, name_of
from proposals.services.record import record


@transaction.atomic
def correct_redline(
    *,
    comparison: int,
    uid: str,
    group: str,
    label: Runs,
    text: Runs,
    version: int,
    by: User | None,
    reason: str = "",
) -> bool:
    """Store what a person says of a recovered redline; whether it said anything new.

    `label` and `text` are all the words of the clause, marked anew. `version` is that of
    the cell the person saw. Raises Conflict where it changed since, and Refused where a
    word changed, where the clause's changes were tracked by its author, or where what is
    not inserted would no longer be the text in force (law 1).
    """
    table = locked(comparison)
    cell = find_cell(table, uid, group)
    old = cell.to_core()
    expect(cell, version, replace(old, label=label, text=text))
    if any(run.author or run.date for run in old.runs):
        raise Refused("Its changes were tracked by its author: there is nothing to put right.")
    new = replace(old, label=_remarked(old.label, label), text=_remarked(old.text, text))
    if new == old:
        return False
    _keep_base(cell, old.label + old.text, new.label + new.text)
    align_comparison(comparison=table, corrections={cell.pk: new}, by=by)
    place = {
        "group": group,
        "row": uid,
        "section": old.section,
        "label": everything(old.label),
    }
    parts = (("label", old.label, new.label), ("text", old.text, new.text))
    for part, before, after in parts:
        if before != after:
            Correction.objects.create(
                clause=ProposedClause(pk=cell.pk),
                place=place,
                part=part,
                before=pack(before),
                after=pack(after),
                reason=reason[:500],
                by=by,
            )
    record(
        resolution=table.base.resolution,
        comparison=table,
        verb=Record.Verb.CORRECTED,
        name=name_of(cell),
        by=by,
        row=uid,
        group=group,
        before=pack(old.text),
        after=pack(new.text),
        reason=reason,
    )
    return True


def _remarked(old: Runs, new: Runs) -> Runs:
    """The new marks; where a mark stayed, its reason stays with it.

    What a person marked has no reason: it is inferred no more.
    """
    if everything(old) != everything(new):
        raise Refused("Only marks can be changed here: the words must stay as they came.")
    return merge_adjacent(_remark(list(_letters(old)), list(_letters(new))))


def _remark(old: list[Run], new: list[Run]) -> Iterator[Run]:
    for was, now in zip(old, new, strict=True):
        yield was if was.op is now.op else Run(now.op, now.text)


def _letters(runs: Runs) -> Iterator[Run]:
    for run in runs:
        for letter in run.text:
            yield replace(run, text=letter)


def _keep_base(cell: ProposedClause, old: Runs, new: Runs) -> None:
    """Law 1, as far as it held before: what is not inserted is the text in force."""
    base = cell.row.base
    if base is None:
        return
    in_force = _bare(base.label + base.text)
    if _bare(reject(old)) == in_force != _bare(reject(new)):
        raise Refused(
            "With these marks, what is kept and deleted would no longer be the text in force."
        )


def _bare(text: str) -> str:
    return normal(text).replace(" ", "")
