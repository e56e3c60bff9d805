"""The comparison table as HTML: stored cells joined, nothing rendered again.

The table's rows are shown as a grid by the stylesheet, which lets the browser skip
those that are out of sight (`content-visibility` does nothing for table boxes).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from operator import itemgetter

from proposals.core.model import Kind
from proposals.core.writing.html import CellPart, hue, phrase

CHANGING = frozenset("cxal")  # the cells that change something: see html.py
BAR_HEIGHT, BAR_STEP = 16, 7  # of the small bars beside a section's name, in px
HEADINGS = (Kind.HEADING, Kind.ANNEX)  # what opens a section


@dataclass(frozen=True, slots=True)
class RowPart:
    """A stored row. `cells` is by group; `base` is its `<td>`, "" for an inserted clause."""

    uid: str
    kind: str
    section: str
    head: str
    base: str
    cells: Mapping[str, CellPart | None]
    rival: int = 0

    @property
    def is_insertion(self) -> bool:
        return not self.base


@dataclass(slots=True)
class Section:
    """A section of the table: its rows, and how many clauses of it change."""

    name: str
    number: int
    rows: list[RowPart]
    total: int = 0
    changed: int = 0
    by_group: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class View:
    """What the reader asked for, as far as it decides which cells are joined."""

    groups: tuple[str, ...]  # the columns shown, in order; the first `pinned` stay put
    pinned: int = 0
    base: bool = True
    substantive: bool = False
    pages: bool = True  # each row has a page of its own
    repeat: bool = False  # a text that two columns share is shown in both
    draft: bool = False  # the draft stands last
    only: tuple[str, ...] | None = None  # the rows shown, by their uids; None: every row

    @property
    def width(self) -> int:
        """How many columns of text there are."""
        return len(self.groups) + self.base + self.draft


@dataclass(frozen=True, slots=True)
class Joined:
    """A table joined for one view: section links, `<tbody>`s, changes by group.

    Phrases are still to be filled. The view of all columns is joined when it is stored.
    `shown` counts its clauses, `total` those of the whole table; headings are no clauses.
    """

    nav: str
    body: str
    changes: dict[str, int]
    shown: int = 0
    total: int = 0


def join(rows: Sequence[RowPart], view: View, drafts: Mapping[str, str] | None = None) -> Joined:
    """Join stored cells. `drafts` are the cells of the draft by their rows' uids."""
    found = sections(rows, view)
    total = sum(section.total for section in found)
    if view.only is not None:
        found = _kept(found, frozenset(view.only))
    return Joined(
        nav_html(found),
        "".join(_section_html(section, view, drafts or {}) for section in found),
        {
            group: sum(cell.changes for row in rows if (cell := row.cells.get(group)))
            for group in view.groups
        },
        sum(row.kind not in HEADINGS for section in found for row in section.rows),
        total,
    )


def _kept(found: Iterable[Section], only: Collection[str]) -> list[Section]:
    """The sections with those rows alone; what they count stays what it is."""
    for section in found:
        section.rows = [row for row in section.rows if row.uid in only]
    return [section for section in found if section.rows]


def sections(rows: Iterable[RowPart], view: View) -> list[Section]:
    """The rows by section, without those that no shown column has anything to say on."""
    found = []
    shown = (
        row
        for row in rows
        # The proposal's own line (MOD, its code) is what the column's head says.
        if row.kind != Kind.PROPOSAL and (not row.is_insertion or _cells(row, view.groups))
    )
    for number, (name, group) in enumerate(groupby(placed(shown), key=itemgetter(0))):
        section = Section(name, number, [row for _, row in group])
        section.by_group = dict.fromkeys(view.groups, 0)
        for row in section.rows:
            if row.kind not in HEADINGS:
                changing = _changing(row, view)
                section.total += 1
                section.changed += bool(changing)
                for one in changing:
                    section.by_group[one] += 1
        found.append(section)
    return found


def placed(rows: Iterable[RowPart]) -> Iterator[tuple[str, RowPart]]:
    """Rows with the section they are read in: a new clause opens none, a new heading does.

    A column that renames a heading has its new clauses under another name than the base.
    """
    name = ""
    for row in rows:
        if not row.is_insertion or row.kind in HEADINGS:
            name = row.section
        yield name, row


