"""The side-by-side table in Word."""

from pathlib import Path

import pytest

from proposals import samples
from proposals.core.align import align
from proposals.core.model import State, accept, reject
from proposals.core.reading.docx import read_word_table
from proposals.core.reading.side_by_side import read_table
from proposals.core.result import Refused
from proposals.core.writing.docx import write_table
from tests.core.reading.docx.build import dele, docx, ins, p, r, row, table

SIDE_BY_SIDE = Path(samples.__file__).parent / "901-side-by-side.txt"
HEADS = row(
    p(r("Proposal 1 (MOD, ) (AST)")),
    p(r("Proposal 2 (MOD, WTSA C-035")) + p(r("ATU Add08) (ATU)")),
    p(r("PROPOSAL 3 (MOD, TSAG-C187-R1) (RCC)")),
)
NUMBER = p(r("RESOLUTION 9 (Rev. Geneva, 2022)"))


def test_columns_are_those_that_the_head_row_announces():
    changed = p(r("that it is ") + dele("late") + ins(r("early")) + r(";"))
    data = docx(
        p(r("Resolution 9 side by side"))
        + table(
            HEADS,
            row(p(), p(r("MOD\tAFCP/35A8/1")) + NUMBER, NUMBER),
            row(p(), p(r("considering")) + changed, p(r("considering"))),
        )
    )
    read = read_word_table(data).value
    assert [(one.group, one.document, one.code) for one in read.columns] == [
        ("AST", "", ""),
        ("ATU", "WTSA C-035 ATU Add08", "AFCP/35A8/1"),
        ("RCC", "TSAG-C187-R1", ""),
    ]
    assert [one.is_empty for one in read.columns] == [True, False, False]
    last = read.columns[1].body.clauses[-1]
    assert (reject(last.text), accept(last.text)) == ("that it is late;", "that it is early;")
    assert (read.title, read.base.number) == ("Resolution 9 side by side", "9")


def test_a_table_can_go_on_in_another_and_repeat_its_heads():
    first = table(HEADS, row(p(), NUMBER, NUMBER))
    second = table(HEADS, row(p(), p(r("considering")), p(r("considering"))))
    columns = read_word_table(docx(first + p() + second)).value.columns
    assert [len(column.body.clauses) for column in columns] == [0, 2, 2]


def test_lines_above_the_table_can_announce_its_columns():
    above = "".join(p(r(f"Proposal {n} (MOD, C-{n}) ({g})")) for n, g in ((1, "ATU"), (2, "RCC")))
    columns = read_word_table(docx(above + table(row(NUMBER, p())))).value.columns
    assert [(one.group, one.is_empty) for one in columns] == [("ATU", False), ("RCC", True)]


def test_a_column_that_nothing_announces_is_pointed_out():
    heads = row(p(r("In force")), p(r("Proposal 1 (MOD, C-1) (ATU)")))
    result = read_word_table(docx(table(heads, row(p(r("base text")), NUMBER))))
    assert [column.group for column in result.value.columns] == ["ATU"]
    assert any("base text" in warning.message for warning in result.warnings)


def test_a_file_without_such_a_table_is_refused():
    with pytest.raises(Refused, match="announces no columns"):
        read_word_table(docx(NUMBER))


def test_a_table_as_word_aligns_as_the_same_table_as_text():
    text = read_table(SIDE_BY_SIDE.read_bytes()).value
    word = read_word_table(write_table(text.columns)).value
    assert not any(clause.is_inferred for one in word.columns for clause in one.body.clauses)
    rows = [
        [
            (
                row.base and row.base.base,
                [cell and (cell.state, cell.moved_from) for cell in row.cells],
            )
            for row in align(text.base, table.columns)
        ]
        for table in (text, word)
    ]
    assert rows[0] == rows[1]
    assert any(cell and cell[0] is State.CHANGED for _, cells in rows[1] for cell in cells)
