"""Meeting packs: made step by step, honest about how far they are, whole in the end."""

import io
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from lxml import html

from proposals import permissions
from proposals.core.result import Refused
from proposals.models import Comparison, Meeting, Pack, PackFile, Record, Revision
from proposals.permissions import OPERATOR
from proposals.selectors.desk import pack_state
from proposals.selectors.exporting import export_comparison
from proposals.services import pack as packing
from proposals.services.writing_out import comparison_bytes

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _printed_quickly(monkeypatch):
    """PDF is tested by itself, and takes seconds."""
    monkeypatch.setattr(
        "proposals.services.printing.page_pdf", lambda page: b"%PDF-" + page.encode()
    )


@pytest.fixture
def ana(db):
    user = User.objects.create_user("ana", password="a long enough one")
    user.groups.add(Group.objects.get_or_create(name=permissions.SECRETARIAT)[0])
    return user


@pytest.fixture
def signed(client, ana):
    client.force_login(ana)
    return client


@pytest.fixture
def pack(comparison, ana):
    return packing.start(meeting=comparison.meeting, published_only=True, by=ana)


def finish(pack):
    """Take every step there is; how many it took."""
    steps = 0
    while not pack_state(pack.pk).ready:
        packing.step(pack)
        steps += 1
        assert steps < 100
    pack.refresh_from_db()
    return steps


def opened(pack):
    with pack.file.open("rb") as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


# -- step by step --------------------------------------------------------------------------


def test_each_step_writes_one_file_and_the_last_joins_them(pack):
    total = pack_state(pack.pk).total
    for done in range(1, total):
        packing.step(pack)
        assert (pack_state(pack.pk).done, pack_state(pack.pk).ready) == (done, False)
    packing.step(pack)
    assert (pack_state(pack.pk).done, pack_state(pack.pk).ready) == (total, True)
    assert total == len(packing.WANTED) + 1


def test_a_pack_holds_every_comparison_and_draft_with_their_checksums(pack):
    finish(pack)
    with opened(pack) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        sums = dict(
            reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines()
        )
        assert names == {*sums, "index.html", "SHA256SUMS"}
        for name, digest in sums.items():
            assert sha256(archive.read(name)).hexdigest() == digest
        assert {name.rpartition("/")[2] for name in sums} == {
            f"Resolution-901-{ending}.{format_}" for _, format_, ending in packing.WANTED
        }
        table = archive.read("Resolution-901/Resolution-901-side-by-side.docx")
        index = html.document_fromstring(archive.read("index.html").decode())
    assert table == comparison_bytes(export_comparison(OPERATOR, "901"), "docx")
    assert {link.get("href") for link in index.iter("a")} == set(sums)


def test_what_was_written_for_a_pack_is_gone_when_it_is_joined(pack):
    packing.step(pack)
    assert default_storage.listdir("packs")[1]
    finish(pack)
    assert default_storage.listdir("packs")[1] == [pack.file.name.rpartition("/")[2]]


def test_a_step_after_the_last_changes_nothing(pack):
    finish(pack)
    before = pack_state(pack.pk)
    packing.step(pack)
    assert pack_state(pack.pk) == before


def test_two_who_work_at_once_take_different_files(pack):
    first, second = packing._claimed(pack), packing._claimed(pack)
    assert first.pk != second.pk
    packing._write(second)
    packing._write(first)
    assert pack_state(pack.pk).done == 2


def test_it_is_not_joined_while_another_writes(pack):
    held = packing._claimed(pack)
    for _ in range(20):
        packing.step(pack)
    assert not pack_state(pack.pk).ready
    packing._write(held)
    packing.step(pack)
    assert pack_state(pack.pk).ready


def test_a_file_that_a_restart_interrupted_is_written_by_who_comes_next(pack):
    lost = packing._claimed(pack)
    long_ago = timezone.now() - packing.PATIENCE - timedelta(seconds=1)
    PackFile.objects.filter(pk=lost.pk).update(since=long_ago)
    finish(pack)
    assert pack_state(pack.pk).failed == ()


