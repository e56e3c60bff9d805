"""What a story says: its text, its changes, its tables and boxes."""

from proposals.core.model import Op, Run
from proposals.core.reading.docx import Part, read_paragraphs
from proposals.core.reading.docx.pieces import Place
from tests.core.reading.docx.build import (
    after,
    before,
    dele,
    empty,
    ins,
    p,
    pack,
    parts,
    r,
    read,
    row,
    table,
)


def field(*steps: str) -> str:
    made = {"begin", "separate", "end"}
    return "".join(
        f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>' if step in made else step
        for step in steps
    )


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


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


def test_characters_that_are_elements_are_text():
    inside = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>ITU</w:t><w:noBreakHyphen/>"
    inside += '<w:t>T</w:t><w:softHyphen/><w:br w:type="page"/>'
    inside += '<w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    assert after(read(p(inside))) == ["a\tb\nITU\N{NON-BREAKING HYPHEN}T✓"]


def test_tab_stops_are_not_tabs():
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
    assert after(read(f"<w:p>{stops}{r('a')}</w:p>")) == ["a"]


def test_space_around_a_text_stays_only_where_it_asks_for_it():
    word = read(p("<w:r><w:t> a </w:t></w:r>" + r(" b ")))
    assert after(word) == ["a b "]


def test_a_line_break_in_the_xml_is_a_space():
    assert after(read(p("<w:r><w:t>one\ntwo</w:t></w:r>"))) == ["one two"]


def test_entities_stand_for_their_characters():
    assert after(read(p(r("a &amp; b &lt;c&gt; &#233;&#xE9;")))) == ["a & b <c> éé"]


def test_of_a_field_only_the_result_is_text():
    inner = field("begin", code("IF "), field("begin", code("X"), "separate", r("no"), "end"))
    word = read(p(r("see ") + inner + field("separate", r("4"), "end") + r(".")))
    assert after(word) == ["see 4."]


def test_a_field_that_was_deleted_is_deleted():
    gone = '<w:del w:id="1" w:author="A">{}</w:del>'
    steps = field("begin", "<w:r><w:delInstrText>REF</w:delInstrText></w:r>", "separate")
    word = read(p(gone.format(steps + r("4", "delText") + field("end")) + r("!")))
    assert (before(word), after(word)) == (["4!"], ["!"])


def test_a_field_without_an_end_hides_nothing():
    assert after(read(p(field("begin") + r("all of it")) + p(r("more")))) == ["all of it", "more"]


def test_content_controls_links_and_tags_are_only_wrapping():
    inside = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('a')}</w:sdtContent></w:sdt>"
    inside += f"<w:hyperlink>{r('b')}</w:hyperlink><w:smartTag>{r('c')}</w:smartTag>"
    inside += f'<w:fldSimple w:instr="DATE">{r("d")}</w:fldSimple>'
    assert after(read(p(inside))) == ["abcd"]


def test_of_ruby_text_the_base_is_read():
    ruby = f"<w:rt>{r('とうきょう')}</w:rt><w:rubyBase>{r('東京')}</w:rubyBase>"
    assert after(read(p(f"<w:r><w:ruby>{ruby}</w:ruby></w:r>"))) == ["東京"]


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


def test_sources_count_every_paragraph_table_cells_included():
    word = read(p(r("a")) + p() + table(row(p(r("b")), p(r("c")))) + p(r("d")))
    assert [one.source for one in word.paragraphs] == [1, 3, 4, 5]


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


def test_direction_is_the_paragraphs_own():
    word = read("<w:p><w:pPr><w:bidi/></w:pPr>" + r("نص") + "</w:p>" + p(r("text")))
    assert [one.is_rtl for one in word.paragraphs] == [True, False]


def test_overriding_direction_marks_are_kept_as_data():
    assert after(read(p(r("a\u202eb")))) == ["a\u202eb"]


def test_an_empty_change_beside_text_is_no_change_of_the_mark():
    word = read(p(r("first")).replace("</w:p>", empty("ins") + "</w:p>") + p(r("second")))
    assert before(word) == ["first", "second"]


def test_strict_files_and_other_prefixes_say_the_same():
    plain = parts(p(r("that ") + dele("a") + ins(r("b"))))
    document = str(plain["word/document.xml"])
    strict = document.replace(
        "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
    )
    other = document.replace("<w:", "<x:").replace("</w:", "</x:").replace(" w:", " x:")
    other = other.replace("xmlns:w=", "xmlns:x=")
    expected = read_paragraphs(pack(plain)).value
    for text in (strict, other, '<?xml version="1.0" encoding="UTF-16"?>' + document):
        data = text.encode("utf-16") if "UTF-16" in text else text.encode()
        assert read_paragraphs(pack(plain | {"word/document.xml": data})).value == expected
