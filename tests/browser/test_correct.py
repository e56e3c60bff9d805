"""An editor puts a recovered redline right, with nothing but the keyboard."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from playwright.sync_api import expect

from proposals import permissions
from proposals.core.model import everything
from proposals.models import Correction, ProposedClause
from proposals.models.runs import unpack

pytestmark = pytest.mark.once


@pytest.fixture
def editor_at(at, page, live_server, comparison):
    """The same as `at`, signed in as an editor."""
    user = User.objects.create_user("editor")
    user.groups.add(Group.objects.get_or_create(name=permissions.EDITOR)[0])
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    return at


@pytest.fixture
def added(comparison):
    """A new clause of ATU's: any of its words may be marked."""
    return ProposedClause.objects.filter(
        proposal__group__code="ATU", kind="item", row__base=None
    ).first()


def first_word_and_space(cell):
    return everything(unpack(cell.text_runs)).split(" ")[0] + " "


def test_words_are_marked_with_the_keyboard_alone(editor_at, added, accessible):
    page = editor_at(f"/resolutions/901/rows/{added.row.uid}/correct/ATU/")
    words = page.get_by_role("listbox")
    label = len(everything(unpack(added.label_runs)))
    words.focus()
    for _ in range(label):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("d")
    expect(page.locator(".words [data-op=delete]")).to_have_count(2)
    accessible(page)
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("put right")
    assert Correction.objects.get().after[0][:2] == ["delete", first_word_and_space(added)]


def test_in_the_table_the_form_opens_over_the_cell(editor_at, added):
    page = editor_at("/resolutions/901/compare/")
    cell = page.locator(f"#r{added.row.uid} td.a[data-g=ATU]")
    cell.hover()
    cell.get_by_role("button", name="Put right").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("listbox")).to_be_visible()
    dialog.get_by_role("option").nth(len(everything(unpack(added.label_runs)))).click()
    page.get_by_role("button", name="Deleted").click()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    # What is in neither the text in force nor the proposal is not shown.
    expect(cell).not_to_contain_text(everything(unpack(added.text_runs))[:30])
    assert Correction.objects.count() == 1


def test_what_is_refused_is_said_in_the_dialog_and_nothing_is_lost(editor_at, comparison):
    cell = ProposedClause.objects.filter(
        proposal__group__code="ATU", kind="item", letter="c", row__base__isnull=False
    ).first()
    page = editor_at("/resolutions/901/compare/")
    shown = page.locator(f"#r{cell.row.uid} td[data-g=ATU]")
    shown.hover()
    shown.get_by_role("button", name="Put right").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("option").last.click()
    dialog.get_by_role("button", name="Inserted").click()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("text in force")
    expect(dialog.locator(".words [data-op=insert]").last).to_be_visible()
    assert not Correction.objects.exists()


def test_import_warnings_are_for_editors(at, page, live_server, comparison):
    at("/resolutions/901/compare/")
    expect(page.locator(".warnings")).to_have_count(0)