def _cells(row: RowPart, groups: Sequence[str]) -> list[CellPart]:
    return [cell for group in groups if (cell := row.cells.get(group)) is not None]


def is_changed(row: RowPart, view: View) -> bool:
    """Whether a shown column changes the row, in substance where that is asked."""
    return bool(_changing(row, view))


def _changing(row: RowPart, view: View) -> list[str]:
    """The shown columns that change the row."""
    return [
        group
        for group in view.groups
        if (cell := row.cells.get(group)) is not None
        and cell.letter in CHANGING
        and not (view.substantive and cell.is_formal)
    ]


def nav_html(found: Sequence[Section]) -> str:
    """Links to the sections, each with its groups' shares as a small picture beside its count."""
    most = max((count for section in found for count in section.by_group.values()), default=0) or 1
    return "".join(
        f'<li><a href="#s{section.number}"><span class=name dir=auto>'
        f"{escape(section.name) if section.name else phrase('front')}</span>"
        f"{_bars_html(section, most)}<small>{section.changed}/{section.total}"
        f"<span class=vh> {phrase('changed_short')}</span></small></a></li>"
        for section in found
    )


def _bars_html(section: Section, most: int) -> str:
    width = BAR_STEP * max(len(section.by_group), 1)
    bars = "".join(
        f'<rect class=g{hue(group)} x="{at * BAR_STEP}" y="{BAR_HEIGHT - height:g}"'
        f' width="{BAR_STEP - 2}" height="{height:g}" rx="1"/>'
        for at, (group, count) in enumerate(section.by_group.items())
        if (height := round(BAR_HEIGHT * count / most, 1))
    )
    return (
        f'<svg viewBox="0 0 {width} {BAR_HEIGHT}" width="{width}" height="{BAR_HEIGHT}"'
        f" aria-hidden=true>{bars}</svg>"
    )


def _section_html(section: Section, view: View, drafts: Mapping[str, str]) -> str:
    """A section: its bar, then its rows; a heading that nobody changes is the bar itself."""
    rows, opens, width = section.rows, section.rows[0], view.width + 1
    parts = [f"<tbody id=s{section.number}>"]
    if section.name:
        bar = ""
        if opens.kind in HEADINGS and not is_changed(opens, view):
            rows, bar = rows[1:], f' id="r{opens.uid}"'
        count = phrase("changed", f"{section.changed}/{section.total}")
        parts.append(
            f"<tr class=h{bar}><th colspan={width} scope=rowgroup>"
            f"<bdi>{escape(section.name)}</bdi> <small>{count}</small></th></tr>"
        )
    rival = 0
    for changed, group in groupby(rows, key=lambda row: is_changed(row, view)):
        stretch = list(group)
        if not changed and view.only is None:
            parts.append(_gap_html(stretch, width))
        for row in stretch:
            if row.rival and row.rival != rival:
                parts.append(_rival_html(row, rows, width))
            rival = row.rival
            parts.append(_row_html(row, view, changed or view.only is not None, drafts))
    parts.append("</tbody>")
    return "".join(parts)


def _gap_html(rows: Sequence[RowPart], width: int) -> str:
    """Stands for a stretch of unchanged rows while they are hidden."""
    first = f"q{rows[0].uid}"
    return (
        f'<tr class=gap id="{first}"><td colspan={width}>'
        f'<a href="#{first}">{phrase("unchanged", len(rows))}</a></td></tr>'
    )


def _rival_html(row: RowPart, rows: Sequence[RowPart], width: int) -> str:
    """Says once, before the first, that the rows of a contest compete for one place."""
    groups = [
        group
        for other in rows
        if other.rival == row.rival
        for group, cell in other.cells.items()
        if cell is not None
    ]
    names = f"<bdi>{escape(', '.join(dict.fromkeys(groups)))}</bdi>"
    return f"<tr class=note><td colspan={width}>{phrase('rival', names)}</td></tr>"


