"""Labels that Word computes: levels, restarts, overrides, styles, both readings."""

import pytest

from proposals.core.model import Op, accept, reject
from tests.core.reading.docx.build import dele, empty, ins, p, r, read


def level(number: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(key: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


OUTLINE = (
    level(0, "decimal", "%1"),
    level(1, "lowerLetter", "%2)"),
    level(2, "lowerRoman", "%1.%2.%3"),
)


def labels(body: str, numbering: str, **others: str) -> list[str]:
    word = read(body, numbering=numbering, **others)
    return [accept(one.label) if one.label else "" for one in word.paragraphs]


def items(*numberings: str) -> str:
    return "".join(p(r("text"), numbering=numbering) for numbering in numberings)


def test_levels_count_and_begin_again_under_a_higher_one():
    body = items("1/0", "1/1", "1/1", "1/2", "1/0", "1/1", "1/2")
    found = labels(body, abstract(0, *OUTLINE) + num(1, 0))
    assert found == ["1", "a)", "b)", "1.b.i", "2", "a)", "2.a.i"]


def test_lists_of_one_definition_go_on_counting():
    lists = abstract(0, *OUTLINE) + num(1, 0) + num(2, 0)
    assert labels(items("1/0", "2/0", "1/0"), lists) == ["1", "2", "3"]


def test_an_override_starts_a_list_anew_once():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    lists = abstract(0, *OUTLINE) + num(1, 0) + num(2, 0, override)
    assert labels(items("1/0", "2/0", "2/0", "1/0"), lists) == ["1", "5", "6", "7"]


def test_an_override_can_redefine_a_level():
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride>'
    lists = abstract(0, *OUTLINE) + num(1, 0, override)
    assert labels(items("1/0", "1/0"), lists) == ["I.", "II."]


@pytest.mark.parametrize(("restart", "expected"), [("0", "c)"), ("1", "a)")])
def test_a_level_says_after_which_one_it_begins_again(restart: str, expected: str):
    second = level(1, "lowerLetter", "%2)", f'<w:lvlRestart w:val="{restart}"/>')
    lists = abstract(0, level(0, "decimal", "%1"), second) + num(1, 0)
    assert labels(items("1/0", "1/1", "1/1", "1/0", "1/1"), lists)[-1] == expected


def test_a_legal_level_shows_digits_only():
    legal = level(1, "decimal", "%1.%2", "<w:isLgl/>")
    lists = abstract(0, level(0, "upperRoman", "%1"), legal) + num(1, 0)
    assert labels(items("1/0", "1/1"), lists) == ["I", "1.1"]


def test_bullets_are_the_signs_that_their_fonts_show():
    symbol = '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'
    courier = '<w:rPr><w:rFonts w:ascii="Courier New"/></w:rPr>'
    first = level(0, "bullet", "\uf0b7").replace("</w:lvl>", symbol + "</w:lvl>")
    second = level(1, "bullet", "o").replace("</w:lvl>", courier + "</w:lvl>")
    lists = abstract(0, first, second, level(2, "bullet", "–")) + num(1, 0)
    assert labels(items("1/0", "1/1", "1/2"), lists) == ["•", "◦", "–"]


def test_a_style_carries_its_list_and_the_level_tied_to_it():
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/>'
        "</w:style>"
    )
    tied = level(1, "lowerLetter", "%2)", '<w:pStyle w:val="B"/>')
    lists = abstract(0, level(0, "decimal", "%1"), tied) + num(1, 0)
    body = p(r("x"), style="A") + p(r("y"), style="B") + p(r("z"), style="A", numbering="0")
    assert labels(body, lists, styles=styles) == ["1", "a)", ""]


def test_a_list_can_be_defined_by_a_numbering_style():
    linked = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
    real = abstract(1, *OUTLINE).replace('"1">', '"1"><w:styleLink w:val="L"/>', 1)
    assert labels(items("1/0", "1/1"), linked + real + num(1, 0)) == ["1", "a)"]


def test_new_items_renumber_those_below_them():
    body = p(r("a"), numbering="1/0") + p(ins(r("new")), mark="ins", numbering="1/0")
    word = read(body + items("1/0"), numbering=abstract(0, *OUTLINE) + num(1, 0))
    first, new, last = (one.label or () for one in word.paragraphs)
    assert [run.op for run in first] == [Op.EQUAL]
    assert [(run.op, run.text, run.author) for run in new] == [(Op.INSERT, "2", "Ann")]
    assert (reject(last), accept(last)) == ("2", "3")


def test_deleted_items_do_not_count_afterwards():
    body = p(dele("gone"), mark="del", numbering="1/0") + items("1/0")
    word = read(body, numbering=abstract(0, *OUTLINE) + num(1, 0))
    gone, kept = (one.label or () for one in word.paragraphs)
    assert (reject(gone), accept(gone)) == ("1", "")
    assert (reject(kept), accept(kept)) == ("2", "1")


def test_numbering_that_was_changed_labels_both_readings():
    old = (
        '<w:pPrChange w:id="1"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:pPrChange>'
    )
    changed = f'<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>{old}</w:pPr>{r("x")}</w:p>'
    lists = abstract(0, level(0, "decimal", "%1.")) + abstract(1, level(0, "bullet", "–"))
    (paragraph,) = read(changed, numbering=lists + num(1, 0) + num(2, 1)).paragraphs
    assert (reject(paragraph.label or ()), accept(paragraph.label or ())) == ("–", "1.")


def test_numbering_that_was_added_labels_the_new_text_only():
    added = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>{empty("ins")}</w:numPr>'
    word = read(
        f"<w:p><w:pPr>{added}</w:pPr>{r('x')}</w:p>", numbering=abstract(0, *OUTLINE) + num(1, 0)
    )
    (paragraph,) = word.paragraphs
    assert (reject(paragraph.label or ()), accept(paragraph.label or ())) == ("", "1")


def test_a_custom_format_is_read_before_its_fallback():
    custom = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
        'w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        "</mc:Fallback></mc:AlternateContent>"
    )
    first = f'<w:lvl w:ilvl="0"><w:start w:val="7"/>{custom}<w:lvlText w:val="%1"/></w:lvl>'
    assert labels(items("1/0"), abstract(0, first) + num(1, 0)) == ["007"]


def test_a_list_that_is_not_defined_gives_no_label():
    assert labels(items("9/0"), "") == [""]


def test_a_typed_label_stays_in_the_text():
    (paragraph,) = read(p("<w:r><w:t>a)</w:t><w:tab/><w:t>that</w:t></w:r>")).paragraphs
    assert paragraph.label is None
    assert accept(paragraph.text) == "a)\tthat"
