"""A document as one self-contained page: every word and every change in it, and nothing fetched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from proposals.core.model import (
    Clause,
    Document,
    Kind,
    Op,
    Run,
    accept,
    deleted,
    equal,
    inserted,
    reject,
)
from proposals.core.writing.page import document_page
from proposals.samples.sources import load

words = st.text("ab &<>\"';éقт标", min_size=1, max_size=8)
runs = st.lists(st.builds(Run, st.sampled_from(Op), words), min_size=1, max_size=4).map(tuple)
clauses = st.lists(st.builds(Clause, st.sampled_from([Kind.ITEM, Kind.TEXT]), text=runs))


def main(page):
    return html.document_fromstring(page).find(".//main")


def texts(page, without=""):
    """The page's clauses as they read without the elements of one name."""
    body = main(page)
    for gone in list(body.iter(without or "nothing")):
        gone.drop_tree()
    return [" ".join(one.text_content().split()) for one in body]


def plain(text):
    return " ".join(text.split())


@given(clauses)
def test_without_its_deletions_a_page_reads_as_proposed_and_without_its_insertions_as_before(found):
    page = document_page(Document(tuple(found)))
    assert texts(page, "del") == [plain(accept(one.text)) for one in found]
    assert texts(page, "ins") == [plain(reject(one.text)) for one in found]


@given(clauses)
def test_a_clean_page_has_no_marks_and_reads_as_proposed(found):
    page = document_page(Document(tuple(found)), changes=False)
    assert "<ins" not in page
    assert "<del" not in page
    assert texts(page) == [plain(accept(one.text)) for one in found if accept(one.text)]


def test_labels_stand_before_their_clauses():
    clause = Clause(
        Kind.ITEM, label=(*deleted("c)"), *inserted("b)")), text=equal("that x;"), level=2
    )
    page = document_page(Document((clause,)))
    assert texts(page, "del") == ["b) that x;"]
    assert main(page)[0].get("class") == "l2"


@pytest.mark.parametrize(
    ("kind", "level", "tag"),
    [
        (Kind.TITLE, 1, "h1"),
        (Kind.TITLE, 2, "h2"),
        (Kind.HEADING, 0, "h3"),
        (Kind.ANNEX, 0, "h3"),
        (Kind.ITEM, 1, "p"),
    ],
)
def test_what_leads_a_part_of_the_text_is_a_heading(kind, level, tag):
    page = document_page(Document((Clause(kind, text=equal("x"), level=level),)))
    assert main(page)[0].tag == tag


def test_the_page_says_its_language_and_direction():
    root = html.document_fromstring(document_page(load("903-ast").body))
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")


def test_the_page_is_whole_by_itself_and_runs_nothing():
    page = document_page(load("901-atu").body, head="DT/12 <draft>")
    assert not re.search(r"<script|<link|<img|@import|url\(|\son\w+=", page)
    assert "<header>DT/12 &lt;draft&gt;</header>" in page
