"""The comparison as one page: every cell in its column, and legible without colour."""

import re

import pytest
from lxml import html

from proposals.core.align import align
from proposals.core.model import Column, Kind, State, accept, reject
from proposals.core.writing.table_page import Words, comparison_page
from proposals.samples.make import table_columns
from proposals.samples.sources import load


@pytest.fixture(scope="module")
def table():
    base = load("901-in-force").column.body
    columns = table_columns()
    return columns, align(base, columns)


@pytest.fixture(scope="module")
def markup(table):
    return comparison_page(*table, head="Resolution 901 <side by side>", base="Rev. Lakeside, 2020")


def lines(markup):
    return html.document_fromstring(markup.replace("<br>", "\n")).findall(".//tbody/tr")


def plain(text):
    return " ".join(re.sub(r"\[\^(\w+)\]", r"\1", text).split())


def without(cell, *names):
    copy = html.fromstring(html.tostring(cell))
    for gone in list(copy.iter(*names)):
        gone.drop_tree()
    return plain(copy.text_content())


def test_a_row_is_a_clause_and_its_changes_are_marked(table, markup):
    columns, rows = table
    held = [at for at, column in enumerate(columns) if not column.is_empty]
    rows = [row for row in rows if row.lead.kind is not Kind.PROPOSAL]
    for row, line in zip(rows, lines(markup), strict=True):
        number, base, *cells = line
        assert plain(base.text_content()) == (plain(row.base.base) if row.base else "")
        assert number.get("scope") == "row"
        for at, cell in zip(held, cells, strict=True):
            found = row.cells[at]
            if found is None:
                assert cell.text_content() == "–"
            elif found.state is State.UNCHANGED and not found.clause.is_changed:
                assert "no change" in cell.text_content()
            else:
                both = (found.clause.label, found.clause.text)
                assert without(cell, "del", "div") == plain(" ".join(map(accept, both)))
                assert without(cell, "ins", "div") == plain(" ".join(map(reject, both)))


def test_a_column_without_a_document_takes_no_width_but_is_named(markup):
    root = html.document_fromstring(markup)
    assert "AST" not in root.find(".//thead").text_content()
    assert "AST: announced; no document" in root.find(".//p[@class='legend']").text_content()


def test_marks_need_no_colour_and_heads_repeat(markup):
    assert re.search(r"ins \{[^}]*underline", markup)
    assert re.search(r"del \{[^}]*line-through", markup)
    assert len(html.document_fromstring(markup).findall(".//thead")) == 1
    assert 'counter(page) " / " counter(pages)' in markup


def test_more_columns_need_a_larger_sheet(table, markup):
    columns, rows = table
    assert "A3 landscape" in markup
    narrow = [type(row)(row.base, row.cells[1:2]) for row in rows if row.base]
    assert "A4 landscape" in comparison_page(columns[1:2], narrow, head="x")


def test_the_page_is_whole_by_itself_and_runs_nothing(markup):
    assert not re.search(r"<script|<link|<img|@import|url\(|\son\w+=", markup)
    assert "<h1>Resolution 901 &lt;side by side&gt;</h1>" in markup


def test_the_page_speaks_the_words_it_is_given():
    markup = comparison_page([Column("ATU")], [], head="x", words=Words(empty="annoncée & vide"))
    assert "ATU: annoncée &amp; vide" in markup
