"""The first page, a resolution's overview, its text, its revisions, and what goes wrong."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from proposals.models import Comparison, Meeting, Resolution
from proposals.samples.sources import load
from proposals.selectors import comparison_page, table_rows
from proposals.services.store_revision import store_revision
from tests.sample import FOLDER

OVERVIEW = "/resolutions/901/"


def html(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.fixture
def text(db):
    """Resolution 901 in two revisions, and nobody's proposal."""
    resolution = Resolution.objects.create(number="901")
    for name in ("901-port-ember-2016", "901-in-force"):
        store_revision(resolution=resolution, document=load(name).column.body)
    return resolution


def test_an_empty_store_says_what_to_do(client, db):
    assert "Nothing is here yet" in html(client, "/")


def test_the_first_page_leads_to_the_resolution(client, comparison):
    page = html(client, "/")
    assert f'href="{OVERVIEW}?meeting=WTSA-D1"' in page
    assert "Sharing test beds" in page
    assert re.search(r"AST.{0,40}no document", page)


def test_what_is_not_published_is_not_listed(client, comparison):
    Meeting.objects.update(published=False)
    assert "WTSA-D1" not in html(client, "/")


def test_an_editor_sees_what_is_not_published_and_that_it_is_not(editor_client, comparison):
    Meeting.objects.update(published=False)
    page = html(editor_client, "/")
    assert "WTSA-D1" in page
    assert "not published" in page


def test_the_overview_counts_what_each_group_changes(client, comparison):
    page = html(client, OVERVIEW)
    found = comparison_page(None, "901")
    for column in found.columns:
        assert column.group in page
        if not column.empty:
            assert re.search(rf">{found.changes[column.group]}<", page)
    assert "announced; no document" in page
    sections = {row.section for row in table_rows(found.comparison) if row.base}
    assert all(section in page for section in sections)


def test_the_overview_links_to_the_sections_of_the_table(client, comparison):
    anchors = re.findall(r'compare/\?meeting=WTSA-D1#(s\d+)"', html(client, OVERVIEW))
    table = html(client, "/resolutions/901/compare/")
    assert anchors
    assert all(f"<tbody id={anchor}>" in table for anchor in anchors)


def test_a_resolution_without_proposals_shows_its_text(client, text):
    page = html(client, OVERVIEW)
    for clause in text.revisions.last().clauses.all():
        assert clause.text.split("[^")[0].split("\n")[0] in page
    assert "compare/" not in page


def test_a_resolution_that_nobody_entered_is_not_found(client, db):
    for name in ("overview", "compare", "revisions"):
        assert client.get(reverse(name, kwargs={"number": "1"})).status_code == 404


def test_two_revisions_stand_side_by_side(client, text):
    page = html(client, "/resolutions/901/revisions/")
    for revision in text.revisions.all():
        assert revision.name in page
    assert re.search(r"<(ins|del) class=w", page)
    assert "data-revisions" in page
    assert "class=go" not in page  # a row here has no page of its own


def test_one_revision_alone_is_said_to_be_alone(client, comparison):
    assert "There is only one text" in html(client, "/resolutions/901/revisions/")


def test_the_revisions_are_chosen_by_name(client, text):
    old, new = text.revisions.values_list("name", flat=True)
    there = client.get("/resolutions/901/revisions/", {"from": new, "to": old}).content.decode()
    assert re.search(rf'<select name="from".*?selected>{re.escape(new)}<', there, re.DOTALL)
    answer = client.get("/resolutions/901/revisions/", {"from": "Rev. Atlantis"})
    assert answer.status_code == 404


def test_warnings_of_the_import_are_for_editors(client, editor, comparison):
    from django.core.management import call_command

    call_command("import_document", str(FOLDER / "901-side-by-side.txt"), meeting="WTSA-D1")
    assert "in the import" not in html(client, "/resolutions/901/compare/")
    client.force_login(editor)
    page = html(client, "/resolutions/901/compare/")
    assert "to look at in the import" in page


def test_an_unknown_address_is_answered_in_our_words(client, db):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_our_words(editor, comparison):
    row = Comparison.objects.get().rows.first()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    answer = strict.post(f"/resolutions/901/rows/{row.uid}/correct/ATU/", {})
    assert answer.status_code == 403
    assert "This form was not accepted" in answer.content.decode()


def test_an_error_of_ours_is_admitted_without_a_trace(client, comparison, monkeypatch):
    def fail(*_):
        raise RuntimeError("a secret")

    monkeypatch.setattr("proposals.views.meetings.selectors.meetings", fail)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
    assert "a secret" not in answer.content.decode()


def test_the_language_is_switched_and_remembered(client, comparison):
    answer = client.post(
        "/i18n/setlang/", {"language": "ar"}, headers={"referer": "http://testserver/"}
    )
    assert answer.status_code == 302
    page = html(client, "/")
    assert '<html lang="ar" dir="rtl"' in page
