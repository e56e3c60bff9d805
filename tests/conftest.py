"""What every test may ask for."""

import hypothesis
import pytest

# A busy machine is no fault of the code: no test measures time, neither does hypothesis.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path):
    """No test writes an upload into the checkout."""
    settings.MEDIA_ROOT = tmp_path / "media"
