"""The overview of a comparison: groups against sections, and how far they agree where.

Every row holds its agreement already (`Row.agreement`), so that two small queries tell all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby
from operator import attrgetter

from proposals.core.model import Kind
from proposals.core.writing.html import CellPart
from proposals.core.writing.html_table import CHANGING, HEADINGS, RowPart, View, sections
from proposals.models import ProposedClause, Row
from proposals.selectors.progress import AT_ODDS
from proposals.selectors.shares import Part, parts

Agreement, Status = Row.Agreement, Row.Status


@dataclass(frozen=True, slots=True)
class Tile:
    """One clause of a section's strip; `groups` are those that change it.

    `formal`: nothing but form changes. `label` is "" for a clause that has none, or is new.
    """

    uid: str
    label: str
    kind: str
    section: str
    agreement: Row.Agreement
    status: str
    groups: tuple[str, ...]
    formal: bool
    new: bool
    gone: bool  # every group that changes it deletes it
    rival: int = 0

    @property
    def is_changed(self) -> bool:
        return self.agreement != Agreement.NOBODY

    @property
    def is_clause(self) -> bool:
        """Headings are not counted as clauses, as in the table."""
        return self.kind not in HEADINGS


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a strip is drawn from: one changed clause, or so many that nobody changes."""

    tile: Tile | None
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a section's clauses a group changes, and how many in more than form.

    `width` and `solid` are the same as per cent of the section."""

    group: str
    count: int
    substantive: int
    width: float
    solid: float


@dataclass(frozen=True, slots=True)
class Tally:
    """Clauses by their agreement, those that nobody changes left out; none is 0."""

    agreement: Row.Agreement
    count: int


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section; `number` is that of its place in the table (#s3)."""

    number: int
    name: str
    total: int
    changed: int
    at_odds: int
    tallies: tuple[Tally, ...]
    shares: tuple[Share, ...]
    strip: tuple[Stretch, ...]

    @property
    def ease(self) -> float:
        """The share of the changed clauses that nobody contradicts: 1 is settled soonest."""
        return (self.changed - self.at_odds) / self.changed if self.changed else 0.0


@dataclass(frozen=True, slots=True)
class Dispute:
    """A clause in conflict, or new clauses that compete for one place; `uid` its first row."""

    uid: str
    section: str
    label: str
    kind: str
    groups: tuple[str, ...]
    competing: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Of the clauses that two groups both change, how many they change alike; the likest first."""

    one: str
    other: str
    both: int
    same: int

    @property
    def per_cent(self) -> float:
        return round(100 * self.same / self.both, 1) if self.both else 0.0


@dataclass(frozen=True, slots=True)
class Overview:
    groups: tuple[str, ...]
    lines: tuple[SectionLine, ...]
    parts: tuple[Part, ...]
    disputes: tuple[Dispute, ...]
    pairs: tuple[Pair, ...]
    to_decide: int
    open: int
    by_agreement: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def changed(self) -> int:
        return sum(line.changed for line in self.lines)

    @property
    def unchanged(self) -> int:
        return self.total - self.changed

    @property
    def decided(self) -> int:
        return self.to_decide - self.open

    @property
    def open_disputes(self) -> int:
        return sum(dispute.open for dispute in self.disputes)


@dataclass(frozen=True, slots=True)
class _Cell:
    """What the overview has to know of a cell."""

    letter: str
    words: str
    formal: bool
    moved: bool

    @property
    def is_changed(self) -> bool:
        return self.moved or self.letter in CHANGING

    @property
    def is_renumbered_only(self) -> bool:
        return self.letter == "l" and not self.moved


def overview(comparison: int, groups: Sequence[str], *, by_ease: bool = False) -> Overview:
    """Two queries. `groups` are the columns that hold a document, in order."""
    cells = _cells(comparison)
    rows = list(
        Row.objects.filter(comparison=comparison)
        .exclude(kind=Kind.PROPOSAL)
        .order_by("position")
        .values_list("pk", "uid", "kind", "section", "base__label", "rival", "agreement", "status")
    )
    tiles = {
        uid: _tile(uid, kind, section, label, rival, agreement, status, cells[pk])
        for pk, uid, kind, section, label, rival, agreement, status in rows
    }
    light = [
        RowPart(uid, kind, section, "", "" if label is None else uid, _held(cells[pk]), rival)
        for pk, uid, kind, section, label, rival, *_ in rows
    ]
    of_row = {uid: cells[pk] for pk, uid, *_ in rows}
    lines = tuple(
        _line(found.number, found.name, [tiles[row.uid] for row in found.rows], of_row, groups)
        for found in sections(light, View(tuple(groups)))
    )
    counts = Counter(
        tile.agreement.value for line in lines for tile in _tiles(line) if tile.is_clause
    )
    total = sum(line.total for line in lines)
    counts[Agreement.NOBODY.value] = total - sum(counts.values())
    states = [tile.status for tile in tiles.values() if tile.status != Status.UNTOUCHED]
    return Overview(
        groups=tuple(groups),
        lines=tuple(sorted(lines, key=_difficulty)) if by_ease else lines,
        parts=parts((one, counts[one.value]) for one in Agreement),
        disputes=_disputes(tiles.values()),
        pairs=_pairs(groups, of_row.values()),
        to_decide=len(states),
        open=states.count(Status.OPEN.value),
        by_agreement=dict(counts),
    )


def _cells(comparison: int) -> defaultdict[int, dict[str, _Cell]]:
    """Every row's cells by group, in the order of the columns."""
    cells: defaultdict[int, dict[str, _Cell]] = defaultdict(dict)
    for row, group, letter, classes, reading, moved in (
        ProposedClause.objects.filter(proposal__comparison=comparison)
        .order_by("proposal__position")
        .values_list("row", "proposal__group__code", "letter", "classes", "reading", "moved_from")
    ):
        part = CellPart("", letter, 0, classes, reading)
        cells[row][group] = _Cell(letter, part.words, part.is_formal, moved is not None)
    return cells