def test_a_file_that_brings_processes_down_is_given_up(pack):
    for _ in range(2):
        lost = packing._claimed(pack)
        long_ago = timezone.now() - packing.PATIENCE - timedelta(seconds=1)
        PackFile.objects.filter(pk=lost.pk).update(since=long_ago)
    finish(pack)
    ((path, why),) = pack_state(pack.pk).failed
    assert path == lost.path
    assert "never finished" in why


def test_what_cannot_be_written_is_named_and_the_rest_is_made(pack, monkeypatch):
    def refuse(page):
        raise OSError("cannot load library 'pango'")

    monkeypatch.setattr("proposals.services.printing.page_pdf", refuse)
    finish(pack)
    failed = dict(pack_state(pack.pk).failed)
    assert {path.rpartition(".")[2] for path in failed} == {"pdf"}
    assert all("pango" in why for why in failed.values())
    with opened(pack) as archive:
        assert not any(name.endswith(".pdf") for name in archive.namelist())
        assert sum(name.endswith(".docx") for name in archive.namelist()) == 3
        assert archive.read("index.html").decode().count("could not be written") == len(failed)


# -- which, and for how long ---------------------------------------------------------------


def test_what_is_not_published_is_packed_only_where_that_is_asked(comparison, ana):
    Comparison.objects.update(published=False)
    with pytest.raises(Refused):
        packing.start(meeting=comparison.meeting, published_only=True, by=ana)
    assert not Pack.objects.exists()
    assert packing.start(meeting=comparison.meeting, published_only=False, by=ana).files.count()


def test_an_unfinished_pack_goes_on_instead_of_a_new_one(pack, comparison, ana):
    again = packing.start(meeting=comparison.meeting, published_only=True, by=ana)
    assert again == pack
    finish(pack)
    assert packing.start(meeting=comparison.meeting, published_only=True, by=ana) != pack


