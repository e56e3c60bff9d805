"""`manage.py export_comparison`: what is stored, in every format, and what is not there."""

import csv
import io
import json

import pytest
from django.core.management import CommandError

from proposals.models import Comparison, Row
from proposals.selectors import stored_table
from tests.command import command
from tests.web.test_import_document import PLAIN, bring_text

pytestmark = pytest.mark.django_db


def export(*args, **options):
    return command("export_comparison", *args, **options).decode()


def test_the_rows_are_those_of_the_store_under_their_addresses(comparison):
    found = json.loads(export("901"))
    assert [row["id"] for row in found["rows"]] == list(
        Row.objects.order_by("position").values_list("uid", flat=True)
    )
    assert [column["group"] for column in found["columns"] if column["empty"]] == ["AST"]


def test_a_base_and_a_columns_runs_give_its_document_back(comparison):
    """Law 2, through the export."""
    found = json.loads(export("901"))
    table = stored_table(comparison)
    for column in table.columns:
        cells = [row["cells"][column.group] for row in found["rows"]]
        words = sorted("".join(t for _, t in c["label"] + c["text"]) for c in cells if c)
        stored = sorted("".join(run.text for run in clause.runs) for clause in column.body.clauses)
        assert words == stored


def test_every_format_is_written_to_a_file_as_to_the_screen(comparison, tmp_path):
    for name in ("json", "csv", "html", "akn", "critic"):
        path = tmp_path / name
        export("901", format=name, output=str(path))
        assert path.read_bytes().decode() == export("901", format=name)


def test_the_table_as_csv_has_a_line_a_clause(comparison):
    lines = list(csv.reader(io.StringIO(export("901", format="csv"))))
    assert len(lines) == comparison.rows.count() + 1
    assert {len(line) for line in lines} == {5 + 2 * comparison.proposals.count()}


def test_the_operator_exports_what_is_not_published(comparison):
    Comparison.objects.update(published=False)
    assert json.loads(export("901", meeting="WTSA-D1"))["rows"]


def test_two_revisions_are_compared_by_their_names(tmp_path):
    bring_text(PLAIN)
    bring_text(PLAIN.replace("Lakeside, 2020", "New Delhi, 2024").replace("several", "seven"))
    found = json.loads(export("7", "--from", "Rev. Lakeside, 2020", "--to", "Rev. New Delhi, 2024"))
    assert found["resolution"]["base"] == "Rev. Lakeside, 2020"
    assert [column["group"] for column in found["columns"]] == ["Rev. New Delhi, 2024"]
    cells = [row["cells"]["Rev. New Delhi, 2024"] for row in found["rows"]]
    changed = [cell for cell in cells if cell["state"] == "changed"]
    assert ["insert", "seven"] in [run for cell in changed for run in cell["text"]]
    assert not any(cell["inferred"] for cell in cells)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["902"], "no comparison of Resolution 902"),
        (["901", "--meeting", "WTSA-16"], "no comparison"),
        (["901", "--from", "Rev. Lakeside, 2020"], "go together"),
        (["901", "--from", "Rev. Nowhere, 1900", "--to", "2020"], "“Rev. Lakeside, 2020”"),
        (["901", "--output", "/nowhere/at/all"], "No such file"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(comparison, args, says):
    with pytest.raises(CommandError, match=says) as error:
        export(*args)
    assert error.value.returncode == 2
    assert "\n" not in str(error.value)