def _held(cells: dict[str, _Cell]) -> dict[str, CellPart | None]:
    return {group: CellPart("", cell.letter, 0) for group, cell in cells.items()}


def _tile(
    uid: str,
    kind: str,
    section: str,
    label: str | None,
    rival: int,
    agreement: str,
    status: str,
    cells: dict[str, _Cell],
) -> Tile:
    changing = {group: cell for group, cell in cells.items() if cell.is_changed}
    # Who only counts on after somebody else has no part in what the clause says.
    told = {g: cell for g, cell in changing.items() if not cell.is_renumbered_only} or changing
    return Tile(
        uid=uid,
        label=(label or "").strip(),
        kind=kind,
        section=section,
        agreement=Agreement(agreement),
        status=status,
        groups=tuple(told),
        formal=all(cell.formal and not cell.moved for cell in told.values()),
        new=label is None,
        gone=bool(told) and all(cell.letter == "x" for cell in told.values()),
        rival=rival,
    )


def _line(
    number: int,
    name: str,
    tiles: Sequence[Tile],
    cells: dict[str, dict[str, _Cell]],
    groups: Sequence[str],
) -> SectionLine:
    clauses = [tile for tile in tiles if tile.is_clause]
    found = Counter(tile.agreement for tile in clauses)
    return SectionLine(
        number=number,
        name=name,
        total=len(clauses),
        changed=len(clauses) - found[Agreement.NOBODY],
        at_odds=sum(found[one] for one in AT_ODDS),
        tallies=tuple(
            Tally(one, found[one]) for one in Agreement if found[one] and one != Agreement.NOBODY
        ),
        shares=tuple(_share(group, [cells[tile.uid] for tile in clauses]) for group in groups),
        strip=tuple(_strip(tiles)),
    )


def _share(group: str, rows: Sequence[dict[str, _Cell]]) -> Share:
    changing = [cell for row in rows if (cell := row.get(group)) is not None and cell.is_changed]
    substantive = sum(not cell.formal or cell.moved for cell in changing)
    whole = len(rows) or 1
    return Share(
        group,
        len(changing),
        substantive,
        round(100 * len(changing) / whole, 1),
        round(100 * substantive / whole, 1),
    )


def _strip(tiles: Iterable[Tile]) -> Iterable[Stretch]:
    """Changed clauses one by one, also headings; the others only as so many in a row."""
    for changed, group in groupby(tiles, key=attrgetter("is_changed")):
        if changed:
            yield from (Stretch(tile) for tile in group)
        elif count := sum(tile.is_clause for tile in group):
            yield Stretch(None, count)


def _tiles(line: SectionLine) -> Iterable[Tile]:
    return (stretch.tile for stretch in line.strip if stretch.tile is not None)


def _difficulty(line: SectionLine) -> tuple[bool, float, int, int]:
    """Sections that change first, the easiest of them first; then what is less to do."""
    return not line.changed, -line.ease, line.at_odds, line.number


def _disputes(tiles: Iterable[Tile]) -> tuple[Dispute, ...]:
    """Every clause in conflict, and every place that new clauses compete for; the open first."""
    places: dict[object, list[Tile]] = {}
    for tile in tiles:
        if tile.agreement in AT_ODDS:
            places.setdefault(tile.rival or tile.uid, []).append(tile)
    disputes = (
        Dispute(
            uid=found[0].uid,
            section=found[0].section,
            label=found[0].label,
            kind=found[0].kind,
            groups=tuple(dict.fromkeys(group for tile in found for group in tile.groups)),
            competing=found[0].agreement == Agreement.COMPETING,
            open=any(tile.status == Status.OPEN for tile in found),
        )
        for found in places.values()
    )
    return tuple(sorted(disputes, key=lambda one: not one.open))


def _pairs(groups: Sequence[str], rows: Iterable[dict[str, _Cell]]) -> tuple[Pair, ...]:
    both: Counter[tuple[str, str]] = Counter()
    same: Counter[tuple[str, str]] = Counter()
    for cells in rows:
        told = [g for g in groups if g in cells and _says_something(cells[g])]
        for one, other in combinations(told, 2):
            both[one, other] += 1
            words = cells[one].words
            same[one, other] += bool(words) and words == cells[other].words
    found = [Pair(*two, both[two], same[two]) for two in combinations(groups, 2) if both[two]]
    return tuple(sorted(found, key=lambda pair: -pair.per_cent))


def _says_something(cell: _Cell) -> bool:
    return cell.is_changed and not cell.is_renumbered_only
