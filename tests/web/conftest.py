"""What the tests of views may ask for."""

import pytest
from django.contrib.auth.models import Group, User

from proposals import permissions
from tests.sample import store_901


@pytest.fixture
def comparison(db):
    """Resolution 901, published."""
    return store_901()


@pytest.fixture
def editor(db):
    """One who may put redlines right."""
    user = User.objects.create_user("editor", password="a long enough one")
    user.groups.add(Group.objects.get_or_create(name=permissions.EDITOR)[0])
    return user


@pytest.fixture
def editor_client(client, editor):
    client.force_login(editor)
    return client
