"""From three files dropped to the table that holds them; and a hostile file that is refused."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import expect

from proposals import permissions
from proposals.models import Meeting, ProposedClause, SourceDocument, StagedFile
from tests.web.test_importing import ATU, CEPT, IN_FORCE

pytestmark = pytest.mark.once


@pytest.fixture
def meeting(transactional_db):
    cache.clear()
    return Meeting.objects.create(
        code="WTSA-D1", name="Demo", place="Nova Vale", year=2024, published=True
    )


@pytest.fixture
def desk(page, live_server, meeting):
    """The import page, open for somebody of the secretariat; errors in the page fail the test."""
    user = User.objects.create_user("secretariat")
    user.groups.add(Group.objects.get_or_create(name=permissions.SECRETARIAT)[0])
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    page.set_default_timeout(15_000)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(live_server.url + "/import/")
    yield page
    assert not errors


def cards(page):
    return page.get_by_role("article")


def test_three_files_are_looked_at_one_clause_is_put_right_and_the_table_shows_it(desk, accessible):
    accessible(desk)
    desk.get_by_label("Files", exact=False).first.set_input_files([IN_FORCE, ATU, CEPT])
    expect(cards(desk)).to_have_count(3)
    expect(desk.get_by_role("heading", name="3 files wait")).to_be_visible()
    accessible(desk)
    assert not SourceDocument.objects.exists()

    cards(desk).filter(has_text=ATU.name).get_by_role("link", name="Look at the table").click()
    expect(desk.get_by_role("table")).to_be_visible()
    cell = desk.locator("tr.k-item td.c[data-g=ATU]").first
    row = cell.locator("xpath=..").get_attribute("id")
    # The first cell is reached with Tab, the others with the arrow keys.
    desk.locator("td[tabindex='0']").focus()
    while desk.evaluate("document.activeElement.closest('tr').id") != row:
        desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    rows = desk.get_by_role("listbox")
    expect(rows).to_be_focused()
    accessible(desk, whole=True)
    chosen = rows.input_value()
    desk.keyboard.press("ArrowDown")
    expect(rows).not_to_have_value(chosen)
    target = rows.input_value()
    expect(desk.locator(f"#r{target}")).to_have_class(re.compile("goal"))
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status").filter(has_text="Moved")).to_be_visible()
    expect(desk.locator(f"#r{target} td[data-g=ATU]")).to_be_focused()
    # The one that stood there took its place.
    expect(desk.get_by_text("2 clauses were put in their rows by hand")).to_be_visible()
    assert not ProposedClause.objects.exists()

    desk.get_by_role("link", name="Import", exact=True).first.click()
    desk.get_by_role("button", name="Import all 3").click()
    expect(desk.get_by_role("heading", name="Imported files")).to_be_visible()
    accessible(desk)
    assert not StagedFile.objects.exists()
    moved = ProposedClause.objects.filter(pinned_at__isnull=False, proposal__group__code="ATU")
    assert {f"r{one.row.uid}" for one in moved} == {row, f"r{target}"}

    desk.get_by_role("link", name=ATU.name, exact=True).click()
    accessible(desk)
    desk.get_by_role("link", name="Compare clause by clause").click()
    expect(desk.get_by_role("columnheader", name="CEPT")).to_be_visible()
    expect(desk.locator(f"#r{target} td[data-g=ATU]")).not_to_be_empty()


def test_a_hostile_file_is_refused_beside_the_others_and_says_why(desk, tmp_path, accessible):
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    desk.get_by_label("Files", exact=False).first.set_input_files([bad, ATU])
    expect(cards(desk)).to_have_count(1)
    refused = desk.get_by_role("listitem").filter(has_text="bad.docx")
    expect(refused).to_contain_text("old Word format")
    accessible(desk)
    assert [one.name for one in StagedFile.objects.all()] == [ATU.name]


def test_files_are_dropped_with_the_mouse(desk):
    data = list(ATU.read_bytes())
    desk.evaluate(
        """([name, bytes]) => {
          const files = new DataTransfer();
          files.items.add(new File([new Uint8Array(bytes)], name));
          const how = { dataTransfer: files, bubbles: true, cancelable: true };
          document.getElementById("drop").dispatchEvent(new DragEvent("drop", how));
        }""",
        [ATU.name, data],
    )
    expect(cards(desk)).to_have_count(1)


@pytest.fixture
def table(desk, live_server, comparison):
    """The stored table of 901, for the secretariat."""
    desk.goto(live_server.url + "/resolutions/901/compare/")
    return desk


def test_in_the_table_a_clause_is_moved_and_the_move_taken_back(table, comparison, accessible):
    cell = ProposedClause.objects.filter(
        proposal__group__code="ATU", kind="item", state="changed", row__base__isnull=False
    ).first()
    shown = table.locator(f"#r{cell.row.uid} td[data-g=ATU]")
    shown.hover()
    shown.get_by_role("button", name="Move").click()
    expect(table.get_by_role("listbox")).to_be_focused()
    table.keyboard.press("Escape")
    expect(table.get_by_role("listbox")).to_have_count(0)
    shown.hover()
    shown.get_by_role("button", name="Move").click()
    accessible(table, whole=True)
    table.get_by_role("button", name="Give it a row of its own").click()
    expect(table.get_by_text("1 clause was put in its row by hand")).to_be_visible()
    assert ProposedClause.objects.get(pk=cell.pk).row.base_id is None
    table.get_by_role("button", name="Take the last move back").click()
    expect(table.get_by_text("Taken back")).to_be_visible()
    assert ProposedClause.objects.get(pk=cell.pk).row_id == cell.row_id


def test_a_clause_is_dragged_onto_another_row(table, comparison):
    new = ProposedClause.objects.filter(row__base=None, row__kind="item").select_related("row")
    alone = [one for one in new if one.row.cells.count() == 1]
    cell = alone[0]
    group = cell.proposal.group.code
    target = next(
        row
        for row in comparison.rows.filter(kind="item").order_by("-position")
        if not row.cells.filter(proposal=cell.proposal, position__isnull=False)
    )
    shown = table.locator(f"#r{cell.row.uid} td[data-g='{group}']")
    shown.hover()
    shown.get_by_role("button", name="Move").drag_to(table.locator(f"#r{target.uid} th"))
    expect(table.locator(f"#r{target.uid} td[data-g='{group}']")).to_be_focused()
    assert ProposedClause.objects.get(pk=cell.pk).row.uid == target.uid
