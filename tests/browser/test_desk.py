"""The secretariat takes a meeting along: the desk, a pack that is made before one's eyes."""

import io
import zipfile
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from proposals import permissions
from proposals.models import Pack

pytestmark = pytest.mark.once

TABLE = "/resolutions/901/compare/"


@pytest.fixture(autouse=True)
def _printed_quickly(monkeypatch):
    """PDF is tested by itself, and takes seconds."""
    monkeypatch.setattr("proposals.services.printing.page_pdf", lambda page: b"%PDF-")


@pytest.fixture
def signed(at, context, client, live_server):
    """Go to an address as the secretariat."""
    user = User.objects.create_user("ana")
    user.groups.add(Group.objects.get_or_create(name=permissions.SECRETARIAT)[0])
    client.force_login(user)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return at


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_and_a_pack_have_no_barrier_that_axe_knows(signed, accessible, scheme):
    page = signed("/desk/")
    page.emulate_media(color_scheme=scheme)
    accessible(page)
    page.set_viewport_size({"width": 360, "height": 740})
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("link", name="Download the pack")).to_be_visible(timeout=60_000)
    accessible(page)


def test_a_pack_is_made_before_ones_eyes_and_taken_away(signed):
    page = signed("/desk/")
    page.get_by_role("button", name="Make it").click()
    link = page.get_by_role("link", name="Download the pack")
    expect(link).to_be_visible(timeout=60_000)
    expect(page.locator("#said")).to_have_text("100 % made")
    with page.expect_download() as download:
        link.click()
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as archive:
        assert "Resolution-901/Resolution-901-draft.docx" in archive.namelist()
    assert download.value.suggested_filename == "WTSA-D1.zip"


def test_who_leaves_finds_the_pack_where_it_stood_and_it_goes_on(signed):
    page = signed("/desk/")
    page.route("**/step/", lambda route: route.abort())  # as though the server went away
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    pack = Pack.objects.get()
    assert not pack.file
    page.unroute("**/step/")
    signed("/desk/")
    page.get_by_role("link", name="Unfinished pack").click()
    expect(page.get_by_role("link", name="Download the pack")).to_be_visible(timeout=60_000)
    assert Pack.objects.get() == pack


def test_what_is_switched_on_the_page_goes_into_the_file(signed):
    page = signed(TABLE)
    page.get_by_text("Hide unchanged", exact=True).click()
    page.get_by_text("Take away", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").click()
    assert "hide=1" in download.value.url
    assert "mode=" not in download.value.url
