"""Paragraphs: what counts of their properties."""

from tests.core.reading.docx.build import after, p, r, read, row, table


def test_tab_stops_are_not_tabs():
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
    assert after(read(f"<w:p>{stops}{r('a')}</w:p>")) == ["a"]


def test_sources_count_every_paragraph_table_cells_included():
    word = read(p(r("a")) + p() + table(row(p(r("b")), p(r("c")))) + p(r("d")))
    assert [one.source for one in word.paragraphs] == [1, 3, 4, 5]


def test_direction_is_the_paragraphs_own():
    word = read("<w:p><w:pPr><w:bidi/></w:pPr>" + r("نص") + "</w:p>" + p(r("text")))
    assert [one.is_rtl for one in word.paragraphs] == [True, False]
