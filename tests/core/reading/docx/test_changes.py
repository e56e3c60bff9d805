"""Changes: inserted, deleted, moved, and of form only."""

from proposals.core.model import Op, Run
from tests.core.reading.docx.build import after, before, dele, empty, ins, p, r, read, row, table


def test_a_change_keeps_its_author_and_date():
    (paragraph,) = read(p(r("that ") + dele("2016") + ins(r("2022")))).paragraphs
    assert paragraph.text == (
        Run(Op.EQUAL, "that "),
        Run(Op.DELETE, "2016", "Bob"),
        Run(Op.INSERT, "2022", "Ann", "2021-01-02T03:04:05Z"),
    )


def test_neighbouring_runs_of_one_change_are_one_run():
    (paragraph,) = read(p(r("a ") + r("b ") + ins(r("c ")) + ins(r("d")))).paragraphs
    assert [run.text for run in paragraph.text] == ["a b ", "c d"]


def test_what_was_inserted_and_deleted_again_is_in_neither_text():
    word = read(p(r("kept") + ins(r(" new") + dele(" gone")) + r(".")))
    assert (before(word), after(word)) == (["kept."], ["kept new."])


def test_a_move_is_deleted_where_it_was_and_inserted_where_it_is():
    start = '<w:move{0}RangeStart w:id="1" w:name="move1"/>{1}<w:move{0}RangeEnd w:id="1"/>'
    gone = start.format("From", f'<w:moveFrom w:id="2" w:author="A">{r("old")}</w:moveFrom>')
    come = start.format("To", f'<w:moveTo w:id="3" w:author="A">{r("old")}</w:moveTo>')
    word = read(p(r("first ") + gone) + p(r("last ") + come))
    assert before(word) == ["first old", "last "]
    assert after(word) == ["first ", "last old"]
    (move,) = word.moves
    assert (move.name, move.origins, move.targets) == ("move1", (1,), (2,))


def test_a_deleted_row_takes_its_cells_along():
    word = read(table(row(p(r("a"))), row(p(r("b")), properties=empty("del"))))
    assert (before(word), after(word)) == (["a", "b"], ["a"])


def test_cells_come_and_go():
    new = f"<w:tc><w:tcPr>{empty('cellIns')}</w:tcPr>{p(r('new'))}</w:tc>"
    old = f"<w:tc><w:tcPr>{empty('cellDel')}</w:tcPr>{p(r('old'))}</w:tc>"
    word = read(table(row(new, old, p(r("kept")))))
    assert (before(word), after(word)) == (["old", "kept"], ["new", "kept"])


def test_a_cell_as_it_was_before_does_not_count_again():
    change = f'<w:tcPrChange w:id="1"><w:tcPr>{empty("cellDel")}</w:tcPr></w:tcPrChange>'
    word = read(table(row(f"<w:tc><w:tcPr>{change}</w:tcPr>{p(r('kept'))}</w:tc>")))
    assert after(word) == ["kept"]
    assert word.formatting == 1


def test_changes_of_form_are_counted_and_change_no_text():
    bold = (
        '<w:r><w:rPr><w:b/><w:rPrChange w:id="1"><w:rPr/></w:rPrChange></w:rPr><w:t>a</w:t></w:r>'
    )
    moved = '<w:pPr><w:jc w:val="left"/><w:pPrChange w:id="2"><w:pPr/></w:pPrChange></w:pPr>'
    word = read(f"<w:p>{moved}{bold}</w:p>")
    assert word.formatting == 2
    assert not word.is_tracked


def test_an_empty_change_beside_text_is_no_change_of_the_mark():
    word = read(p(r("first")).replace("</w:p>", empty("ins") + "</w:p>") + p(r("second")))
    assert before(word) == ["first", "second"]
