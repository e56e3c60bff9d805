"""Notes where they are cited, with the marks they have before and after."""

from proposals.core import anatomy
from proposals.core.model import Kind, Op, accept, reject
from proposals.core.reading.docx import Part
from tests.core.reading.docx.build import after, before, dele, ins, p, r, read, row, table


def cite(key: int, mark: str = "", kind: str = "footnote") -> str:
    own = ' w:customMarkFollows="1"' if mark else ""
    text = f"<w:t>{mark}</w:t>" if mark else ""
    return f'<w:r><w:{kind}Reference{own} w:id="{key}"/>{text}</w:r>'


def note(key: int, inside: str, kind: str = "footnote") -> str:
    ref = f"<w:r><w:{kind}Ref/></w:r>"
    return f'<w:{kind} w:id="{key}">{p(ref + inside, style="FootnoteText")}</w:{kind}>'


NOTES = note(1, r(" first note")) + note(2, r(" second note"))


def test_a_note_stands_after_the_paragraph_that_cites_it():
    word = read(p(r("a") + cite(1) + r("b")) + p(r("c")), footnotes=NOTES)
    assert after(word) == ["a[^1]b", "first note", "c"]
    assert [one.part for one in word.paragraphs] == [Part.BODY, Part.FOOTNOTE, Part.BODY]
    assert [one.source for one in word.paragraphs] == [1, 1, 2]
    assert accept(word.paragraphs[1].label or ()) == "1"


def test_a_mark_of_its_own_is_the_mark():
    notes = note(1, r("*")).replace("<w:r><w:footnoteRef/></w:r>", "")
    notes = notes.replace(r("*"), r("*") + "<w:r><w:tab/></w:r>" + r("text"))
    word = read(p(r("a") + cite(1, "*") + r(", b")), footnotes=notes)
    assert after(word) == ["a[^*], b", "text"]
    assert accept(word.paragraphs[1].label or ()) == "*"


def test_bis_typed_after_a_number_belongs_to_the_mark():
    word = read(p(r("a") + cite(1) + r("bis")), footnotes=note(1, r("bis") + r(" text")))
    assert after(word) == ["a[^1bis]", "text"]
    word = read(p(r("a") + cite(1) + r("bis")), footnotes=note(1, r(" text")))
    assert after(word) == ["a[^1]bis", "text"]


def test_a_note_that_comes_new_renumbers_those_after_it():
    word = read(p(r("a") + ins(cite(1)) + r("b") + cite(2)), footnotes=NOTES)
    assert before(word) == ["ab[^1]", "second note"]
    assert after(word) == ["a[^1]b[^2]", "first note", "second note"]
    new, renumbered = word.paragraphs[1:]
    assert {run.op for run in new.text} == {Op.INSERT}
    assert (reject(renumbered.label or ()), accept(renumbered.label or ())) == ("1", "2")


def test_changes_inside_a_note_are_its_own():
    word = read(p(cite(1)), footnotes=note(1, r("now ") + dele("old") + ins(r("new"))))
    assert (before(word), after(word)) == (["[^1]", "now old"], ["[^1]", "now new"])


def test_endnotes_count_apart_in_small_roman_numbers():
    endnotes = note(1, r("end"), "endnote")
    word = read(p(cite(1) + cite(1, kind="endnote")), footnotes=NOTES, endnotes=endnotes)
    assert after(word) == ["[^1][^i]", "first note", "end"]
    assert word.paragraphs[2].part is Part.ENDNOTE


def test_without_marks_only_what_is_typed_is_text():
    body = p(r("a") + cite(1) + r("b") + cite(2, "*"))
    assert after(read(body, has_marks=False, footnotes=NOTES), Part.BODY) == ["ab*"]


def test_separators_and_notes_that_nothing_cites_are_not_read():
    separator = f'<w:footnote w:type="separator" w:id="0">{p(r("____"))}</w:footnote>'
    assert after(read(p(r("a")), footnotes=separator + NOTES)) == ["a"]


def test_a_note_in_a_cell_stands_in_the_cell():
    word = read(table(row(p(r("a") + cite(1)), p(r("b")))), footnotes=NOTES)
    assert word.paragraphs[1].place == word.paragraphs[0].place


def test_a_note_cited_twice_is_told_once():
    assert after(read(p(cite(1)) + p(cite(1)), footnotes=NOTES)) == ["[^1]", "first note", "[^2]"]


def test_the_anatomy_takes_notes_as_footnotes():

    body = p(r("RESOLUTION 9 (Rev. Geneva, 2022)"), style="ResNo") + p(r("On notes") + cite(1))
    styles = '<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>'
    word = read(body, footnotes=NOTES, styles=styles + "</w:style>")
    kinds = [clause.kind for clause in anatomy.read(word.paragraphs).value.clauses]
    assert kinds[-1] is Kind.FOOTNOTE
