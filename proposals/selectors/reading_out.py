"""One text by itself, to be read out: a group's, the one in force, or the draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from proposals.core.model import Clause, Kind, Runs
from proposals.models import Proposal, Resolution
from proposals.permissions import Visitor
from proposals.selectors.between import BASE, DRAFT
from proposals.selectors.drafting import Draft, kept_draft
from proposals.selectors.resolution import Head, find_comparison, head


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A clause to read. `number` counts those that are read: a deleted one has none."""

    number: int
    uid: str
    kind: str
    level: int
    label: Runs
    text: Runs


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """`choices` are the texts there are; `open` clauses of a draft still wait for a decision."""

    head: Head
    resolution: Resolution
    key: str
    document: str
    language: str
    choices: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    open: int = 0

    @property
    def is_changed(self) -> bool:
        return any(run.op != "equal" for one in self.paragraphs for run in one.label + one.text)


def reading_page(user: Visitor, slug: str, key: str, meeting: str = "") -> ReadingPage:
    """A text in its own order, with its changes to the one in force.

    Raises Comparison.DoesNotExist, and Proposal.DoesNotExist for a text there is not.
    """
    comparison = find_comparison(user, slug, meeting)
    draft = kept_draft(comparison)
    columns = {column.group: column for column in draft.table.columns if not column.is_empty}
    choices = (BASE, *columns, DRAFT)
    if key not in choices:
        raise Proposal.DoesNotExist(f"{key} has no document here.")
    column = columns.get(key)
    return ReadingPage(
        head=head(comparison, user),
        resolution=comparison.base.resolution,
        key=key,
        document=column.document if column else "",
        language=column.body.language if column else comparison.base.language,
        choices=choices,
        paragraphs=tuple(_numbered(_clauses(draft, key))),
        open=sum(bool(one.undecided) for one in draft.clauses) if key == DRAFT else 0,
    )


def _clauses(draft: Draft, key: str) -> list[tuple[str, Clause]]:
    """Clauses as changes of the text in force, in the order of the text that is read."""
    if key == DRAFT:
        return [(one.uid, one.clause) for one in draft.clauses]
    rows = list(zip(draft.table.uids, draft.table.rows, strict=True))
    if key == BASE:
        return [(uid, row.base) for uid, row in rows if row.base is not None]
    number = next(n for n, column in enumerate(draft.table.columns) if column.group == key)
    found: list[tuple[int, str, Clause]] = []
    place = 0  # of what the document lacks: after what stands before it in the table
    for uid, row in rows:
        cell = row.cells[number]
        if cell is not None:
            place = cell.clause.source or place
            found.append((place, uid, cell.clause))
    return [(uid, clause) for _, uid, clause in sorted(found, key=lambda one: one[0])]


def _numbered(clauses: Iterable[tuple[str, Clause]]) -> Iterator[Paragraph]:
    number = 0
    for uid, clause in clauses:
        text = clause.label + clause.text
        if clause.kind is Kind.PROPOSAL or not any(run.text.strip() for run in text):
            continue
        is_read = bool(clause.proposed.strip())
        number += is_read
        yield Paragraph(
            number if is_read else 0,
            uid,
            clause.kind.value,
            clause.level,
            clause.label,
            clause.text,
        )
