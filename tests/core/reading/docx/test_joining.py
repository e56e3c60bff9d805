"""Paragraph marks that come and go: what is one paragraph before, and what after."""

from hypothesis import given
from hypothesis import strategies as st

from proposals.core.model import Op, accept, everything, reject
from proposals.core.reading.docx.joining import join
from proposals.core.reading.docx.pieces import PLAIN, SAME, Change, Piece
from tests.core.reading.docx.build import after, before, dele, empty, ins, p, r, read, row, table


def test_a_deleted_mark_joins_its_paragraph_with_the_next():
    word = read(p(r("first "), mark="del") + p(r("second")))
    assert (before(word), after(word)) == (["first ", "second"], ["first second"])


def test_an_inserted_mark_splits_a_paragraph():
    word = read(p(r("first "), mark="ins") + p(r("second")))
    assert (before(word), after(word)) == (["first second"], ["first ", "second"])


def test_a_new_paragraph_leaves_the_one_below_it_alone():
    word = read(p(ins(r("new")), mark="ins") + p(r("old")))
    assert [[run.op for run in one.text] for one in word.paragraphs] == [[Op.INSERT], [Op.EQUAL]]
    assert [one.source for one in word.paragraphs] == [1, 2]


def test_a_deleted_paragraph_leaves_the_one_below_it_alone():
    word = read(p(dele("gone"), mark="del") + p(r("old")))
    assert [[run.op for run in one.text] for one in word.paragraphs] == [[Op.DELETE], [Op.EQUAL]]


def test_a_paragraph_typed_at_the_end_of_another_is_new():
    word = read(p(r("old"), mark="ins") + p(ins(r("new"))))
    assert [[run.op for run in one.text] for one in word.paragraphs] == [[Op.EQUAL], [Op.INSERT]]


def test_text_that_changes_paragraphs_bears_the_name_of_who_joined_them():
    first, second = read(p(r("a much longer text "), mark="del") + p(r("b"))).paragraphs
    assert everything(first.text) == "a much longer text b"
    assert [(run.op, run.author) for run in first.text] == [(Op.EQUAL, ""), (Op.INSERT, "Ann")]
    assert [(run.op, run.author) for run in second.text] == [(Op.DELETE, "Ann")]


def test_a_mark_that_was_inserted_and_deleted_again_is_no_mark():
    both = f"<w:pPr><w:rPr>{empty('ins')}{empty('del')}</w:rPr></w:pPr>"
    word = read(f"<w:p>{both}{r('one ')}</w:p>" + p(r("paragraph")))
    assert before(word) == after(word) == ["one paragraph"]


def test_nothing_joins_over_the_end_of_a_cell_or_into_a_table():
    cells = table(row(p(r("a"), mark="del"), p(r("b"))))
    word = read(p(r("above"), mark="del") + cells + p(r("below")))
    assert after(word) == ["above", "a", "b", "below"]


def test_a_deleted_last_paragraph_is_gone():
    word = read(p(r("kept")) + p(dele("gone"), mark="del"))
    assert after(word) == ["kept"]


def test_a_joined_paragraph_has_the_properties_of_its_last_mark():
    word = read(p(dele("gone"), mark="del", style="Call") + p(r("text"), style="Body"))
    assert [one.style for one in word.paragraphs] == ["Call", "Body"]


CHANGES = st.sampled_from([SAME, Change(Op.INSERT, "A"), Change(Op.DELETE, "B")])
SEGMENTS = st.lists(st.tuples(CHANGES, st.text("abc ", min_size=1, max_size=4)), max_size=3)
PIECES = st.lists(st.tuples(SEGMENTS, st.one_of(CHANGES, st.none())), min_size=1, max_size=9)


def shown(pieces: list[Piece], side: Op) -> list[str]:
    """What Word shows, told another way: all text of one side, cut at the marks it has."""
    lines = [""]
    for number, piece in enumerate(pieces, 1):
        for change, text in piece.segments:
            lines[-1] += str(text) if change.op in (Op.EQUAL, side) else ""
        if number < len(pieces) and piece.mark and piece.mark.op in (Op.EQUAL, side):
            lines.append("")
    return [line for line in lines if line.strip()]


@given(PIECES)
def test_both_texts_are_those_that_word_shows(drawn):
    pieces = [
        Piece(number, SAME, None, list(segments), before=PLAIN, mark=mark)
        for number, (segments, mark) in enumerate(drawn, 1)
    ]
    pieces[-1].is_last = True
    for side, word in (
        (Op.DELETE, shown(pieces, Op.DELETE)),
        (Op.INSERT, shown(pieces, Op.INSERT)),
    ):
        texts = []
        for piece in join(pieces):
            exists = piece.before if side is Op.DELETE else piece.after
            text = "".join(
                str(text) for change, text in piece.segments if change.op in (Op.EQUAL, side)
            )
            assert exists is not None or not text.strip()
            texts.append(text)
        assert [text for text in texts if text.strip()] == word


def test_the_laws_hold_for_a_paragraph_of_every_kind():
    (paragraph,) = read(p(r("a") + dele("b") + ins(r("c")))).paragraphs
    assert (reject(paragraph.text), accept(paragraph.text)) == ("ab", "ac")
