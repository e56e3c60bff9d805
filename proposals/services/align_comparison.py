"""Making the table: every clause of every column in its row, and every cell rendered.

Called after anything that a table is made from has changed. What did not change is not
written, so that doing it twice does nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.contrib.auth.models import User
from django.utils import timezone

from proposals.core import model as core
from proposals.core.align import align
from proposals.core.writing.html import CellPart
from proposals.core.writing.html_rows import RowHtml, rows_html
from proposals.core.writing.html_table import RowPart, View, join
from proposals.models import Comparison, Proposal, ProposedClause, Row
from proposals.models.runs import Packed, pack
from proposals.selectors.stored import StoredTable, stored_columns
from proposals.services import placing
from proposals.services.carrying import Held, carry, held, reassemble
from proposals.services.standings import Standing, standings
from proposals.services.writing import settle


@dataclass(frozen=True, slots=True)
class Aligned:
    """`lost` are stored clauses whose pin or correction found no place any more."""

    changed: bool
    lost: tuple[ProposedClause, ...] = ()


@dataclass(slots=True)
class _Table:
    """All that a table is made from and was, in memory."""

    comparison: Comparison
    base: core.Document
    base_keys: dict[str, int]  # a base clause's key by its uid
    proposals: list[Proposal]
    columns: list[list[Held]]
    cells: list[ProposedClause]  # as stored
    rows: dict[int, Row]  # as stored
    lost: list[ProposedClause] = field(default_factory=list)


def align_comparison(
    *,
    comparison: Comparison,
    bodies: Mapping[int, core.Document] | None = None,
    corrections: Mapping[int, core.Clause] | None = None,
    moves: Mapping[int, int | None] | None = None,
    releases: Collection[int] = (),
    by: User | None = None,
) -> Aligned:
    """Align a comparison anew and store what became different.

    `bodies` are documents that came (again), by the proposal's key; `corrections` new
    redlines of clauses by their keys; `moves` send clauses to a row, or to one of their
    own (None), where they are pinned from then on; `releases` are pinned no more.
    """
    table = _load(comparison, bodies or {}, corrections or {}, releases)
    moves = moves or {}
    numbers = {key: at for at, key in enumerate(table.base_keys.values())}
    pins = placing.pins(table.columns, table.rows, numbers, moves)
    columns = [_column(*each) for each in _columns(table)]
    rows = align(table.base, columns, pins)
    named = placing.name_rows(
        rows, table.columns, table.rows, _texts(table), table.base_keys, moves.keys()
    )
    uids = [row.uid for row in named]
    groups = [proposal.group.code for proposal in table.proposals]
    languages = [table.base.language, *(proposal.language for proposal in table.proposals)]
    rendered = rows_html(rows, uids, groups, languages)
    stand = standings(comparison, StoredTable(table.base, tuple(columns), tuple(rows), tuple(uids)))
    for position, (row, name, html) in enumerate(zip(rows, named, rendered, strict=True)):
        name.comparison = comparison
        name.position = position
        name.kind = row.lead.kind.value
        name.section = row.section
        name.rival = row.rival
        name.agreement, name.status = stand.get(name.uid, Standing())
        name.head, name.html = html.head, html.base
    changed = _write(table, rows, named, rendered, moves, by)
    changed = _join(table, named, rendered) or changed
    return Aligned(changed, tuple(table.lost))


def _join(table: _Table, named: Sequence[Row], rendered: Sequence[RowHtml]) -> bool:
    """Keep the table of all columns as one piece of HTML: most readers ask for that."""
    groups = [proposal.group.code for proposal in table.proposals]
    parts = [
        RowPart(
            row.uid,
            row.kind,
            row.section,
            html.head,
            html.base,
            dict(zip(groups, html.cells, strict=True)),
            row.rival,
        )
        for row, html in zip(named, rendered, strict=True)
    ]
    held = tuple(group for group in groups if any(part.cells[group] for part in parts))
    joined = join(parts, View(held))
    kept = {
        "joined_nav": joined.nav,
        "joined_body": joined.body,
        "changes": joined.changes,
    }
    if all(getattr(table.comparison, name) == value for name, value in kept.items()):
        return False
    for name, value in kept.items():
        setattr(table.comparison, name, value)
    table.comparison.save(update_fields=list(kept))
    return True


def _load(
    comparison: Comparison,
    bodies: Mapping[int, core.Document],
    corrections: Mapping[int, core.Clause],
    releases: Collection[int],
) -> _Table:
    base = comparison.base
    clauses = list(base.clauses.order_by("position"))
    document = core.Document(tuple(clause.to_core() for clause in clauses), base.language)
    table = _Table(
        comparison,
        document,
        {clause.uid: clause.pk for clause in clauses},
        [],
        [],
        [],
        {row.pk: row for row in comparison.rows.all()},
    )
    for proposal, cells in stored_columns(comparison):
        table.proposals.append(proposal)
        table.cells += cells
        if proposal.pk in bodies:
            body = bodies[proposal.pk]
            column, lost = carry(cells, body.clauses, body.language)
            table.lost += lost
        else:
            column = held(cells)
        for one in column:
            key = one.prior.pk if one.prior is not None else 0
            if key in corrections:
                one.clause, one.corrected = corrections[key], True
            if key in releases:
                one.pinned = False
        if any(cell.pk in corrections for cell in cells):
            reassemble(column, proposal.language)
        table.columns.append(column)
    return table


def _columns(table: _Table) -> list[tuple[Proposal, list[Held]]]:
    return list(zip(table.proposals, table.columns, strict=True))


def _column(proposal: Proposal, column: Sequence[Held]) -> core.Column:
    """A column whose clauses carry their numbers, so that its cells can be told from them."""
    clauses = tuple(replace(one.clause, uid=str(at)) for at, one in enumerate(column))
    return core.Column(
        proposal.group.code,
        core.Document(clauses, proposal.language),
        action=proposal.action,
    )


def _texts(table: _Table) -> dict[int, str]:
    """What stands in each stored row of new clauses: its first cell's text."""
    texts: dict[int, str] = {}
    for cell in table.cells:
        row = table.rows.get(cell.row_id)
        if row is not None and row.base_id is None:
            texts.setdefault(row.pk, core.everything(cell.to_core().text))
    return texts


