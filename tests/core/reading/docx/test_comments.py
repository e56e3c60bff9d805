"""Comments in the margin: who, when, what, about which words, in answer to what."""

from proposals.core.reading.docx.state import LONGEST_QUOTE
from tests.core.reading.docx.build import ins, p, r, read

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'


def comment(key: int, text: str, paragraph: str = "") -> str:
    return (
        f'<w:comment w:id="{key}" w:author="Ann &amp; Bob" w:date="2021-01-02T03:04:05Z" {W14}>'
        f'<w:p w14:paraId="{paragraph}">{r(text)}</w:p></w:comment>'
    )


def about(key: int, inside: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{key}"/>{inside}<w:commentRangeEnd w:id="{key}"/>'
        f'<w:r><w:commentReference w:id="{key}"/></w:r>'
    )


def test_a_comment_has_its_author_its_date_and_its_words():
    body = p(r("first")) + p(r("that ") + about(7, r("some words")) + r(" stand"))
    (found,) = read(body, comments=comment(7, "why?")).comments
    assert (found.author, found.date) == ("Ann & Bob", "2021-01-02T03:04:05Z")
    assert (found.text, found.quote, found.source) == ("why?", "some words", 2)


def test_a_comment_over_paragraphs_begins_at_the_first():
    body = p(r("a ") + '<w:commentRangeStart w:id="1"/>' + r("b")) + p(ins(r("c")))
    (found,) = read(body + '<w:commentRangeEnd w:id="1"/>', comments=comment(1, "x")).comments
    assert (found.source, found.quote) == (1, "bc")


def test_a_comment_on_a_mere_place_has_no_quote():
    body = p(r("a") + '<w:r><w:commentReference w:id="1"/></w:r>')
    (found,) = read(body, comments=comment(1, "here")).comments
    assert (found.source, found.quote) == (1, "")


def test_answers_know_what_they_answer():
    extended = (
        f'<?xml version="1.0"?><w15:commentsEx {W15}><w15:commentEx w15:paraId="AA" w15:done="1"/>'
        '<w15:commentEx w15:paraId="BB" w15:paraIdParent="AA" w15:done="0"/></w15:commentsEx>'
    )
    word = read(
        p(about(1, r("a")) + about(2, r("b"))),
        comments=comment(1, "question", "AA") + comment(2, "answer", "BB"),
        commentsExtended=extended,
    )
    assert [(one.parent, one.is_resolved) for one in word.comments] == [("", True), ("1", False)]


def test_a_quote_is_long_enough_to_find_and_no_longer():
    (found,) = read(p(about(1, r("word " * 500))), comments=comment(1, "x")).comments
    assert len(found.quote) == LONGEST_QUOTE
