"""Data entry: pleasant, and unable to break an alignment by accident."""

import re
from html import unescape

import pytest
from django.contrib.admin.sites import site
from django.contrib.auth.models import Group as Role
from django.contrib.auth.models import User
from django.urls import reverse

from proposals.models import (
    Clause,
    Comparison,
    Correction,
    Group,
    Meeting,
    Proposal,
    ProposedClause,
    Record,
    Resolution,
    Revision,
    Row,
    SourceDocument,
)

pytestmark = pytest.mark.django_db
SHOWN = (Clause, Correction, ProposedClause, Record, Row, SourceDocument)
ENTERED = (Group, Meeting, Resolution, Revision)


@pytest.fixture
def administrator(client):
    user = User.objects.create_user("administrator", is_staff=True)
    user.groups.add(Role.objects.get(name="administrator"))
    client.force_login(user)
    return user


def address(model, page, *args):
    return reverse(f"admin:proposals_{model._meta.model_name}_{page}", args=args)


def form_of(client, url):
    """The fields of a page's form as a browser would send them back."""
    html = client.get(url).content.decode()
    fields = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name = re.search(r'name="([^"]*)"', tag)
        kind = re.search(r'type="([^"]*)"', tag)
        if not name or (kind and kind[1] in ("submit", "hidden") and "-" not in name[1]):
            continue
        if kind and kind[1] == "checkbox" and "checked" not in tag:
            continue
        value = re.search(r'value="([^"]*)"', tag)
        fields[name[1]] = value[1] if value else ""
    for name, inner in re.findall(r'<select[^>]*\sname="([^"]*)"[^>]*>(.*?)</select>', html, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        fields[name] = chosen[1] if chosen else ""
    for name, inner in re.findall(
        r'<textarea[^>]*\sname="([^"]*)"[^>]*>\r?\n?(.*?)</textarea>', html, re.S
    ):
        fields[name] = unescape(inner)
    return {name: value for name, value in fields.items() if "__prefix__" not in name}


@pytest.mark.parametrize("model", [*SHOWN, *ENTERED, Comparison], ids=lambda m: m.__name__)
def test_every_list_opens_and_searches(client, administrator, comparison, model):
    assert client.get(address(model, "changelist")).status_code == 200
    assert client.get(address(model, "changelist"), {"q": "901"}).status_code == 200


@pytest.mark.parametrize("model", [Row, ProposedClause, Clause, Comparison, Revision])
def test_every_object_opens(client, administrator, comparison, model):
    one = model.objects.first()
    assert client.get(address(model, "change", one.pk)).status_code == 200


@pytest.mark.parametrize("model", SHOWN, ids=lambda m: m.__name__)
def test_what_services_write_is_only_shown(rf, model):
    request = rf.get("/")
    request.user = User.objects.create_superuser("root")
    admin = site._registry[model]
    assert not admin.has_add_permission(request)
    assert not admin.has_change_permission(request)
    assert not admin.has_delete_permission(request)


@pytest.mark.parametrize("model", [*ENTERED, Comparison, Row], ids=lambda m: m.__name__)
def test_an_editor_cannot_enter_data(client, comparison, model):
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Role.objects.get(name="editor"))
    client.force_login(user)
    one = model.objects.first()
    assert client.post(address(model, "change", one.pk), {}).status_code == 403
    assert client.post(address(model, "delete", one.pk), {"post": "yes"}).status_code == 403


def test_a_clause_that_a_table_stands_on_cannot_be_deleted(client, administrator, comparison):
    url = address(Revision, "change", comparison.base_id)
    fields = form_of(client, url)
    count = Clause.objects.count()
    answer = client.post(url, {**fields, "clauses-3-DELETE": "on"})
    assert answer.status_code == 200
    assert "would require deleting" in answer.content.decode()
    assert Clause.objects.count() == count


def test_an_edited_clause_reaches_the_table_and_the_log(client, administrator, comparison):
    clause = comparison.base.clauses.filter(kind="item").first()
    url = address(Revision, "change", comparison.base_id)
    fields = form_of(client, url)
    name = next(n for n, value in fields.items() if n.endswith("-id") and value == str(clause.pk))
    text = name.removesuffix("id") + "text"
    version = comparison.base.resolution.version
    answer = client.post(url, {**fields, text: clause.text.replace("that", "also that", 1)})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    clause.refresh_from_db()
    assert clause.text.startswith("also that")
    assert "also that" in Row.objects.get(base=clause).html
    assert Resolution.objects.get().version > version
    assert Record.objects.get(verb="edited").by == administrator
    assert clause.history.count() == 1
    assert ProposedClause.objects.filter(row__base=clause).exists()


