"""Files in by the browser: looked at first, imported by a person's word, or refused."""

from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from proposals import permissions
from proposals.models import (
    Comparison,
    Meeting,
    Proposal,
    Resolution,
    Revision,
    SourceDocument,
    StagedFile,
)
from proposals.samples import __file__ as samples

pytestmark = pytest.mark.django_db

WORD = Path(samples).parent / "word"
IN_FORCE, ATU, CEPT = (WORD / f"901-{name}.docx" for name in ("in-force", "atu", "cept"))


@pytest.fixture
def meeting():
    return Meeting.objects.create(code="WTSA-D1", name="Demo", place="Nova Vale", year=2024)


def member(role):
    user = User.objects.create_user(role)
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user


@pytest.fixture
def secretariat_client(client, meeting):
    client.force_login(member(permissions.SECRETARIAT))
    return client


def drop(client, *paths, **more):
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]
    return client.post(reverse("import"), {"files": files, "meeting": "", **more})


def page(client, name="import", **where):
    return unescape(client.get(reverse(name, kwargs=where)).content.decode())


def staged(name):
    return StagedFile.objects.get(name=name)


def nothing_compared():
    return not (
        Comparison.objects.exists() or Revision.objects.exists() or SourceDocument.objects.exists()
    )


@pytest.mark.parametrize(
    "role", [permissions.EDITOR, permissions.SECRETARIAT, permissions.ADMINISTRATOR]
)
def test_who_may_import_finds_it_in_the_navigation(client, meeting, role):
    client.force_login(member(role))
    assert f'href="{reverse("import")}"' in page(client, "meetings")
    assert client.get(reverse("import")).status_code == 200


@pytest.mark.parametrize("role", [None, permissions.DELEGATE])
def test_others_do_not_and_cannot_post_either(client, meeting, role):
    if role:
        client.force_login(member(role))
    assert f'href="{reverse("import")}"' not in page(client, "meetings")
    assert drop(client, ATU).status_code == (403 if role else 302)
    assert not StagedFile.objects.exists()


def test_dropping_files_stores_nothing_of_the_comparison(secretariat_client):
    assert drop(secretariat_client, IN_FORCE, ATU, CEPT).status_code == 302
    assert StagedFile.objects.count() == 3
    html = page(secretariat_client)
    assert html.count('class="card"') == 3
    assert "Import all 3" in html
    assert nothing_compared()


def test_each_preview_says_what_was_read(secretariat_client):
    drop(secretariat_client, IN_FORCE, ATU)
    html = page(secretariat_client)
    for words in ("Rev. Lakeside, 2020", "AFCP/12A1/1", "MOD", "Imported before it:"):
        assert words in html


def test_the_meeting_is_found_in_the_new_title(secretariat_client):
    other = Meeting.objects.create(code="WTSA-D2", name="Other", place="Elsewhere", year=2028)
    drop(secretariat_client, ATU, meeting=other.code)
    secretariat_client.post(reverse("import_all"), {"import": ""})
    assert Comparison.objects.get().meeting.code == "WTSA-D1"


def test_the_meeting_that_was_chosen_counts_where_the_file_says_none(secretariat_client):
    other = Meeting.objects.create(code="WTSA-D2", name="Other", place="Elsewhere", year=2028)
    drop(secretariat_client, WORD / "902-rcc.docx", meeting=other.code)
    assert staged("902-rcc.docx").meeting == "WTSA-D2"


def test_what_a_file_does_not_say_is_asked_and_then_counts(secretariat_client):
    drop(secretariat_client, WORD / "902-in-force.docx", WORD / "902-rcc.docx")
    assert "Say for which meeting" in page(secretariat_client)
    file = staged("902-rcc.docx")
    secretariat_client.post(
        reverse("staged", kwargs={"pk": file.pk}),
        {"do": "choose", f"f{file.pk}-meeting": "WTSA-D1"},
    )
    assert "Say for which meeting" not in page(secretariat_client)


def test_a_hostile_file_is_refused_beside_the_others_and_leaves_nothing(
    secretariat_client, tmp_path
):
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    answer = drop(secretariat_client, bad, ATU)
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "old Word format" in html
    assert html.count('class="card"') == 1
    assert [one.name for one in StagedFile.objects.all()] == [ATU.name]


