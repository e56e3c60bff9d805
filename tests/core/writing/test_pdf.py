"""PDF: tagged, with an outline and its language, and nothing fetched for it."""

import re
import zlib

import pytest

from proposals.core.model import Clause, Document, Kind, equal
from proposals.core.writing.page import document_page
from proposals.core.writing.pdf import page_pdf
from proposals.core.writing.table_page import comparison_page
from proposals.samples.sources import load

try:
    import weasyprint  # noqa: F401
except OSError as error:
    pytest.skip(f"Pango is not installed, so no PDF is made: {error}", allow_module_level=True)


def inside(pdf):
    """The file with its object streams opened (ISO 32000-1, 7.5.7)."""
    parts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(parts)


@pytest.fixture(scope="module")
def made():
    return inside(page_pdf(document_page(load("901-atu").body, head="Draft")))


def test_a_pdf_is_tagged_and_says_its_language_and_title(made):
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"/Lang", b"pdfuaid:part"):
        assert mark in made
    assert b"/DisplayDocTitle true" in made


def test_headings_become_the_outline(made):
    assert b"/Outlines" in made
    headings = [one for one in load("901-atu").body.clauses if one.kind is Kind.HEADING]
    # The resolution's number and title are in it too.
    assert len(re.findall(rb"/Title\b", made)) > len(headings)


def test_a_long_text_has_as_many_pages_as_it_needs():
    def pages(many):
        clauses = (Clause(Kind.TEXT, text=equal("One more line of the text. " * 20)),) * many
        made = inside(page_pdf(document_page(Document(clauses, title="Long"))))
        return len(re.findall(rb"/Type /Page\b", made))

    assert pages(1) == 1
    assert pages(30) > 1


def test_a_page_is_made_without_a_warning(caplog):
    page_pdf(document_page(load("901-atu").body, head="Draft"))
    page_pdf(comparison_page([load("901-atu").column], [], head="Side by side"))
    assert caplog.messages == []


def test_a_page_that_asks_for_another_file_gets_none(caplog):
    page = document_page(Document(title="x")).replace(
        "</main>", '<img alt="" src="file:///etc/hostname"></main>'
    )
    assert page_pdf(page).startswith(b"%PDF-")
    assert "disallowed protocol: file:///etc/hostname" in caplog.text