def _row_html(row: RowPart, view: View, changed: bool, drafts: Mapping[str, str]) -> str:
    """A row; one that is not `changed` can be hidden."""
    classes = [f"k-{row.kind}"]
    if not changed:
        classes.append("q")
    if row.rival:
        classes.append("rv")
    label = row.head or ("+" if row.is_insertion else "¶")
    page = f'<a class=go href="../rows/{row.uid}/">{phrase("open")}</a>' if view.pages else ""
    head = (
        f'<tr id="r{row.uid}" class="{" ".join(classes)}"><th scope=row>'
        f'<a href="#r{row.uid}">{label}</a>{page}</th>'
    )
    base = (row.base or "<td class=z></td>") if view.base else ""
    draft = drafts.get(row.uid, "<td class=z></td>") if view.draft else ""
    return "".join((head, base, *_tds(row, view), draft, "</tr>"))


def _tds(row: RowPart, view: View) -> Iterator[str]:
    """The groups' cells; what two of them share stands once, across both if they are neighbours."""
    cells = [row.cells.get(group) for group in view.groups]
    if view.base and len(cells) > 1 and all(cell and cell.letter == "u" for cell in cells):
        yield f'<td class="u s{len(cells)}" colspan={len(cells)}>{phrase("nobody")}</td>'
        return
    said: dict[str, str] = {}  # the group that a text was shown for
    sayers: dict[str, list[str]] = {}
    for group, cell in zip(view.groups, cells, strict=True):
        if cell and cell.reading and cell.letter != "l" and not view.repeat:
            sayers.setdefault(cell.words, []).append(group)
    place = 0
    while place < len(cells):
        group, cell = view.groups[place], cells[place]
        count = 1 if view.repeat or place < view.pinned else _alike(cells, place)
        if cell is None:
            words = "" if row.is_insertion else phrase("absent")
            html = f'<td class="z g{hue(group)}" data-g="{escape(group)}">{words}</td>'
        elif cell.letter == "u" and not view.base:
            # Nothing to compare with on the page: the clause says its text itself.
            html = row.base.replace('"b', f'"b g{hue(group)}', 1).replace(">", f">{row.head}", 1)
        elif not view.repeat and (first := said.get(cell.words)):
            html = _again_html(cell, first, count)
        else:
            neighbours = view.groups[place : place + count]
            html = _shared_html(cell, neighbours, sayers.get(cell.words, neighbours))
            if cell.words in sayers:
                said[cell.words] = group
        yield _pinned(html, place) if place < view.pinned else html
        place += count


def _alike(cells: Sequence[CellPart | None], place: int) -> int:
    """How many neighbours from there on read the same, their numbers too."""
    first, count = cells[place], 1
    while first and first.reading and place + count < len(cells):
        other = cells[place + count]
        if other is None or other.reading != first.reading:
            break
        count += 1
    return count


def _shared_html(cell: CellPart, neighbours: Sequence[str], sayers: Sequence[str]) -> str:
    """A cell of one group, or of neighbours that say the same: the marks are the first one's.

    `data-s` names all of the row that say it, `sayers`, so that each can be looked for.
    """
    if len(sayers) == len(neighbours) == 1:
        return cell.html
    opening, inside, rest = _opened(cell.html, len(neighbours))
    opening = opening.replace(" data-g=", f' data-s="|{escape("|".join(sayers))}|" data-g=', 1)
    if len(neighbours) == 1:
        return f"{opening}{inside}{rest}"
    names = f"<bdi>{escape(', '.join(neighbours))}</bdi>"
    words = phrase("share_gone" if cell.letter == "x" else "share", names)
    return f"{opening}<p class=m>{words}</p>{inside}{rest}"


def _again_html(cell: CellPart, first: str, width: int) -> str:
    """Stands for a text that the row has shown already; a number of its own is still said."""
    opening, inside, rest = _opened(cell.html, width)
    label = inside.partition("</bdi> ")[0] + "</bdi> " if inside.startswith("<bdi class=n>") else ""
    words = phrase("again_gone" if cell.letter == "x" else "again", f"<bdi>{escape(first)}</bdi>")
    return f"{opening}{label}<p>{words}</p>{rest}"


def _opened(td: str, width: int) -> tuple[str, str, str]:
    """A `<td>` as its opening tag, made so many columns wide, its content and its end."""
    end = td.index(">") + 1
    opening = td[:end]
    if width > 1:
        opening = opening.replace(" g", f" s{width} g", 1)
        opening = opening.replace(" data-g=", f" colspan={width} data-g=", 1)
    return opening, td[end : -len("</td>")], "</td>"


def _pinned(html: str, place: int) -> str:
    return html.replace('<td class="', f'<td class="p{place} ', 1)
