"""Workbooks, read again by openpyxl: text that is only ever text, and redlines as rich text."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock

from proposals.core.align import align
from proposals.core.model import Op, Run, accept, deleted, equal, inserted, reject
from proposals.core.writing.xlsx import MOST, Sheet, comparison_sheet, workbook
from proposals.samples.make import table_columns
from proposals.samples.sources import load

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def opened(data, *, rich=False):
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=rich)


def written(value):
    """The one value of a sheet, as it was read again."""
    return opened(workbook([Sheet("x", [("head", 10)], [[value]])]))["x"]["A2"]


@pytest.fixture(scope="module")
def table():
    base = load("901-in-force").column.body
    columns = table_columns()
    return columns, align(base, columns)


@pytest.fixture(scope="module")
def book(table):
    columns, rows = table
    ids = [f"r{at}" for at in range(len(rows))]
    return workbook([comparison_sheet(columns, rows, ids)], title="Resolution 901")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_what_looks_like_a_formula_is_text_and_stays_text_when_edited(start):
    cell = written(f"{start}HYPERLINK(1)")
    assert (cell.data_type, cell.value) == ("s", f"{start}HYPERLINK(1)")
    assert cell.quotePrefix
    assert not written("HYPERLINK").quotePrefix


@pytest.mark.parametrize("text", ["007", "1.5", "2016-01-02", "https://www.itu.int/", "TRUE"])
def test_numbers_dates_and_addresses_stay_the_text_they_are(text):
    cell = written(text)
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


@given(st.lists(st.builds(Run, st.sampled_from(Op), TEXT), max_size=5).map(tuple))
def test_any_runs_come_back_as_their_text(runs):
    found = written(runs).value or ""
    assert found == "".join(run.text for run in runs)


def test_changes_are_underlined_and_struck():
    runs = (*equal("of "), *deleted("2014"), *inserted("2018"))
    data = workbook([Sheet("x", [("head", 10)], [[runs]])])
    value = opened(data, rich=True)["x"]["A2"].value
    assert isinstance(value, CellRichText)
    gone, new = (part for part in value if isinstance(part, TextBlock) and part.text != "of ")
    assert (gone.text, gone.font.strike, gone.font.u) == ("2014", True, None)
    assert (new.text, bool(new.font.strike), new.font.u) == ("2018", False, "single")


def test_a_clause_that_is_new_as_a_whole_is_underlined_as_a_whole():
    cell = written(inserted("a clause"))
    assert (cell.value, cell.font.u) == ("a clause", "single")


def test_a_text_too_long_for_a_cell_is_cut_and_says_so():
    value = written((*equal("a" * MOST), *inserted("b"))).value
    assert len(value) == MOST or value.endswith("…")
    assert len(written("c" * (MOST + 1)).value) == MOST


def test_a_row_is_a_clause_and_a_column_a_group(table, book):
    columns, rows = table
    sheet = opened(book)["Comparison"]
    head, *lines = sheet.iter_rows(values_only=True)
    assert len(lines) == len(rows)
    for at, column in enumerate(columns):
        place = head.index(column.group)
        for row, line in zip(rows, lines, strict=True):
            cell = row.cells[at]
            if cell is None:
                assert (line[place], line[place + 1]) == (None, None)
                continue
            texts = [run.text for run in cell.clause.runs]
            assert line[place].replace(" ", "") == "".join(texts).replace(" ", "")
            assert line[place + 1] == cell.state.value


def test_the_texts_in_force_and_proposed_can_be_told_apart_again(table, book):
    columns, rows = table
    sheet = opened(book, rich=True)["Comparison"]
    place = [cell.value for cell in sheet[1]].index("ATU") + 1
    at = [column.group for column in columns].index("ATU")
    told = 0
    for number, row in enumerate(rows, 2):
        value, cell = sheet.cell(number, place).value, row.cells[at]
        if cell is None or not isinstance(value, CellRichText):
            continue
        parts = [
            (part.text, part.font) if isinstance(part, TextBlock) else (part, None)
            for part in value
        ]
        new = "".join(text for text, font in parts if not (font and font.strike))
        old = "".join(text for text, font in parts if not (font and font.u))
        assert new.split() == accept((*cell.clause.label, *equal(" "), *cell.clause.text)).split()
        assert old.split() == reject((*cell.clause.label, *equal(" "), *cell.clause.text)).split()
        told += 1
    assert told


def test_the_head_row_stays_and_can_be_filtered(book):
    sheet = opened(book)["Comparison"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet["A1"].font.bold
    assert all(cell.alignment.wrap_text for cell in sheet[2] if cell.value)
    assert sheet.print_title_rows == "$1:$1"


def test_an_arabic_sheet_runs_from_right_to_left():
    sheets = [Sheet("جدول", [("رقم", 10)], [["نص"]])]
    for rtl in (True, False):
        sheet = opened(workbook(sheets, rtl=rtl)).worksheets[0]
        assert bool(sheet.sheet_view.rightToLeft) is rtl


def test_names_that_excel_refuses_are_made_good():
    names = ["a/b:c", "A B C", "", "'", "x" * 60, "x" * 61]
    found = opened(workbook([Sheet(name, [("h", 5)], []) for name in names])).sheetnames
    assert len({name.casefold() for name in found}) == len(names)
    assert all(0 < len(name) <= 31 for name in found)


def test_the_same_sheets_give_the_same_bytes(table):
    columns, rows = table
    ids = [str(at) for at in range(len(rows))]
    made = [workbook([comparison_sheet(columns, rows, ids)]) for _ in range(2)]
    assert made[0] == made[1]


def test_no_cell_holds_a_formula_or_a_link(book):
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        assert not any("externalLink" in name for name in archive.namelist())
    assert not list(sheet.iter(f"{S}f", f"{S}hyperlink"))
    assert {cell.get("t") for cell in sheet.iter(f"{S}c") if len(cell)} == {"s"}
