"""What every test may ask for."""

from importlib import import_module

import hypothesis
import pytest
from django.apps import apps
from django.core.cache import cache
from django.db.models.signals import post_migrate
from django.utils import translation

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


@pytest.fixture(autouse=True)
def _english():
    """A page leaves its thread in the language of its reader."""
    translation.activate("en")


@pytest.fixture(scope="session", autouse=True)
def _seeded_again():
    """A browser's test empties the database; what every installation starts with comes back."""

    def seed(**kwargs):
        if not apps.get_model("proposals", "Group").objects.exists():
            start = import_module("proposals.migrations.0002_seed")
            start.seed(apps, None)
            start.roles(apps, None)

    post_migrate.connect(seed, sender=apps.get_app_config("proposals"), weak=False)
    yield
    post_migrate.disconnect(seed, sender=apps.get_app_config("proposals"))
