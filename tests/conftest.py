"""What every test may ask for."""

import pytest


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path):
    """No test writes an upload into the checkout."""
    settings.MEDIA_ROOT = tmp_path / "media"
