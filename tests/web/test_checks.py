"""The findings of the checks: whose they are, where they lead, and by what they are narrowed."""

import re
from html import unescape
from importlib import import_module
from io import StringIO
from pkgutil import iter_modules

import pytest
from django.contrib.auth.models import Group as Role
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.urls import reverse

from proposals.core import checks
from proposals.core.checks import Severity
from proposals.core.model import Clause, Document, Kind, equal
from proposals.models import CitedText, Comparison, Meeting, ProposedClause, Resolution, Row
from proposals.selectors.checks import count_in_draft, findings
from proposals.services.decide import Wish, decide
from proposals.services.store_revision import store_revision
from proposals.views.checks import CHECKS, SEVERITIES

pytestmark = pytest.mark.django_db

PAGE = "/resolutions/901/checks/"
REGISTER = """conference,kind,number,place,year,revised,source
PP,Resolution,301,Halden Bay,2018,yes,a book
PP,Resolution,301,Mirador,2019,yes,a book
WTSA,Resolution,918,Port Ember,2016,no,a book
"""


def shown(client, **asked):
    answer = client.get(PAGE, asked)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.fixture
def found_again():
    """The comparison as a new request finds it."""

    def found_again():
        return Comparison.objects.select_related("meeting", "base__resolution").get()

    return found_again


@pytest.fixture
def register(comparison, tmp_path):
    """Fill the register from a file with these rows."""

    def register(text=REGISTER):
        file = tmp_path / "register.csv"
        file.write_text(text, encoding="utf-8")
        said = StringIO()
        call_command("import_register", str(file), stdout=said)
        return said.getvalue()

    return register


@pytest.fixture
def moved_reference(comparison):
    """A group renumbers a clause that another of its clauses refers to, which does not follow."""
    cell = ProposedClause.objects.get(
        proposal__group__code="APT", row__base__section="resolves further", row__base__label="1"
    )
    cell.label_runs = [["delete", "1"], ["insert", "9"]]
    cell.save()
    return cell


def test_a_stale_reference_is_found_and_links_to_its_clause(client, moved_reference):
    html = shown(client, check="cross_references", column="APT")
    assert "resolves further 1 is now resolves further 9" in html
    row = Row.objects.get(base__text__contains="referred to in resolves further 1")
    link = reverse("clause", kwargs={"number": "901", "uid": row.uid})
    assert f'href="{link}?meeting=WTSA-D1#g-APT"' in html
    assert client.get(link).status_code == 200


def test_every_finding_leads_to_a_clause_there_is(comparison, moved_reference, register):
    register()
    found = findings(comparison)
    assert found
    rows = set(Row.objects.values_list("uid", flat=True))
    assert {one.row for one in found} - {""} <= rows
    assert all(one.row for one in found if one.finding.section)


def test_the_findings_are_narrowed_and_counted(client, moved_reference, register):
    register()
    every = len(findings(moved_reference.proposal.comparison))
    assert f"{every} findings of {every}" in shown(client)
    some = shown(client, check="citations", column="draft")
    assert some.count('class="severity"') < every
    assert set(re.findall(r"<small>([^<]+)</small></p>", some)) == {"Citations"}
    assert "Show all" in some
    assert "column=draft" not in some.split('aria-label="Text"')[1].split("aria-current")[0][-60:]


def test_citations_are_checked_once_there_is_a_register(client, comparison, register):
    assert "the register of cited texts is empty" in shown(client)
    assert not any(one.finding.check == "citations" for one in findings(comparison))
    assert register() == "3 added, 0 changed, 0 as they were\n"
    html = shown(client, check="citations")
    assert "the register of cited texts is empty" not in html
    assert "superseded by Rev. Mirador, 2019" in html
    assert "not in the register" in html


def test_a_citation_is_judged_by_what_stood_before_the_meeting(comparison, register, found_again):
    Meeting.objects.filter(pk=comparison.meeting_id).update(year=2018, starts=None)
    register()
    messages = [one.finding.message for one in findings(found_again())]
    assert not any("superseded" in message for message in messages)