def test_two_clauses_change_places(client, administrator, comparison):
    first, second = comparison.base.clauses.filter(kind="item")[:2]
    url = address(Revision, "change", comparison.base_id)
    fields = form_of(client, url)
    names = {
        value: n.removesuffix("id")
        for n, value in fields.items()
        if re.fullmatch(r"clauses-\d+-id", n)
    }
    swapped = {
        names[str(first.pk)] + "place": str(second.position + 1),
        names[str(second.pk)] + "place": str(first.position + 1),
    }
    assert client.post(url, {**fields, **swapped}).status_code == 302
    places = dict(comparison.base.clauses.values_list("pk", "position"))
    assert (places[first.pk], places[second.pk]) == (second.position, first.position)
    assert sorted(places.values()) == list(range(len(places)))


def test_a_new_clause_stands_between_its_neighbours_and_has_an_id(
    client, administrator, comparison
):
    url = address(Revision, "change", comparison.base_id)
    fields = form_of(client, url)
    count = int(fields["clauses-TOTAL_FORMS"])
    new = {
        "clauses-TOTAL_FORMS": str(count + 1),
        f"clauses-{count}-place": "6.5",
        f"clauses-{count}-kind": "item",
        f"clauses-{count}-label": "a)bis",
        f"clauses-{count}-text": "that this one was forgotten;",
    }
    answer = client.post(url, {**fields, **new})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    clause = Clause.objects.get(label="a)bis")
    assert clause.position == 6
    assert len(clause.uid) == 8
    assert clause.section == comparison.base.clauses.get(position=5).section
    assert Row.objects.get(base=clause).position > 0


def test_a_text_that_nothing_stands_on_is_typed_in_from_nothing(client, administrator):
    resolution = Resolution.objects.create(number="12")
    url = address(Revision, "add")
    fields = form_of(client, url)
    fields |= {"resolution": resolution.pk, "name": "Rev. Lakeside, 2020", "language": "en"}
    fields |= {"clauses-TOTAL_FORMS": "2", "year": "2020", "place": "Lakeside"}
    for number, (kind, label, text) in enumerate(
        [("heading", "", "considering"), ("item", "a)", "that it is typed in,")]
    ):
        fields |= {
            f"clauses-{number}-kind": kind,
            f"clauses-{number}-label": label,
            f"clauses-{number}-text": text,
        }
    answer = client.post(url, fields)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    item = Clause.objects.get(kind="item")
    assert (item.section, item.position) == ("considering", 1)


def test_publishing_is_logged_and_takes_effect(client, administrator, comparison):
    url = address(Comparison, "changelist")
    for action, published in (("withdraw", False), ("publish", True)):
        client.post(url, {"action": action, "_selected_action": [comparison.pk]})
        comparison.refresh_from_db()
        assert comparison.published is published
    assert list(Record.objects.values_list("verb", flat=True)) == ["published", "withdrawn"]


def test_a_meeting_that_is_withdrawn_makes_its_pages_anew(client, administrator, comparison):
    url = address(Meeting, "change", comparison.meeting_id)
    fields = form_of(client, url)
    fields.pop("published")
    fields |= {"conference": "WTSA", "name": "An assembly"}
    version = Resolution.objects.get().version
    assert client.post(url, fields).status_code == 302
    assert not Meeting.objects.get(pk=comparison.meeting_id).published
    assert Resolution.objects.get().version > version
    assert Record.objects.get().verb == "withdrawn"


def test_a_group_can_be_announced_before_its_document_comes(client, administrator, comparison):
    url = address(Comparison, "change", comparison.pk)
    fields = form_of(client, url)
    count = int(fields["proposals-TOTAL_FORMS"])
    cept = Group.objects.get(code="CEPT")
    fields |= {
        "proposals-TOTAL_FORMS": str(count + 1),
        f"proposals-{count}-group": cept.pk,
        f"proposals-{count}-language": "en",
        f"proposals-{count}-position": str(count),
    }
    answer = client.post(url, fields)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert not Proposal.objects.get(group=cept).clauses.exists()


def test_a_renamed_group_is_renamed_in_its_tables(client, administrator, comparison):
    group = Group.objects.get(code="ATU")
    url = address(Group, "change", group.pk)
    assert client.post(url, {**form_of(client, url), "code": "AU"}).status_code == 302
    comparison.refresh_from_db()
    assert "AU" in comparison.changes
    assert 'data-g="AU"' in comparison.joined_body
    assert 'data-g="ATU"' not in comparison.joined_body


def test_columns_change_their_order(client, administrator, comparison):
    url = address(Comparison, "change", comparison.pk)
    before = comparison.joined_body
    last = comparison.proposals.count() - 1
    fields = form_of(client, url) | {f"proposals-{last}-position": "0"}
    fields |= {f"proposals-{at}-position": str(at + 1) for at in range(last)}
    assert client.post(url, fields).status_code == 302
    comparison.refresh_from_db()
    assert comparison.joined_body != before
    assert comparison.joined_body.index('data-g="APT"') < comparison.joined_body.index(
        'data-g="ATU"'
    )


@pytest.mark.parametrize("model", ENTERED, ids=lambda m: m.__name__)
def test_what_administrators_enter_has_a_history(client, administrator, comparison, model):
    one = model.objects.first()
    one.save()
    assert client.get(address(model, "history", one.pk)).status_code == 200
    assert one.history.count() >= 1
