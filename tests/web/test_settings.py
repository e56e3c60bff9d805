"""Every setting that the environment decides is documented, and production is closed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]


@pytest.fixture
def start(tmp_path):
    """Load the settings in a process of their own, with the given environment alone."""
    # A copy, so that no developer's .env beside the real one is read.
    shutil.copytree(ROOT / "wtsa", tmp_path / "wtsa")

    def start(**environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from wtsa import settings; print(settings.DEBUG)"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )

    return start


def test_every_variable_that_the_settings_read_is_described_in_the_readme():
    read = re.findall(r"env\.\w+\(\s*\"(\w+)\"", (ROOT / "wtsa/settings.py").read_text())
    described = re.findall(r"^\| `(\w+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert read, "the settings read nothing from the environment?"
    assert sorted(read) == sorted(described)


def test_production_refuses_to_start_without_a_secret_key(start):
    started = start()
    assert started.returncode != 0
    assert "SECRET_KEY" in started.stderr


def test_production_is_the_default(start):
    assert start(SECRET_KEY="x" * 50).stdout.strip() == "False"


def test_a_development_machine_needs_no_secret_key(start):
    assert start(DEBUG="true").stdout.strip() == "True"