def test_the_register_is_filled_again_without_a_change(comparison, register):
    register()
    version = Resolution.objects.get(number="901").version
    assert register() == "0 added, 0 changed, 3 as they were\n"
    assert Resolution.objects.get(number="901").version == version
    assert "1 changed" in register(REGISTER.replace("2016,no", "2016,yes"))
    assert CitedText.objects.get(number="918").revised
    assert Resolution.objects.get(number="901").version > version


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a,b\n1,2\n", "line 1: no column conference, kind"),
        (REGISTER + "PP,Resolution,1,Here,soon,yes,\n", "line 5"),
        (REGISTER + "PP,Resolution,1,Here,2018,perhaps,\n", "line 5: revised is yes or no"),
        (REGISTER + ",Resolution,1,Here,2018,yes,\n", "line 5"),
    ],
)
def test_a_register_that_cannot_be_read_is_refused_as_a_whole(register, text, why):
    with pytest.raises(CommandError, match=re.escape(why)):
        register(text)
    assert not CitedText.objects.exists()


def test_an_administrator_who_corrects_the_register_changes_every_page(client, comparison):
    user = User.objects.create_user("administrator", is_staff=True)
    user.groups.add(Role.objects.get(name="administrator"))
    client.force_login(user)
    before = Resolution.objects.get(number="901").version
    entry = {"conference": "PP", "kind": "Resolution", "number": "301", "place": "Mirador"}
    add = reverse("admin:proposals_citedtext_add")
    assert client.post(add, {**entry, "year": "2019", "revised": "on"}).status_code == 302
    assert CitedText.objects.get().history.count() == 1
    listed = client.get(reverse("admin:proposals_citedtext_changelist")).content.decode()
    assert "PP Resolution 301 (Rev. Mirador, 2019)" in listed
    assert Resolution.objects.get(number="901").version > before


def test_the_register_is_not_an_editors_to_change(editor_client, comparison):
    User.objects.filter(username="editor").update(is_staff=True)
    assert editor_client.get(reverse("admin:proposals_citedtext_add")).status_code == 403


def test_the_draft_is_checked_as_it_stands(client, comparison, editor, found_again):
    before = count_in_draft(comparison)
    row = Row.objects.get(base__section="resolves", base__label="5")
    wish = Wish(
        row.uid, "write", text="that nothing obliges an owner, as in resolves 77, to publish,"
    )
    decide(comparison=comparison, wish=wish, seen=0, by=editor)
    assert count_in_draft(found_again()) == before + 1
    html = shown(client, column="draft")
    assert "there is no resolves 77" in html
    assert f"/resolutions/901/draft/?meeting=WTSA-D1#r{row.uid}" in html
    page = client.get("/resolutions/901/draft/").content.decode()
    assert f"{before + 1} finding" in page


def test_nothing_is_computed_twice_for_one_version(comparison, monkeypatch, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    first = findings(comparison)
    monkeypatch.setattr("proposals.selectors.checks._compute", None)
    assert findings(comparison) == first


def test_a_new_clause_that_another_resolution_has_already_is_told(comparison, found_again):
    new = ProposedClause.objects.filter(row__base=None, kind="item", state="inserted").first()
    text = new.to_core().proposed
    other = Resolution.objects.create(number="950")
    body = Document((Clause(Kind.ITEM, "resolves", equal("1"), equal(text), 1),), "en", "950")
    store_revision(resolution=other, document=body)
    told = [one for one in findings(found_again()) if one.finding.check == "reuse"]
    assert (new.proposal.group.code, new.row.uid) in {(one.column, one.row) for one in told}
    assert "Resolution 950" in told[0].finding.message


def test_every_check_of_the_core_has_a_name_on_the_page():
    found = {
        import_module(f"proposals.core.checks.{module.name}")
        for module in iter_modules(checks.__path__)
    }
    assert {module.NAME for module in found if hasattr(module, "NAME")} == set(CHECKS)
    assert set(SEVERITIES) == set(Severity)


def test_what_is_not_published_is_not_found(client, comparison):
    Comparison.objects.update(published=False)
    assert client.get(PAGE).status_code == 404
