"""Who may come in where: every address of the product stands in this table.

A view that is not listed fails the first test, so nobody adds one without saying who may see it.
"""

import pytest
from django.contrib.auth.models import Group
from django.urls import URLPattern, get_resolver, reverse

# The least that a visitor must be, by the name of the address. What "anyone" reads is only what
# is published: see test_a_stranger_finds_nothing_unpublished and the tests of the pages.
DOORS = {
    "login": "anyone",
    "logout": "anyone",  # a form must be posted; a stranger has nothing to end
    "set_language": "anyone",
    "meetings": "anyone",
    "overview": "anyone",
    "compare": "anyone",
    "revisions": "anyone",
    "clause": "anyone",
    "correct": "editor",
    "align": "editor",
    "import": "editor",
    "import_all": "editor",
    "staged": "editor",
    "align_staged": "editor",
    "documents": "editor",
    "document": "editor",
    "original": "editor",
    "draft": "anyone",
    "snapshot": "anyone",
    "news": "anyone",
    "follow": "anyone",
    "decide": "secretariat",
    "undo": "secretariat",
    "mark": "secretariat",
    "unsent": "secretariat",
    "floor": "secretariat",
    "bulk": "secretariat",
    "keep": "secretariat",
}
# What stands for an address's variable parts, by the name of their converter.
SAMPLES = {"IntConverter": 1, "UUIDConverter": "00000000-0000-0000-0000-000000000000"}


def addresses(resolver=None, namespace=()):
    """Every (name, pattern) below the root, the admin's own pages left out."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join((*namespace, pattern.name or str(pattern.pattern))), pattern
        elif pattern.namespace != "admin":
            inner = (*namespace, pattern.namespace) if pattern.namespace else namespace
            yield from addresses(pattern, inner)


def example(name, pattern):
    """An address of this pattern, about things that need not exist."""
    variables = {
        variable: SAMPLES.get(type(converter).__name__, "44")
        for variable, converter in pattern.pattern.converters.items()
    }
    return reverse(name, kwargs=variables)


def test_every_address_says_who_may_come_in():
    assert sorted(name for name, _ in addresses()) == sorted(DOORS)


@pytest.mark.parametrize("name", [name for name, who in DOORS.items() if who != "anyone"])
def test_a_stranger_is_sent_to_the_login(client, db, name):
    address = example(name, dict(addresses())[name])
    for ask in (client.get, client.post):
        answer = ask(address)
        assert answer.status_code in (302, 403, 405), address
        if answer.status_code == 302:
            assert answer["Location"].startswith(reverse("login")), address


@pytest.mark.parametrize("name", [name for name, who in DOORS.items() if who != "anyone"])
def test_a_delegate_is_refused(client, django_user_model, name):
    delegate = django_user_model.objects.create_user("delegate")
    delegate.groups.add(Group.objects.get_or_create(name="delegate")[0])
    client.force_login(delegate)
    address = example(name, dict(addresses())[name])
    for ask in (client.get, client.post):
        assert ask(address).status_code in (403, 405), address


def test_a_stranger_is_kept_out_of_the_administration(client, db):
    answer = client.get(reverse("admin:index"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("admin:login"))
