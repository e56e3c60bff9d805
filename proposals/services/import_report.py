"""What an import did to each column: how it aligned, what was not tracked, what is new.

It is kept with the file (`SourceDocument.report`) and shown before as well as after a
person confirms it. Runs in it are packed (`models.runs`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from proposals.core import model as core
from proposals.core.reading.docx import Comment
from proposals.core.reading.docx.proposals import before as text_before
from proposals.core.redline import SILENT, diff
from proposals.core.result import Warning
from proposals.core.words import normal
from proposals.models import Proposal, ProposedClause, Resolution, Revision
from proposals.models.runs import pack

Cells = dict[str, ProposedClause]  # a column, by the address of the row
WEAKEST = 12  # so many of the least certain matches are listed
CERTAIN = 0.9  # a match from here on needs no second look
# A text says where it was drafted only in clauses that are long enough to be its own.
TELLING = 30  # characters
# These name the revision themselves: a text is known by what it says.
NAMING = (core.Kind.TITLE, core.Kind.HISTORY, core.Kind.OPENING)


def stand(proposals: Iterable[Proposal]) -> dict[int, Cells]:
    """The columns as they are stored now, by the proposal's key."""
    columns: dict[int, Cells] = {proposal.pk: {} for proposal in proposals}
    found = ProposedClause.objects.filter(proposal__in=list(columns), position__isnull=False)
    for cell in found.select_related("row").order_by("row__position"):
        columns[cell.proposal_id][cell.row.uid] = cell
    return columns


def column_report(proposal: Proposal, before: Cells, after: Cells) -> dict[str, Any]:
    """One column, as JSON. `earlier`: it takes the place of one that was there before."""
    cells = list(after.values())
    unsure = sorted(
        (one for one in cells if one.row.base_id is not None and one.confidence < CERTAIN),
        key=lambda one: one.confidence,
    )
    # Also what a clean text leaves out, or a whole suppression: cells without a clause.
    states = list(proposal.clauses.values_list("state", flat=True))
    silent = [one for one in cells if one.cell_runs and _silent(one.as_cell())]
    return {
        "group": proposal.group.code,
        "document": proposal.document,
        "code": proposal.code,
        "action": proposal.action,
        "language": proposal.language,
        "clauses": len(cells),
        "rows": {state: states.count(state) for state in ProposedClause.State.values},
        "moved": sum(one.moved_from is not None for one in cells),
        "pinned": sum(one.pinned for one in cells),
        "unsure": len(unsure),
        "weakest": [{**_line(one), "confidence": one.confidence} for one in unsure[:WEAKEST]],
        "silent": [
            {**_line(one), "runs": pack(_only_silent(one.as_cell().text))} for one in silent
        ],
        "earlier": bool(before),
        "changes": _difference(before, after) if before else [],
    }


def rows_with_news(proposal: Proposal, column: Mapping[str, Any]) -> list[str]:
    """The addresses of the rows in which a column says something new, by its report."""
    if column["earlier"]:
        return [change["row"] for change in column["changes"]]
    changed = proposal.clauses.exclude(state=ProposedClause.State.UNCHANGED)
    return list(changed.order_by("row__position").values_list("row__uid", flat=True))


def _line(cell: ProposedClause) -> dict[str, Any]:
    clause = cell.to_core()
    label = core.accept(clause.label) or core.reject(clause.label)
    return {
        "row": cell.row.uid,
        "name": f"{clause.section} {label}".strip(),
        "text": core.everything(clause.text)[:120],
    }


def _silent(clause: core.Clause) -> bool:
    return any(run.why == SILENT for run in clause.runs)


def _only_silent(runs: core.Runs) -> core.Runs:
    """The clause with what its author tracked accepted: only the silent edits stand out."""
    return tuple(
        run if run.why == SILENT else core.Run(core.Op.EQUAL, run.text)
        for run in runs
        if run.why == SILENT or run.op is not core.Op.DELETE
    )


def _difference(before: Cells, after: Cells) -> list[dict[str, Any]]:
    """What the new version says otherwise than the one it replaces, as redlines of both."""
    changes = []
    for uid in [*after, *(uid for uid in before if uid not in after)]:
        old, new = before.get(uid), after.get(uid)
        said = [core.accept(one.to_core().runs) if one is not None else "" for one in (old, new)]
        kind = "edited" if old and new else "added" if new else "gone"
        marked = old and new and (old.label_runs, old.text_runs) != (new.label_runs, new.text_runs)
        if said[0] == said[1] and not (kind == "edited" and marked):
            continue
        line = _line(new or old)  # type: ignore[arg-type]
        runs = diff(said[0], said[1]) if said[0] != said[1] else core.equal(said[1])
        changes.append({**line, "kind": kind, "runs": pack(runs)})
    return changes


def comments_report(comments: Sequence[Comment]) -> list[dict[str, Any]]:
    """The comments of a Word file, so that none is lost."""
    return [
        {
            "id": one.id,
            "author": one.author,
            "date": one.date,
            "text": one.text,
            "source": one.source,
            "quote": one.quote,
            "parent": one.parent,
            "resolved": one.is_resolved,
        }
        for one in comments
    ]


def drafted_elsewhere(
    resolution: Resolution, base: Revision, columns: Iterable[core.Column]
) -> tuple[Warning, ...]:
    """Say so where a proposal's own old text is nearer to another revision than to its base."""
    texts = list(resolution.revisions.filter(inferred=False, language=base.language))
    if len(texts) < 2 or base not in texts:
        return ()
    clauses = {
        one.pk: {normal(text) for text in one.clauses.values_list("text", flat=True)}
        for one in texts
    }
    warnings = []
    for column in columns:
        old = (
            normal(clause.base)
            for clause in text_before(column.body).clauses
            if clause.kind not in NAMING
        )
        own = {text for text in old if len(text) >= TELLING}
        common = {pk: len(own & its) for pk, its in clauses.items()}
        nearest = max(texts, key=lambda one: (common[one.pk], one == base, one.year or 0))
        if common[nearest.pk] > common[base.pk]:
            warnings.append(
                Warning(
                    f"it seems to be drafted on “{nearest.name}”: {common[nearest.pk]} of its"
                    f" clauses stand in that text, {common[base.pk]} in “{base.name}”, which is"
                    " in force",
                    0,
                    column.group,
                )
            )
    return tuple(warnings)