def test_a_script_is_answered_with_the_sentence(secretariat_client, tmp_path):
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"%PDF-1.7")
    answer = secretariat_client.post(
        reverse("import"),
        {"files": [SimpleUploadedFile("bad.docx", bad.read_bytes())]},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.status_code == 200
    assert answer.json()["refused"]
    assert not StagedFile.objects.exists()


def test_a_file_above_the_limit_is_refused(secretariat_client, settings):
    settings.UPLOAD_LIMIT = 2**20
    big = SimpleUploadedFile("big.docx", bytes(2**20 + 1))
    answer = secretariat_client.post(reverse("import"), {"files": [big]})
    assert "more than 1 MB" in unescape(answer.content.decode())
    assert not StagedFile.objects.exists()


def test_a_preview_shows_the_table_and_stores_nothing(secretariat_client):
    drop(secretariat_client, IN_FORCE, ATU)
    html = page(secretariat_client, "staged", pk=staged(ATU.name).pk)
    assert '<table class="cmp' in html
    assert "<ins" in html
    assert nothing_compared()


def test_importing_one_brings_the_text_in_force_that_waits_with_it(secretariat_client):
    drop(secretariat_client, IN_FORCE, ATU, CEPT)
    answer = secretariat_client.post(
        reverse("staged", kwargs={"pk": staged(ATU.name).pk}), {"do": "import"}
    )
    document = SourceDocument.objects.get(name=ATU.name)
    assert answer["Location"] == reverse("document", kwargs={"pk": document.pk})
    assert [one.group.code for one in Proposal.objects.all()] == ["ATU"]
    assert Revision.objects.get().name == "Rev. Lakeside, 2020"
    assert [one.name for one in StagedFile.objects.all()] == [CEPT.name]


def test_importing_all_leaves_nothing_waiting(secretariat_client):
    drop(secretariat_client, CEPT, ATU, IN_FORCE)
    secretariat_client.post(reverse("import_all"), {"import": ""})
    assert Proposal.objects.count() == 2
    assert not StagedFile.objects.exists()
    html = page(secretariat_client, "documents")
    for path in (CEPT, ATU, IN_FORCE):
        assert path.name in html


def test_the_same_file_again_would_change_nothing(secretariat_client):
    drop(secretariat_client, IN_FORCE, ATU)
    secretariat_client.post(reverse("import_all"), {"import": ""})
    drop(secretariat_client, ATU)
    assert "Nothing would change" in page(secretariat_client)
    answer = secretariat_client.post(
        reverse("staged", kwargs={"pk": staged(ATU.name).pk}), {"do": "import"}, follow=True
    )
    assert "nothing changed" in unescape(answer.content.decode())
    assert SourceDocument.objects.count() == 2


def test_a_suppression_counts_every_clause_that_it_deletes(secretariat_client):
    drop(secretariat_client, WORD / "902-in-force.docx", WORD / "902-rcc.docx", meeting="WTSA-D1")
    secretariat_client.post(reverse("import_all"), {"import": ""})
    [column] = SourceDocument.objects.get(kind="proposal").report["columns"]
    clauses = Revision.objects.get().clauses.count()
    assert column["rows"]["deleted"] == clauses - column["rows"]["unchanged"] > 15


def test_what_a_new_version_would_change_is_shown(secretariat_client):
    drop(secretariat_client, IN_FORCE, ATU)
    secretariat_client.post(reverse("import_all"), {"import": ""})
    drop(secretariat_client, CEPT)
    file = staged(CEPT.name)
    secretariat_client.post(
        reverse("staged", kwargs={"pk": file.pk}), {"do": "choose", f"f{file.pk}-group": "ATU"}
    )
    assert "Takes the place of an earlier version" in page(secretariat_client)
    assert Proposal.objects.get().source.name == ATU.name


def test_a_discarded_file_is_gone_from_the_disk(
    secretariat_client, settings, django_capture_on_commit_callbacks
):
    drop(secretariat_client, ATU)
    kept = settings.MEDIA_ROOT / staged(ATU.name).file.name
    assert kept.exists()
    with django_capture_on_commit_callbacks(execute=True):
        secretariat_client.post(
            reverse("staged", kwargs={"pk": staged(ATU.name).pk}), {"do": "discard"}
        )
    assert not kept.exists()
    assert not StagedFile.objects.exists()


def test_nobody_sees_or_imports_what_another_sent(secretariat_client, client):
    drop(secretariat_client, ATU)
    address = reverse("staged", kwargs={"pk": staged(ATU.name).pk})
    client.force_login(member(permissions.EDITOR))
    assert client.get(address).status_code == 404
    assert client.post(address, {"do": "import"}).status_code == 404
    assert not Resolution.objects.exists()


def test_the_original_comes_back_to_the_byte(secretariat_client):
    drop(secretariat_client, IN_FORCE)
    secretariat_client.post(reverse("import_all"), {"import": ""})
    document = SourceDocument.objects.get()
    answer = secretariat_client.get(reverse("original", kwargs={"pk": document.pk}))
    assert b"".join(answer.streaming_content) == IN_FORCE.read_bytes()
    assert "attachment" in answer["Content-Disposition"]
    assert document.sha256 in page(secretariat_client, "document", pk=document.pk)


PLAIN = """RESOLUTION 7 (Rev. Lakeside, 2020)
One list of all lists
(Port Ember, 2016; Lakeside, 2020)
The World Telecommunication Standardization Assembly (Lakeside, 2020),
considering
a)\tthat lists are kept by several offices, each in a form of its own;
b)\tthat nobody reads all of them from the first line to the last one,
resolves
to keep one list for all and to read it once a year at the least.
"""


def sent(client, name, text, **more):
    return client.post(
        reverse("import"), {"files": [SimpleUploadedFile(name, text.encode())], **more}
    )


def test_a_proposal_with_the_words_of_an_older_revision_is_told_so(secretariat_client):
    older = PLAIN.replace("Lakeside, 2020", "Port Ember, 2016").replace("once a year", "daily")
    older = older.replace("several offices", "many desks")
    sent(secretariat_client, "old.txt", older)
    sent(secretariat_client, "new.txt", PLAIN)
    secretariat_client.post(reverse("import_all"), {"import": ""})
    # It names the text in force, and its words are those of the one before.
    text = older.replace("Port Ember, 2016", "Lakeside, 2020").replace("the last one", "the end")
    sent(secretariat_client, "atu.txt", "MOD\tAFCP/9A1/1\n" + text, meeting="WTSA-D1")
    assert "seems to be drafted on “Rev. Port Ember, 2016”" in page(secretariat_client)


def test_one_file_of_two_proposals_goes_to_two_resolutions(secretariat_client):
    other = PLAIN.replace("RESOLUTION 7", "RESOLUTION 8")
    sent(secretariat_client, "7.txt", PLAIN)
    sent(secretariat_client, "8.txt", other)
    secretariat_client.post(reverse("import_all"), {"import": ""})
    body = Document()
    for code, text in (("AFCP/9A1/1", PLAIN), ("AFCP/9A1/2", other)):
        body.add_paragraph(f"MOD\t{code}")
        for line in text.replace("nobody reads", "few read").splitlines():
            body.add_paragraph(line)
    file = BytesIO()
    body.save(file)
    files = [SimpleUploadedFile("both.docx", file.getvalue())]
    secretariat_client.post(reverse("import"), {"files": files, "meeting": "WTSA-D1"})
    secretariat_client.post(reverse("import_all"), {"import": ""})
    found = Proposal.objects.values_list("comparison__base__resolution__number", "code")
    assert sorted(found) == [("7", "AFCP/9A1/1"), ("8", "AFCP/9A1/2")]


def test_a_silent_edit_is_listed_and_the_comments_are_kept(secretariat_client):
    drop(secretariat_client, IN_FORCE, ATU, CEPT, WORD / "901-apt.docx", WORD / "901-rcc.docx")
    assert "without being tracked" in page(secretariat_client)
    secretariat_client.post(reverse("import_all"), {"import": ""})
    for document in SourceDocument.objects.filter(kind="proposal"):
        assert "comments" in document.report
