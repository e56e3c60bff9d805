"""The table: what the reader asks for in the address is what the page shows."""

import re
from html import unescape

import pytest
from django.urls import reverse

from proposals.models import Comparison, Meeting, ProposedClause

TABLE = reverse("compare", kwargs={"number": "901"})


@pytest.fixture
def page(client, comparison):
    """Ask for the table; gives its HTML."""

    def page(query="", address=TABLE):
        answer = client.get(address + query)
        assert answer.status_code == 200
        return answer.content.decode()

    return page


def groups(html):
    """The columns' heads, in order."""
    head = re.search(r"<thead>.*?</thead>", html, re.DOTALL)[0]
    return re.findall(r"<strong><bdi>(\w+)</bdi>", head)


def cells(html, row):
    """The classes of a row's cells."""
    line = re.search(rf'<tr id="r{row}".*?</tr>', html, re.DOTALL)[0]
    return [re.split(r"[ \"]", found)[0] for found in re.findall(r'<td class="?([^">]*)', line)]


def test_every_column_with_a_document_is_shown_and_the_empty_one_is_named(page):
    html = page()
    assert groups(html) == ["ATU", "CITEL", "RCC", "APT"]
    assert "<bdi>AST</bdi>: no document" in html


def test_columns_are_chosen_and_ordered_by_the_address(page):
    assert groups(page("?col=RCC&col=ATU")) == ["RCC", "ATU"]


def test_a_pinned_column_comes_first_and_stays(page):
    html = page("?pin=RCC")
    assert groups(html)[0] == "RCC"
    assert '<td class="p0 ' in html


def test_an_unknown_column_is_no_error(page):
    assert groups(page("?col=NOBODY&pin=NOBODY&mode=odd")) == ["ATU", "CITEL", "RCC", "APT"]


@pytest.mark.parametrize("mode", ["redline", "clean", "submitted", "base"])
def test_the_mode_is_said_to_the_stylesheet(page, mode):
    html = page(f"?mode={mode}")
    assert f'data-mode="{mode}"' in html
    assert re.search(rf'value="{mode}" id="mode-{mode}" checked', html)


@pytest.mark.parametrize(
    ("name", "attribute"), [("hide", "data-hide"), ("full", "data-full"), ("spoken", "data-spoken")]
)
def test_a_switch_works_without_a_script(page, name, attribute):
    root = re.compile(r"<html[^>]*>")
    assert attribute not in root.search(page())[0]
    assert attribute in root.search(page(f"?{name}=1"))[0]


def test_unchanged_clauses_stand_behind_a_line_that_counts_them(page):
    html = page("?hide=1")
    gaps = re.findall(r"<tr class=gap.*?Show (\d+) unchanged", html, re.DOTALL)
    assert sum(map(int, gaps)) == len(re.findall(r'<tr id="r\w+" class="[^"]*\bq\b', html))
    assert gaps


def test_hiding_a_column_hides_what_only_it_adds(page, comparison):
    added = ProposedClause.objects.filter(
        row__base=None, proposal__group__code="RCC", kind="item"
    ).first()
    alone = added.row.cells.count() == 1
    assert alone
    assert f'id="r{added.row.uid}"' in page()
    assert f'id="r{added.row.uid}"' not in page("?col=ATU")


def test_every_change_of_the_store_is_in_the_page(page, comparison):
    html = page()
    for cell in ProposedClause.objects.exclude(kind="proposal").select_related("row"):
        for op, text, *_ in cell.text_runs:
            if op == "insert" and text.strip() and "[^" not in text and "\n" not in text:
                assert text in unescape(html), (cell.row.uid, text)


def test_a_recovered_change_is_marked_as_inferred_with_its_reason(page):
    html = page()
    assert re.search(r'<ins class=i title="[^"]+">', html)
    assert "the file had lost its marks" in html


def test_a_missing_clause_is_not_a_deleted_one(page, comparison):
    row = comparison.rows.filter(cells__state="deleted").exclude(base=None).first()
    shown = cells(page(), row.uid)
    assert "x" in shown
    lacking = comparison.rows.exclude(base=None).exclude(cells__proposal__group__code="RCC")
    if one := lacking.exclude(kind="proposal").first():
        assert "z" in cells(page(), one.uid)


def test_substantive_only_leaves_form_aside(page, comparison):
    changed = ProposedClause.objects.exclude(classes={}).values_list("row__uid", "classes")
    substance = {uid for uid, classes in changed if "substantive" in classes}
    only_form = {uid for uid, _ in changed} - substance
    html = page("?substantive=1")
    quiet = set(re.findall(r'<tr id="r(\w+)" class="[^"]*\bq\b', html))
    assert only_form
    assert {uid for uid in only_form if f'"r{uid}"' in html} <= quiet | set(
        re.findall(r'<tr class=h id="r(\w+)"', html)
    )


def test_every_cell_has_its_language_and_direction(page):
    for cell in re.findall(r'<td class="(?:[cla]|x|b)[ "][^>]*>', page()):
        assert "lang=en dir=ltr" in cell


def test_the_links_of_the_page_keep_what_was_asked(page):
    html = unescape(page("?mode=clean&hide=1&meeting=WTSA-D1"))
    moves = re.findall(r'href="(\?[^"]*)"[^>]*>Move after', html)
    assert moves
    for link in moves:
        assert "mode=clean" in link
        assert "hide=1" in link
        assert "meeting=WTSA-D1" in link


def test_what_is_not_published_is_not_found(client, comparison):
    Comparison.objects.update(published=False)
    assert client.get(TABLE).status_code == 404


def test_the_staff_reads_what_is_not_published(editor_client, comparison):
    Comparison.objects.update(published=False)
    assert editor_client.get(TABLE).status_code == 200


def test_another_meeting_is_another_page(client, comparison):
    Meeting.objects.create(code="WTSA-99", place="Elsewhere", year=2099)
    assert client.get(TABLE, {"meeting": "WTSA-99"}).status_code == 404


def test_the_table_is_only_read(client, comparison):
    assert client.post(TABLE).status_code == 405


def test_the_page_holds_no_style_and_no_script_of_its_own(page):
    html = page()
    assert not re.search(r"\sstyle=|\son\w+=|<style", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)


def test_the_table_costs_a_fixed_number_of_queries(
    client, comparison, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        client.get(TABLE)
