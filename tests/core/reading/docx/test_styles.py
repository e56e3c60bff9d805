"""Styles: their names, what they inherit, how they are found."""

from tests.core.reading.docx.build import p, r, read


def style(key: str, name: str, inside: str = "", default: bool = False) -> str:
    sign = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph"{sign} w:styleId="{key}"><w:name w:val="{name}"/>'
        f"{inside}</w:style>"
    )


def test_a_paragraph_has_the_name_of_its_style():
    styles = style("a1", "Res_No") + style("Normal", "Normal", default=True)
    word = read(p(r("x"), style="a1") + p(r("y")) + p(r("z"), style="gone"), styles=styles)
    assert [one.style for one in word.paragraphs] == ["Res_No", "Normal", "gone"]


def test_direction_is_inherited_and_overruled():
    styles = style("A", "A", "<w:pPr><w:bidi/></w:pPr>")
    styles += style("B", "B", '<w:basedOn w:val="A"/>')
    styles += style("C", "C", '<w:basedOn w:val="A"/><w:pPr><w:bidi w:val="0"/></w:pPr>')
    word = read("".join(p(r("x"), style=key) for key in "ABC"), styles=styles)
    assert [one.is_rtl for one in word.paragraphs] == [True, True, False]


def test_styles_that_are_based_on_one_another_in_a_circle_end():
    styles = style("A", "A", '<w:basedOn w:val="B"/>') + style("B", "B", '<w:basedOn w:val="A"/>')
    assert read(p(r("x"), style="A"), styles=styles).paragraphs[0].style == "A"


def test_the_language_is_that_of_the_defaults():
    defaults = '<w:docDefaults><w:rPr><w:lang w:val="fr-CH"/></w:rPr></w:docDefaults>'
    word = read(p(r("x")), styles=defaults + style("A", "A", '<w:rPr><w:lang w:val="en"/></w:rPr>'))
    assert word.language == "fr-CH"


def test_styles_in_an_odd_spelling_are_found_all_the_same():
    odd = style("A", "Call").replace('w:val="Call"', 'w:val = "Call"')
    assert read(p(r("x"), style="A"), styles=odd).paragraphs[0].style == "Call"
    single = style("A", "Call").replace('"', "'")
    assert read(p(r("x"), style="A"), styles=single).paragraphs[0].style == "Call"
