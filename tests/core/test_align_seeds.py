"""Alignment of the real texts: keys made by hand, in line numbers only.

A key says which line of a column belongs to which clause of the base, as stretches
(first of the base, first line, how many); what a column lacks or adds stands between.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from proposals.core.align import align
from proposals.core.model import Column, Kind, State
from proposals.core.reading.docx import read_word_resolution
from proposals.core.reading.side_by_side import read_table
from proposals.core.reading.text import read_resolution

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(),
    reason="ITU's texts are not part of the project: ../shared/seeds is not there",
)

# Resolution 44: the base by number (0 is the number line), columns by line.
TABLE = {
    "ATU": [
        *[(0, 10, 3), (3, 14, 2), (5, 31, 9), (14, 62, 9), (23, 93, 7), (30, 116, 9)],
        *[(39, 126, 2), (41, 153, 3), (44, 166, 10), (54, 202, 8), (62, 228, 2), (64, 237, 18)],
        *[(82, 293, 4), (86, 307, 5), (91, 324, 3), (94, 339, 6), (100, 361, 1), (101, 363, 1)],
        *[(102, 368, 10), (112, 400, 16), (128, 440, 12), (140, 454, 11)],
    ],
    "CITEL": [
        *[(0, 17, 3), (3, 21, 2), (5, 40, 1), (6, 42, 8), (14, 71, 6), (20, 78, 3)],
        *[(23, 100, 7), (30, 128, 1), (31, 130, 10), (41, 156, 3), (44, 179, 10), (54, 210, 8)],
        *[(62, 231, 2), (64, 255, 18), (82, 297, 4), (86, 312, 5), (91, 328, 3), (94, 346, 6)],
        *[(100, 364, 2), (102, 378, 10), (113, 417, 15), (140, 465, 11)],
    ],
    "RCC": [
        *[(0, 23, 3), (3, 27, 2), (5, 50, 9), (14, 81, 9), (23, 107, 7), (30, 140, 11)],
        *[(41, 159, 3), (44, 189, 10), (54, 218, 8), (62, 233, 2), (64, 273, 18), (82, 301, 4)],
        *[(86, 317, 5), (91, 334, 3), (94, 353, 6), (100, 366, 2), (102, 388, 10), (113, 432, 8)],
        (140, 476, 11),
    ],
}
# The new clauses of each row, in order, and which contest they are in.
NEW_ROWS = [
    *[([9, 16, 23], 0), ([41], 0), ([59], 0), ([77], 0), ([90], 0), ([129], 0), ([125], 0)],
    *[([162], 0), ([163], 0), ([176], 1), ([177], 1), ([178], 1), ([199], 1), ([230], 0)],
    *[([327], 2), ([331], 2), ([332], 2), ([333], 2), ([345], 3), ([352], 3), ([362], 0)],
    *[([416], 0), ([452], 0), ([453], 0)],
]

# Resolution 68: clauses of 2012 by line, and the lines of 2024 that they became.
REVISION = [
    *[(1, 1, 7), (8, 9, 4), (12, 13, 1), (14, 18, 1), (15, 20, 1), (18, 25, 3), (23, 36, 1)],
    *[(25, 38, 2), (27, 45, 3), (30, 52, 1), (31, 62, 1)],
]
GONE = [16, 17, 24]
# Clauses that stand under another section of the 2012 text than they did there.
MOVED = {
    12: ("recognizing", "a)"),
    13: ("recognizing", "b)"),
    18: ("recognizing", "c)"),
    20: ("recognizing", "d)"),
    26: ("considering", "a)"),
    27: ("considering", "b)"),
}


def spelled_out(stretches):
    return {(a + step, b + step) for a, b, count in stretches for step in range(count)}


@cache
def table_rows(with_base=False):
    """The table, aligned with the base that its columns give, or with the in-force text."""
    base = None
    if with_base:
        in_force = SEEDS.parent / "corpus" / "resolution-44-hammamet-2016.docx"
        base = read_word_resolution(in_force.read_bytes()).value
    table = read_table((SEEDS / "resolution-44-side-by-side.txt").read_bytes(), base).value
    return table, align(table.base, table.columns)


@pytest.mark.parametrize("with_base", [False, True])
@pytest.mark.parametrize("group", TABLE)
def test_every_clause_of_the_table_stands_beside_its_base(group, with_base):
    table, rows = table_rows(with_base)
    column = [each.group for each in table.columns].index(group)
    based = [row for row in rows if row.base is not None]
    found = {
        (at, row.cells[column].clause.source)
        for at, row in enumerate(based)
        if row.cells[column] is not None
    }
    assert found == spelled_out(TABLE[group])


def test_what_the_groups_add_competes_where_it_stands_at_one_place():
    _, rows = table_rows()
    found = [
        ([cell.clause.source for cell in row.cells if cell is not None], row.rival)
        for row in rows
        if row.base is None
    ]
    assert found == NEW_ROWS


def test_the_arab_states_column_is_empty_and_nothing_moved():
    table, rows = table_rows()
    assert (table.columns[0].group, table.columns[0].is_empty) == ("AST", True)
    assert all(row.cells[0] is None for row in rows)
    assert all(cell.moved_from is None for row in rows for cell in row.cells if cell is not None)


@cache
def revision_rows():
    old, new = (
        read_resolution((SEEDS / f"resolution-68-{name}.txt").read_bytes()).value
        for name in ("dubai-2012", "new-delhi-2024")
    )
    return align(old, [Column("Rev. New Delhi, 2024", new)])


def test_the_clauses_of_a_revised_resolution_find_their_heirs():
    # A footnote has the line of the clause that cites it, hence pairs and not lines.
    pairs = {
        (row.base.source, row.cells[0].clause.source)
        for row in revision_rows()
        if row.base is not None and row.cells[0].state is not State.DELETED
    }
    assert pairs == spelled_out(REVISION)


def test_what_a_revision_dropped_is_deleted():
    assert [
        row.base.source
        for row in revision_rows()
        if row.base is not None and row.cells[0].state is State.DELETED
    ] == GONE


def test_clauses_that_changed_their_section_say_where_they_were():
    moved = {
        row.cells[0].clause.source: row.cells[0].moved_from
        for row in revision_rows()
        if row.cells[0].moved_from is not None
    }
    assert moved == MOVED


def test_sections_that_swapped_their_names_stay_over_their_items():
    headings = [
        (row.base.base, row.cells[0].clause.proposed)
        for row in revision_rows()
        if row.base is not None and row.base.kind is Kind.HEADING
    ]
    assert headings[:3] == [
        ("recognizing", "considering"),
        ("considering", "recognizing"),
        ("noting", "noting"),
    ]