def test_an_old_pack_is_thrown_away_with_its_file(
    pack, comparison, ana, django_capture_on_commit_callbacks
):
    finish(pack)
    Pack.objects.update(at=timezone.now() - packing.KEPT - timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        packing.tidy()
    assert not Pack.objects.exists()
    assert default_storage.listdir("packs")[1] == []


def test_a_pack_thrown_away_while_a_file_is_written_leaves_nothing(
    pack, django_capture_on_commit_callbacks
):
    held = packing._claimed(pack)
    with django_capture_on_commit_callbacks(execute=True):
        packing.discard(pack=pack)
    packing._write(held)
    assert not default_storage.exists("packs") or default_storage.listdir("packs")[1] == []


def test_the_record_says_who_made_which_pack(pack, signed):
    assert not Record.objects.filter(verb=Record.Verb.PACKED).exists()
    finish(pack)
    (found,) = Record.objects.filter(verb=Record.Verb.PACKED)
    assert (str(found.by), found.detail["file"]) == ("ana", "WTSA-D1.zip")
    assert b"put into a meeting pack" in signed.get("/resolutions/901/record/").content


def test_the_record_of_packs_is_not_for_everybody(pack, client):
    finish(pack)
    assert b"meeting pack" not in client.get("/resolutions/901/record/").content


# -- the pages -----------------------------------------------------------------------------


def test_without_a_script_a_button_goes_on_until_the_pack_is_whole(signed, comparison):
    asked = signed.post("/desk/packs/", {"meeting": "WTSA-D1", "what": "published"})
    page = asked["Location"]
    form = html.document_fromstring(signed.get(page).content.decode()).find(".//form[button]")
    assert form is not None
    for _ in range(20):
        found = html.document_fromstring(signed.get(page).content.decode())
        if found.get_element_by_id("pack-file", None) is not None:
            break
        signed.post(f"{page}step/")
    link = found.get_element_by_id("pack-file").get("href")
    answer = signed.get(link)
    assert answer["Content-Disposition"] == 'attachment; filename="WTSA-D1.zip"'
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert "index.html" in archive.namelist()


def test_with_a_script_each_request_is_one_step(signed, pack):
    for done in (1, 2):
        answer = signed.post(f"/desk/packs/{pack.pk}/step/", headers=HTMX).content.decode()
        assert pack_state(pack.pk).done == done
        assert f'value="{done}"' in answer
        assert "<html" not in answer


def test_an_unfinished_pack_cannot_be_downloaded(signed, pack):
    assert signed.get(f"/desk/packs/{pack.pk}/file/").status_code == 404


def test_a_pack_can_be_thrown_away(signed, pack):
    assert signed.post(f"/desk/packs/{pack.pk}/discard/").status_code == 302
    assert signed.get(f"/desk/packs/{pack.pk}/").status_code == 404


def test_reading_a_page_writes_nothing(signed, pack):
    for address in ("/desk/", f"/desk/packs/{pack.pk}/"):
        signed.get(address)
    assert pack_state(pack.pk).done == 0


@pytest.mark.parametrize("data", [{}, {"meeting": "NOWHERE"}])
def test_a_meeting_that_is_not_there_is_not_packed(signed, comparison, data):
    assert signed.post("/desk/packs/", data).status_code == 404


def test_a_meeting_without_anything_to_pack_is_refused_in_words(signed, comparison):
    Comparison.objects.update(published=False)
    answer = signed.post("/desk/packs/", {"meeting": "WTSA-D1"}, follow=True)
    assert "nothing to pack" in answer.content.decode()


# -- the command ---------------------------------------------------------------------------


def test_the_command_writes_the_same_pack_and_says_how_far_it_is(pack, tmp_path, capsys):
    finish(pack)
    path = tmp_path / "pack.zip"
    call_command("export_pack", meeting="WTSA-D1", output=str(path))
    said = capsys.readouterr().out.splitlines()
    many = len(packing.WANTED)
    assert [line.split()[0] for line in said[:many]] == [f"{n}/{many}" for n in range(1, many + 1)]
    with zipfile.ZipFile(path) as made, opened(pack) as wanted:
        assert made.namelist() == wanted.namelist()
        for name in wanted.namelist():
            if name != "index.html":  # says when it was made
                assert made.read(name) == wanted.read(name)
    assert Record.objects.filter(verb=Record.Verb.PACKED, by=None).count() == 1


def test_the_command_ends_in_error_where_a_file_is_missing(comparison, tmp_path, monkeypatch):
    monkeypatch.setattr("proposals.services.printing.page_pdf", lambda page: 1 / 0)
    path = tmp_path / "pack.zip"
    with pytest.raises(CommandError, match="2 of 6") as error:
        call_command("export_pack", meeting="WTSA-D1", output=str(path))
    assert error.value.returncode == 1
    assert zipfile.is_zipfile(path)


@pytest.mark.parametrize(
    ("meeting", "output"), [("NOWHERE", "x.zip"), ("WTSA-D1", "/nowhere/at/all.zip")]
)
def test_the_command_says_in_one_line_what_is_wrong(comparison, tmp_path, meeting, output):
    with pytest.raises(CommandError) as error:
        call_command("export_pack", meeting=meeting, output=str(tmp_path / output))
    assert error.value.returncode == 2
    assert "\n" not in str(error.value)
    assert not list(tmp_path.glob("*.part"))


def test_two_languages_of_one_resolution_lie_apart(comparison, ana):
    base = comparison.base
    other = Revision.objects.create(
        resolution=base.resolution, name=base.name, language="fr", year=base.year
    )
    Comparison.objects.create(meeting=comparison.meeting, base=other)
    files = packing.plan(Meeting.objects.get(pk=comparison.meeting_id))
    assert len({file.path for file in files}) == 2 * len(packing.WANTED)
