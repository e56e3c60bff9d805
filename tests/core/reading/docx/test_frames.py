"""Tables, text boxes, alternatives."""

from proposals.core.reading.docx import Part
from proposals.core.reading.docx.pieces import Place
from tests.core.reading.docx.build import after, p, r, read, row, table


def test_a_text_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{p(r('boxed'))}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
    word = read(
        p(r("a") + f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>" + r("b"))
    )
    assert [(one.part, one.source) for one in word.paragraphs] == [(Part.BODY, 1), (Part.BOX, 1)]
    assert after(word) == ["ab", "boxed"]


def test_a_fallback_is_read_where_there_is_no_choice():
    only = f"<mc:AlternateContent><mc:Fallback>{r('a')}</mc:Fallback></mc:AlternateContent>"
    assert after(read(p(only))) == ["a"]


def test_paragraphs_of_an_unused_alternative_do_not_count():
    both = f"<mc:Choice>{p(r('a'))}</mc:Choice><mc:Fallback>{p(r('b'))}</mc:Fallback>"
    word = read(f"<mc:AlternateContent>{both}</mc:AlternateContent>" + p(r("c")))
    assert [(one.source, one.text[0].text) for one in word.paragraphs] == [(1, "a"), (2, "c")]


def test_cells_know_their_place_in_the_grid():
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p(r("wide"))}</w:tc>'
    rows = row(wide, p(r("x"))), row(p(r("y")), p(r("z")), properties='<w:gridBefore w:val="1"/>')
    word = read(table(*rows) + table(row(p(r("other")))))
    assert [one.place for one in word.paragraphs] == [
        Place(1, 1, 1),
        Place(1, 1, 3),
        Place(1, 2, 2),
        Place(1, 2, 3),
        Place(2, 1, 1),
    ]


def test_a_table_in_a_cell_does_not_move_the_cells_after_it():
    inner = table(row(p(r("i")), p(r("j")), p(r("k"))))
    word = read(table(row(f"<w:tc>{inner}{p(r('a'))}</w:tc>", p(r("b")))))
    assert word.paragraphs[-1].place == Place(1, 1, 2)
