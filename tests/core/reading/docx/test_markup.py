"""The quick way and the parser's way give the same tokens."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.reading.docx.markup import NotPlain, Scanner, Token, attribute, unescaped
from tests.core.reading.docx.build import MC, NAMESPACES, STRICT, W, p, part, r

SCANNER = Scanner("p ins tab mc:AlternateContent mc:Choice")


def plain(text: str, cut: str = "</w:p>") -> list[Token]:
    return [token for block in SCANNER.blocks(io.BytesIO(text.encode()), cut) for token in block]


def parsed(text: str) -> list[Token]:
    return [token for block in SCANNER.parsed(io.BytesIO(text.encode())) for token in block]


def said(tokens: list[Token]) -> list[str]:
    """The tokens without what the two ways may spell apart."""
    found = []
    for _, text, opened, attributes, raw, closed in tokens:
        if text or opened == "t":
            found.append(unescaped(text or raw))
        elif opened:
            found.append(opened)
            if attributes.endswith("/"):
                found.append("/" + opened)
        elif closed and closed != "t":
            found.append("/" + closed)
    return [text for text in found if text]


def test_only_the_tags_asked_for_are_found():
    found = plain(part("body", p('<w:r><w:rPr><w:b/></w:rPr><w:tab w:x="1"/></w:r>')))
    assert [token[2] or "/" + token[5] for token in found] == ["p", "tab", "/p"]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))))
def test_any_text_comes_through_both_ways(texts):
    escaped = [t.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for t in texts]
    document = part("body", "".join(p(r(text)) for text in escaped))
    expected = [t for text in texts for t in ("p", text, "/p") if t]
    assert said(plain(document)) == said(parsed(document)) == expected


@pytest.mark.parametrize(
    "document",
    [
        part("body", "<!-- a --><w:p/>"),
        part("body", "<w:p><w:r><w:t><![CDATA[a]]></w:t></w:r></w:p>"),
        part("body", "<w:p w:x='1'/>"),
        part("body", "<?a b?><w:p/>"),
        f'<w:body xmlns:w="{STRICT}"/>',
        f'<x:body xmlns:x="{W}"/>',
        f'<w:body {NAMESPACES}><a:b xmlns:a="{W}"/></w:body>',
        f'<w:body {NAMESPACES}><a:b xmlns:w="urn:other"/></w:body>',
        f"<w:body {NAMESPACES.replace(MC, 'urn:other')}><mc:AlternateContent/></w:body>",
        f'<?xml version="1.0" encoding="ISO-8859-1"?>{part("body", "")}',
        part("body", "<w:p/>") + "rest",
        part("body", "<w:p/>")[:-3],
        "",
    ],
)
def test_what_is_not_spelled_as_word_does_is_left_to_the_parser(document: str):
    with pytest.raises(NotPlain):
        plain(document)


def test_the_parser_says_it_as_word_would():
    odd = "<!-- --><x:p a='1'><x:r><x:t>a<![CDATA[<b>]]></x:t></x:r></x:p>"
    odd = f"<x:body xmlns:x='{STRICT}'>{odd}</x:body>"
    assert said(parsed(odd)) == ["p", "a<b>", "/p"]


def test_blocks_are_cut_after_paragraphs():
    long = part("body", p(r("word " * 20_000)) * 30)
    blocks = list(SCANNER.blocks(io.BytesIO(long.encode())))
    assert len(blocks) > 3
    assert {block[-1][5] for block in blocks} == {"p"}
    assert said([token for block in blocks for token in block]) == said(parsed(long))


def test_an_attribute_is_found_by_its_whole_name():
    assert attribute(' w:id="1" w:val="a &amp; b"', "w:val") == "a & b"
    assert attribute(' w:id="1"', "w:val") == ""
    with pytest.raises(NotPlain):
        attribute(' w:val = "a"', "w:val")


@pytest.mark.parametrize("text", ["&nbsp;", "&", "&#0;", "&#xD800;", "&#xFFFFFF;"])
def test_a_reference_to_no_character_is_not_plain(text: str):
    with pytest.raises(NotPlain):
        unescaped(text)
