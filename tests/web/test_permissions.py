"""Who may do what: each predicate for each role, and nobody by default."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.auth.models import Group as Role

from proposals import permissions
from proposals.models import Comparison, Meeting
from proposals.permissions import OPERATOR

pytestmark = pytest.mark.django_db

STAFF = {"editor", "secretariat", "administrator"}
MAY = {
    "is_staff": STAFF,
    "can_import": STAFF,
    "can_edit_alignment": STAFF,
    "can_publish": {"secretariat", "administrator"},
    "can_decide": {"secretariat", "administrator"},
    "can_annotate": STAFF | {"delegate"},
    "can_administer": {"administrator"},
}


def one_of(role):
    user = User.objects.create_user(role)
    user.groups.add(Role.objects.get(name=role))
    return user


@pytest.mark.parametrize("role", ["delegate", "editor", "secretariat", "administrator"])
@pytest.mark.parametrize("name", MAY)
def test_a_role_may_what_the_table_says(name, role):
    assert getattr(permissions, name)(one_of(role)) == (role in MAY[name])


@pytest.mark.parametrize("name", MAY)
def test_nobody_else_may_anything(name):
    may = getattr(permissions, name)
    assert not may(AnonymousUser())
    assert not may(None)
    assert not may(User.objects.create_user("somebody"))
    gone = one_of("administrator")
    gone.is_active = False
    assert not may(gone)


@pytest.mark.parametrize("name", MAY)
def test_a_superuser_and_the_operator_may_everything(name):
    may = getattr(permissions, name)
    assert may(User.objects.create_superuser("root"))
    assert may(OPERATOR)


@pytest.mark.parametrize(
    ("meeting", "table", "seen"),
    [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
)
def test_a_visitor_sees_a_published_comparison_of_a_published_meeting(
    comparison, meeting, table, seen
):
    Meeting.objects.filter(pk=comparison.meeting_id).update(published=meeting)
    Comparison.objects.update(published=table)
    found = Comparison.objects.select_related("meeting").get()
    visitor = AnonymousUser()
    assert permissions.can_view(visitor, found) is seen
    assert Comparison.objects.filter(permissions.visible_comparisons(visitor)).exists() is seen
    assert permissions.can_view(one_of("editor"), found)


def test_roles_are_asked_once_a_request(django_assert_num_queries):
    editor = one_of("editor")
    with django_assert_num_queries(1):
        for name in MAY:
            getattr(permissions, name)(editor)


def test_an_administrator_may_enter_data_and_an_editor_may_only_look():
    administrator, editor = one_of("administrator"), one_of("editor")
    for name in ("meeting", "group", "delegation", "resolution", "revision", "clause"):
        assert administrator.has_perms([f"proposals.add_{name}", f"proposals.change_{name}"])
        assert editor.has_perm(f"proposals.view_{name}")
        assert not editor.has_perm(f"proposals.change_{name}")
    assert not administrator.has_perm("proposals.change_row")
