"""What proposals and their files are called."""

import pytest

from proposals.core.codes import Code, FileName, group_named, parse, parse_file


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AFCP/35A8/1", Code(("AFCP",), 35, 1, 8)),
        ("IAP/39A18/1", Code(("IAP",), 39, 1, 18)),
        ("SEN/56/1", Code(("SEN",), 56, 1)),
        (" B/CAN/CLM/USA/7/2 ", Code(("B", "CAN", "CLM", "USA"), 7, 2)),
        ("EUR/38A2R1/3", Code(("EUR",), 38, 3, 2, 1)),
    ],
)
def test_a_code_is_read_from_the_right(text: str, code: Code):
    assert parse(text) == code


@pytest.mark.parametrize("text", ["", "MOD", "AFCP/35A8", "35/1", "AFCP 35/1", "A//1/2"])
def test_what_is_no_code_is_none(text: str):
    assert parse(text) is None


def test_a_source_is_called_as_tables_call_the_group():
    assert [Code((source,), 1, 1).group for source in ("AFCP", "IAP", "ARB", "USA")] == [
        "ATU",
        "CITEL",
        "AST",
        "USA",
    ]
    assert Code(("B", "CAN"), 1, 1).group == "B/CAN"


def test_a_file_name_says_document_and_language():
    assert parse_file("T17-WTSA.20-C-0035!A8!MSW-E.docx") == FileName("C-0035-A8", "en")
    assert parse_file("T22-WTSA.24-C-0042!A1-R1!MSW-F.docx") == FileName("C-0042-A1-R1", "fr")
    assert parse_file("proposal.docx") is None


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("African Telecommunication Union Administrations", "ATU"),
        ("WTSA C-039_IAP_Add18", "CITEL"),
        ("RCC Commission", "RCC"),
        ("ATU and CITEL", ""),
        ("a catalogue of RCCs and Europe", ""),
    ],
)
def test_a_group_is_known_by_its_names_where_only_one_is_named(text: str, group: str):
    assert group_named(text) == group
