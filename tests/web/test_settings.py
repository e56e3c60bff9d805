"""Every setting that the environment decides is documented, and production is closed."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Load the settings in a process of their own, with this environment alone."""
    return subprocess.run(
        [sys.executable, "-c", "from wtsa import settings; print(settings.DEBUG)"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
    )


def test_every_variable_that_the_settings_read_is_described_in_the_readme():
    read = re.findall(r"env\.\w+\(\s*\"(\w+)\"", (ROOT / "wtsa/settings.py").read_text())
    described = re.findall(r"^\| `(\w+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert read, "the settings read nothing from the environment?"
    assert sorted(read) == sorted(described)


def test_production_refuses_to_start_without_a_secret_key():
    started = start(DEBUG="false")
    assert started.returncode != 0
    assert "SECRET_KEY" in started.stderr


def test_production_is_the_default():
    assert start(SECRET_KEY="x" * 50, DEBUG="").stdout.strip() == "False"
