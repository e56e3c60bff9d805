"""Any two texts of a comparison beside each other: groups', the one in force, the draft."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from proposals.core.model import (
    Cell,
    Clause,
    Kind,
    Row,
    State,
    accept,
    deleted,
    equal,
    inserted,
    reject,
)
from proposals.core.redline import diff
from proposals.core.writing.html import CellPart, hue, phrase
from proposals.core.writing.html_rows import rows_html
from proposals.core.writing.html_table import RowPart
from proposals.models import Proposal, Resolution
from proposals.permissions import Visitor
from proposals.selectors.drafting import Draft, kept_draft
from proposals.selectors.resolution import Head, find_comparison, head

BASE, DRAFT = "base", "draft"  # in addresses, beside the groups' codes


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its name in addresses, and which document it is."""

    key: str
    document: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many clauses there are of each kind; `formal` are those of `differ` in form only."""

    same: int
    differ: int
    formal: int
    only_a: int
    only_b: int


@dataclass(frozen=True, slots=True)
class BetweenPage:
    """`rows` as the table's, in a's order; `choices` are the keys to choose from."""

    head: Head
    resolution: Resolution
    choices: tuple[str, ...]
    a: Side
    b: Side
    rows: tuple[RowPart, ...]
    counts: Counts


def between_page(
    user: Visitor, slug: str, a: str = "", b: str = "", meeting: str = ""
) -> BetweenPage:
    """The first two columns, if the visitor names none.

    Raises Comparison.DoesNotExist, and Proposal.DoesNotExist for a text there is not.
    """
    comparison = find_comparison(user, slug, meeting)
    draft = kept_draft(comparison)
    groups = [column.group for column in draft.table.columns if not column.is_empty]
    choices = (BASE, *groups, DRAFT)
    a = a or next((key for key in (*groups, BASE) if key != b), BASE)
    b = b or next(key for key in (*groups, DRAFT) if key != a)
    for key in (a, b):
        if key not in choices:
            raise Proposal.DoesNotExist(f"{key} has no document here.")
    sides = _side(draft, a), _side(draft, b)
    rows, uids = lay_out(
        texts_of(draft, a), texts_of(draft, b), _emptied(draft, b), sides[1].language
    )
    parts = _parts(rows, uids, sides)
    return BetweenPage(
        head=head(comparison, user),
        resolution=comparison.base.resolution,
        choices=choices,
        a=sides[0],
        b=sides[1],
        rows=parts,
        counts=_counts(parts, b),
    )


def _side(draft: Draft, key: str) -> Side:
    for column in draft.table.columns:
        if column.group == key:
            return Side(key, column.document, column.body.language)
    return Side(key, language=draft.table.base.language)


def texts_of(draft: Draft, key: str) -> dict[str, Clause]:
    """One side's text, by the rows' uids and in its own order, without any change."""
    found: list[tuple[int, str, Clause]] = []
    if key == DRAFT:
        found = [(at, one.uid, one.clause) for at, one in enumerate(draft.clauses)]
    elif key == BASE:
        for at, (uid, row) in enumerate(_rows(draft)):
            if row.base is not None:
                found.append((at, uid, row.base))
    else:
        number = _number(draft, key)
        origins = _origins(draft, number)
        for uid, row in _rows(draft):
            if (cell := row.cells[number]) is not None:
                found.append((cell.clause.source, origins.get(uid, uid), cell.clause))
    return {
        uid: replace(
            clause,
            label=equal(accept(clause.label)),
            text=equal(clause.proposed),
            source=place,
            uid=uid,
        )
        for place, (_, uid, clause) in enumerate(sorted(found, key=lambda one: one[0]), 1)
        if clause.kind is not Kind.PROPOSAL and accept(clause.runs).strip()
    }


def _origins(draft: Draft, number: int) -> dict[str, str]:
    """The rows of new clauses that a column has moved there -> where it has none any more."""
    left = {
        (row.base.section, reject(row.base.label)): uid
        for uid, row in _rows(draft)
        if row.base is not None
        and ((cell := row.cells[number]) is None or cell.state is State.DELETED)
    }
    return {
        uid: left.pop(cell.moved_from)
        for uid, row in _rows(draft)
        if row.base is None and (cell := row.cells[number]) is not None and cell.moved_from in left
    }


def _rows(draft: Draft) -> Iterator[tuple[str, Row]]:
    return zip(draft.table.uids, draft.table.rows, strict=True)


def _number(draft: Draft, group: str) -> int:
    return next(n for n, column in enumerate(draft.table.columns) if column.group == group)


def _emptied(draft: Draft, key: str) -> frozenset[str]:
    """The rows that a side has, and deletes: not the same as having nothing of them."""
    if key == BASE:
        return frozenset()
    if key == DRAFT:
        return frozenset(one.uid for one in draft.clauses if one.is_absent and not one.is_new)
    number = _number(draft, key)
    return frozenset(
        uid
        for uid, row in _rows(draft)
        if (cell := row.cells[number]) is not None and cell.state is State.DELETED
    )


def lay_out(
    a: Mapping[str, Clause], b: Mapping[str, Clause], emptied: frozenset[str], language: str
) -> tuple[list[Row], list[str]]:
    """Rows whose base is a's clause and whose only cell says what b makes of it.

    They stand in a's order, so that its column reads on; what only b has follows what it
    follows there.
    """
    moved = _moved([uid for uid in a if uid in b], list(b))
    rows, uids = [], _order(list(a), list(b))
    for uid in uids:
        old, new = a.get(uid), b.get(uid)
        if old is None:
            assert new is not None
            own = replace(
                new, label=inserted(accept(new.label)), text=inserted(accept(new.text)), uid=""
            )
            rows.append(Row(None, (Cell(own, State.INSERTED),), new.section))
        elif new is None:
            gone = replace(
                old, label=deleted(accept(old.label)), text=deleted(accept(old.text)), source=0
            )
            cell = Cell(gone, State.DELETED) if uid in emptied else None
            rows.append(Row(old, (cell,), old.section))
        else:
            changed = replace(
                new,
                label=diff(accept(old.label), accept(new.label)),
                text=diff(accept(old.text), accept(new.text), language),
            )
            state = State.CHANGED if changed.is_changed else State.UNCHANGED
            origin = (old.section, accept(old.label)) if uid in moved else None
            rows.append(Row(old, (Cell(changed, state, origin),), old.section))
    return rows, uids


def _order(a: Sequence[str], b: Sequence[str]) -> list[str]:
    known, last = set(a), ""
    followers: defaultdict[str, list[str]] = defaultdict(list)
    for uid in b:
        if uid in known:
            last = uid
        else:
            followers[last].append(uid)
    return [*followers[""], *(one for uid in a for one in (uid, *followers[uid]))]


def _moved(common: Sequence[str], b: Sequence[str]) -> frozenset[str]:
    """The fewest of the common clauses that must move to turn one order into the other."""
    place = {uid: at for at, uid in enumerate(b)}
    ends: list[int] = []  # the smallest place that ends a rising sequence of each length
    lengths: list[int] = []
    for uid in common:
        length = bisect_left(ends, place[uid])
        ends[length : length + 1] = [place[uid]]
        lengths.append(length)
    stay: set[str] = set()
    wanted, before = len(ends) - 1, len(b)
    for uid, length in zip(reversed(common), reversed(lengths), strict=True):
        if length == wanted and place[uid] < before:
            stay.add(uid)
            wanted, before = wanted - 1, place[uid]
    return frozenset(common) - stay


def _parts(
    rows: Sequence[Row], uids: Sequence[str], sides: tuple[Side, Side]
) -> tuple[RowPart, ...]:
    """Rows as the table joins them; phrases `same_text` and `only_in` are the view's to say."""
    a, b = sides
    only_a, only_b = phrase("only_in", a.key), phrase("only_in", b.key)
    found = []
    for uid, row, html in zip(
        uids, rows, rows_html(rows, uids, [b.key], [a.language, b.language]), strict=True
    ):
        cell = html.cells[0]
        if cell is None:
            start = f'<td class="x g{hue(b.key)}" data-g="{escape(b.key)}">'
            cell = CellPart(f"{start}<p>{only_a}</p></td>", "x", 0)
        else:
            told = cell.html.replace(phrase("added"), only_b).replace(phrase("deleted"), only_a)
            cell = replace(cell, html=told.replace(phrase("same"), phrase("same_text")))
        lead = row.lead
        found.append(
            RowPart(uid, lead.kind.value, row.section, html.head, html.base, {b.key: cell})
        )
    return tuple(found)


def _counts(rows: Sequence[RowPart], b: str) -> Counts:
    cells = [(row, cell) for row in rows if (cell := row.cells[b]) is not None]
    differ = [cell for row, cell in cells if row.base and cell.letter in "cl"]
    return Counts(
        same=sum(cell.letter == "u" for _, cell in cells),
        differ=len(differ),
        formal=sum(cell.is_formal for cell in differ),
        only_a=sum(cell.letter == "x" for _, cell in cells),
        only_b=sum(not row.base for row, _ in cells),
    )
