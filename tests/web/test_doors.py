"""Who may come in where: every address of the product stands in this table.

A view that is not listed fails the first test, so nobody adds one without saying who may see it.
"""

import pytest
from django.contrib.auth.models import Group
from django.urls import URLPattern, get_resolver, reverse

# The least that a visitor must be, and the names of the addresses. What "anyone" reads is only
# what is published: see the tests of the pages.
DOORS = {
    "anyone": (
        "login logout set_language meetings meeting overview compare revisions between read checks "
        "clause draft snapshot "
        "news follow comments comment_counts record comparison-file draft-file proposal-file "
        "changes_feed meeting_feed history "
        "search text "
        "api-description api-meetings api-resolutions api-comparison api-draft api-decisions "
        "api-snapshots api-snapshot api-annotations"
    ),
    "signed in": "fresh seen",
    "delegate": "comment thread",
    "editor": "correct align import import_all staged align_staged documents document original",
    "secretariat": "decide undo mark unsent floor bulk keep "
    "desk pack_start pack pack_step pack_file pack_discard",
}
BELOW = {"delegate": "", "editor": "delegate", "secretariat": "editor"}
NO_STRANGERS = [name for who in DOORS if who != "anyone" for name in DOORS[who].split()]
CLOSED = [(name, who) for who in BELOW for name in DOORS[who].split()]
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
    listed = " ".join(DOORS.values()).split()
    assert sorted(name for name, _ in addresses()) == sorted(listed)


@pytest.mark.parametrize("name", NO_STRANGERS)
def test_a_stranger_is_sent_to_the_login(client, db, name):
    address = example(name, dict(addresses())[name])
    for ask in (client.get, client.post):
        answer = ask(address)
        assert answer.status_code in (302, 405), address
        if answer.status_code == 302:
            assert answer["Location"].startswith(reverse("login")), address


@pytest.mark.parametrize(("name", "who"), CLOSED)
def test_one_who_is_less_is_refused(client, django_user_model, name, who):
    visitor = django_user_model.objects.create_user("visitor")
    visitor.groups.set(Group.objects.filter(name=BELOW[who]))
    client.force_login(visitor)
    address = example(name, dict(addresses())[name])
    for ask in (client.get, client.post):
        assert ask(address).status_code in (403, 405), address


def test_a_stranger_is_kept_out_of_the_administration(client, db):
    answer = client.get(reverse("admin:index"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("admin:login"))
