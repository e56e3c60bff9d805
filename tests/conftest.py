"""What every test may ask for."""

from importlib import import_module

import hypothesis
import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management.commands import flush
from django.utils import translation

from proposals.views.comparison import frames

# A busy machine is no fault of the code: no test measures time, neither does hypothesis.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path):
    """No test writes an upload into the checkout."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _cache_of_its_own():
    """The store is taken back after each test, its keys and versions with it: so is the cache."""
    cache.clear()
    frames.clear()


@pytest.fixture(autouse=True)
def _english():
    """A page leaves its thread in the language of its reader."""
    translation.activate("en")


# Django's own tables stay as they are: to make them again takes longer than most tests.
KEPT = {"django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}


@pytest.fixture(scope="session", autouse=True)
def _seeded_again():
    """A browser's test empties the database; what every installation starts with comes back."""

    def emptied(style, connection, **options):
        tables = set(connection.introspection.django_table_names(only_existing=True)) - KEPT
        return connection.ops.sql_flush(style, sorted(tables), **options)

    def seeded(*args, **kwargs):
        if not apps.get_model("proposals", "Group").objects.exists():
            import_module("proposals.migrations.0002_seed").seed(apps, None)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "sql_flush", emptied)
        patch.setattr(flush, "emit_post_migrate_signal", seeded)
        yield
