import csv
from pathlib import Path

import pytest

from proposals.core.checks import Entry

SHARED = Path(__file__).parents[3].parent / "shared"


@pytest.fixture(scope="session")
def real_register():
    """The citations verified so far; skips where they are not beside the checkout."""
    file = SHARED / "corpus/citation-register.csv"
    if not file.is_file():
        pytest.skip("the field's texts are not beside the checkout")
    with file.open(encoding="utf-8") as rows:
        return [
            Entry(
                row["conference"],
                row["kind"],
                row["number"],
                row["place"],
                int(row["year"]),
                row["revised"] == "yes",
            )
            for row in csv.DictReader(rows)
        ]
