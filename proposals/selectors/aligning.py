"""What a person needs to put an alignment right: the clause, and the rows it could stand in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from proposals.core import model as core
from proposals.core.writing.html_table import RowPart
from proposals.models import Comparison, ProposedClause, Row
from proposals.selectors.comparison import ColumnHead, table_rows
from proposals.services.move_clauses import last_move

WORDS = 70  # characters of a row that are enough to know it again


@dataclass(frozen=True, slots=True)
class Target:
    """A row. `taken`: the group already has a clause in it."""

    uid: str
    name: str
    text: str
    is_new: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """A group's clause in its row, and all rows of the table, in order."""

    row: str
    group: str
    at: int  # the clause's place in its document
    name: str
    language: str
    label: core.Runs
    text: core.Runs
    confidence: float
    version: int
    pinned: bool
    is_new: bool  # the row is of new clauses
    shared: bool  # with other groups' clauses
    targets: tuple[Target, ...]


def alignment(comparison: Comparison, uid: str, group: str) -> Alignment:
    """Raises ProposedClause.DoesNotExist where the group has no clause of its own there."""
    cell = ProposedClause.objects.select_related("row", "proposal__group").get(
        row__comparison=comparison,
        row__uid=uid,
        proposal__group__code=group,
        position__isnull=False,
    )
    taken = set(
        ProposedClause.objects.filter(proposal=cell.proposal, position__isnull=False).values_list(
            "row", flat=True
        )
    )
    clause = cell.to_core()
    return Alignment(
        row=uid,
        group=cell.proposal.group.code,
        at=cell.position or 0,
        name=f"{clause.section} {_label(clause)}".strip(),
        language=cell.proposal.language,
        label=clause.label,
        text=clause.text,
        confidence=cell.confidence,
        version=cell.version,
        pinned=cell.pinned,
        is_new=cell.row.base_id is None,
        shared=cell.row.cells.exclude(pk=cell.pk).exists(),
        targets=_targets(comparison, taken),
    )


def row_of(comparison: Comparison, group: str, at: int) -> str:
    """The row in which a document's clause stands now, "" for one that is gone."""
    cells = ProposedClause.objects.filter(
        row__comparison=comparison, proposal__group__code=group, position=at
    )
    return cells.values_list("row__uid", flat=True).first() or ""


def _label(clause: core.Clause) -> str:
    return core.accept(clause.label) or core.reject(clause.label)


def _targets(comparison: Comparison, taken: set[int]) -> tuple[Target, ...]:
    rows = list(
        Row.objects.filter(comparison=comparison)
        .exclude(kind=core.Kind.PROPOSAL)
        .order_by("position")
        .select_related("base")
    )
    new = [row.pk for row in rows if row.base is None]
    first: dict[int, ProposedClause] = {}
    for cell in ProposedClause.objects.filter(row__in=new).order_by("proposal__position"):
        first.setdefault(cell.row_id, cell)
    targets = []
    for row in rows:
        if row.base is not None:
            label, text = row.base.label, row.base.text
        else:
            clause = first[row.pk].to_core()
            label, text = _label(clause), core.everything(clause.text)
        name = f"{row.section} {label}".strip()
        words = " ".join(text.split())[:WORDS]
        targets.append(Target(row.uid, name, words, row.base is None, row.pk in taken))
    return tuple(targets)


@dataclass(frozen=True, slots=True)
class Pin:
    row: str
    group: str
    name: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Pins:
    """Clauses that persons put in their rows; `last`: what the last move was about."""

    found: tuple[Pin, ...]
    last: str


def pins(comparison: int) -> Pins:
    found = (
        ProposedClause.objects.filter(row__comparison=comparison, pinned_at__isnull=False)
        .select_related("row", "proposal__group", "pinned_by")
        .order_by("row__position")
    )
    last = last_move(comparison)
    return Pins(
        tuple(
            Pin(
                one.row.uid,
                one.proposal.group.code,
                f"{one.section} {_label(one.to_core())}".strip(),
                str(one.pinned_by or ""),
                one.pinned_at,
            )
            for one in found
        ),
        last.object if last is not None else "",
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """A table as an import would leave it, with what was asked about one of its clauses."""

    comparison: str
    base: str
    columns: tuple[ColumnHead, ...]
    rows: tuple[RowPart, ...]
    pins: Pins
    alignment: Alignment | None = None


def seen(comparison: Comparison, row: str = "", group: str = "") -> Seen:
    """Raises ProposedClause.DoesNotExist."""
    fresh = Comparison.objects.select_related("meeting", "base__resolution").get(pk=comparison.pk)
    heads = tuple(
        ColumnHead(code, name, document, number, action, False, language)
        for code, name, document, number, action, language in fresh.proposals.order_by(
            "position"
        ).values_list("group__code", "group__name", "document", "code", "action", "language")
    )
    return Seen(
        str(fresh),
        fresh.base.name,
        heads,
        table_rows(fresh.pk),
        pins(fresh.pk),
        alignment(fresh, row, group) if row else None,
    )