def _write(
    table: _Table,
    rows: Sequence[core.Row],
    named: Sequence[Row],
    rendered: Sequence[RowHtml],
    moves: Mapping[int, int | None],
    by: User | None,
) -> bool:
    now = timezone.now()
    absent = {(c.proposal_id, c.row_id): c.pk for c in table.cells if c.position is None}
    wanted: list[tuple[Row, ProposedClause]] = []
    for row, name, html in zip(rows, named, rendered, strict=True):
        for number, (cell, part) in enumerate(zip(row.cells, html.cells, strict=True)):
            if cell is None or part is None:
                continue
            proposal = table.proposals[number]
            if cell.clause.uid:
                at = int(cell.clause.uid)
                one = table.columns[number][at]
                stored = _cell(proposal, one.clause, cell, part)
                stored.pk = one.prior.pk if one.prior else None
                stored.position, stored.corrected = at, one.corrected
                if one.prior is not None and one.prior.pk in moves:
                    stored.pinned_by, stored.pinned_at = by, now
                elif one.prior is not None and one.pinned:
                    stored.pinned_by_id = one.prior.pinned_by_id
                    stored.pinned_at = one.prior.pinned_at
            else:
                stored = _cell(proposal, None, cell, part)
                stored.pk = absent.get((proposal.pk, name.pk))
            wanted.append((name, stored))
    kept = {stored.pk for _, stored in wanted}
    gone = [old.pk for old in table.cells if old.pk not in kept]
    # Corrections outlive their clauses, so these are not deleted behind Django's back.
    ProposedClause.objects.filter(pk__in=gone).delete()
    changed = settle(Row, table.rows.values(), named)
    priors = {old.pk: old for old in table.cells if old.pk in kept}
    for name, stored in wanted:
        stored.row_id = name.pk
        if stored.pk is not None:
            old = priors[stored.pk]
            stored.version = old.version + (_content(stored) != _content(old))
    cells = [stored for _, stored in wanted]
    return settle(ProposedClause, priors.values(), cells) or changed or bool(gone)


def _cell(
    proposal: Proposal,
    own: core.Clause | None,
    cell: core.Cell,
    part: CellPart,
) -> ProposedClause:
    """A cell as it is stored. `own` is the document's clause, None where it holds none."""
    clause = cell.clause
    label, text = (own.label, own.text) if own else ((), ())
    same = (label, text) == (clause.label, clause.text)
    runs: list[Packed] | None = None if same else [pack(clause.label), pack(clause.text)]
    return ProposedClause(
        proposal=proposal,
        kind=clause.kind.value,
        section=clause.section,
        level=clause.level,
        label_runs=pack(label),
        text_runs=pack(text),
        cell_runs=runs,
        source=clause.source,
        state=cell.state.value,
        moved_from=list(cell.moved_from) if cell.moved_from else None,
        confidence=cell.confidence,
        html=part.html,
        letter=part.letter,
        changes=part.changes,
        classes=dict(part.classes),
        reading=part.reading,
    )


def _content(cell: ProposedClause) -> tuple[object, ...]:
    """What a person who has the clause open has to be told of when it changes."""
    return cell.row_id, cell.label_runs, cell.text_runs, cell.cell_runs
