"""The side-by-side table: its header, its cells, its columns, and the real file."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.core.model import Kind, Op, accept, everything, reject
from proposals.core.reading.critic import read_runs
from proposals.core.reading.side_by_side import is_table, read_table
from proposals.core.result import Refused
from proposals.core.words import normal

SHARED = Path(__file__).parents[4] / "shared"
TABLE = SHARED / "seeds" / "resolution-44-side-by-side.txt"
KEY = SHARED / "corpus" / "resolution-44-rcc.critic.txt"
needs_table = pytest.mark.skipif(
    not TABLE.is_file(), reason="ITU's table is not part of the project (../shared/seeds)"
)

HEADER = """The table of proposals

\tProposal 1 (MOD, ) (AST)
\tProposal 2 (MOD, WTSA C-7 ATU Add1) (ATU)
\tPROPOSAL 3 (MOD, TSAG-C9-R1) (RCC)
"""
FRONT = """\t
\tMOD\tAFCP/7A1/1
RESOLUTION 91 (Rev. Dubai, 2012Hammamet, 2016)
Lending of test instruments
(Johannesburg, 2008; Dubai, 2012; Hammamet, 2016)
The World Telecommunication Standardization Assembly (Dubai, 2012Hammamet, 2016),
\tMOD  RESOLUTION 91 (Rev. DubaiHammamet, 20122016)
Lending of test instruments
(Johannesburg, 2008; Dubai, 2012)
The World Telecommunication Standardization Assembly (Dubai, 2012),
"""
RECALLING = """
\t
\trecalling
a)\tthat few members can pay for instruments of their own;
b)\tthat lending has worked well in three regions;,
c)\tthat a calibrated instrument keeps its value for years,
\trecalling
a)\tthat few members can pay for instruments of their own;
b)\tthat lending has worked well in three regions;
c)\tthat a calibrated instrument keeps its value for years,
"""
RESOLVES = """
\t
\tresolves
1\tto keep a list of the instruments that members lend;
2\tto publish the list once a year,
\tresolves
1\tto keep a list of the instruments that members lend;
2\tto publish the list once a year and to translate it,
"""


def read(*rows, header=HEADER):
    return read_table((header + "".join(rows)).encode())


def column(result, group):
    return next(each for each in result.value.columns if each.group == group)


def lines(result, group):
    """A column's clauses as (line, label, text with every change left in)."""
    return [
        (clause.source, everything(clause.label), everything(clause.text))
        for clause in column(result, group).body.clauses
    ]


def messages(result):
    return [str(warning) for warning in result.warnings]


def test_the_columns_are_those_announced_in_every_notation():
    found = read(FRONT, RECALLING).value
    assert [(each.group, each.document, each.code, each.action) for each in found.columns] == [
        ("AST", "", "", "MOD"),
        ("ATU", "WTSA C-7 ATU Add1", "AFCP/7A1/1", "MOD"),
        ("RCC", "TSAG-C9-R1", "", "MOD"),
    ]
    assert found.title == "The table of proposals"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("\tProposal 5 (ADD, 42(Add.1)) (CEPT)", ("CEPT", "42(Add.1)", "ADD")),
        ("\tProposal 6 ((MOD), C 3) (B/CAN/USA)", ("B/CAN/USA", "C 3", "(MOD)")),
        ("\tPROPOSAL 7 (sup) (APT)", ("APT", "", "SUP")),
    ],
)
def test_actions_documents_and_groups_are_read_in_each_of_their_forms(line, expected):
    result = read(FRONT, RECALLING, header=f"{HEADER}{line}\n")
    last = result.value.columns[-1]
    assert (last.group, last.document, last.action) == expected


def test_a_column_announced_without_a_document_is_empty_and_warned_of():
    result = read(FRONT, RECALLING)
    assert column(result, "AST").is_empty
    assert "AST: announced without a document: its column is empty" in messages(result)


def test_each_cell_goes_to_its_column_with_the_line_it_stands_on():
    result = read(FRONT, RECALLING)
    text = (HEADER + FRONT + RECALLING).split("\n")
    for group in ("ATU", "RCC"):
        for source, label, found in lines(result, group):
            if label and found:
                assert text[source - 1].lstrip("\t") == f"{label}\t{found}"
    heads = [source for source, _, found in lines(result, "RCC") if found == "recalling"]
    assert heads == [number for number, line in enumerate(text, 1) if line == "\trecalling"][1:]


def test_number_revision_and_sections_are_those_of_the_base():
    result = read(FRONT, RECALLING, RESOLVES)
    for group in ("ATU", "RCC"):
        body = column(result, group).body
        assert (body.number, body.revision) == ("91", "Rev. Dubai, 2012")
        assert [clause.section for clause in body.clauses][-1] == "resolves"


def test_a_cell_that_lost_its_tab_and_its_heading_is_found_by_its_first_label():
    first, second = RESOLVES.strip("\n\t").split("\tresolves\n")
    result = read(FRONT, RECALLING, f"\n\t\n\tresolves\n{first[9:]} {second}")
    assert [text for _, _, text in lines(result, "RCC")][-2:] == [
        "to keep a list of the instruments that members lend;",
        "to publish the list once a year and to translate it,",
    ]
    assert column(result, "RCC").body.clauses[-1].section == "resolves"
    assert any("RCC" in each and "begins a cell without a tab" in each for each in messages(result))


def test_a_row_with_one_cell_belongs_to_the_first_column_with_a_warning():
    alone = " \tII\tProgramme 2: Couriers\n1)\tObjective\n•\tTo move instruments safely.\n"
    result = read(FRONT, RECALLING, alone, RESOLVES)
    assert ("II", "Programme 2: Couriers") in [row[1:] for row in lines(result, "ATU")]
    assert "Programme 2: Couriers" not in [row[2] for row in lines(result, "RCC")]
    assert any("1 of 2 cells" in each and "RCC" in each for each in messages(result))


def test_missing_text_is_told_from_deleted_text():
    cut = RESOLVES.rstrip("\n").rsplit("\n", 1)[0] + "\n"
    result = read(FRONT, RECALLING, cut.replace("once a year,", "once a year;"))
    assert not any(clause.is_deleted for clause in column(result, "RCC").body.clauses)
    assert "to publish the list once a year;" not in [row[2] for row in lines(result, "RCC")]


def test_a_table_without_an_empty_column_has_its_rows_all_the_same():
    header = HEADER.replace("\tProposal 1 (MOD, ) (AST)\n", "")
    rows = [row.replace("\t\n", "", 1) for row in (FRONT, RECALLING, RESOLVES)]
    with_column, without = read(FRONT, RECALLING, RESOLVES), read(*rows, header=header)
    for group in ("ATU", "RCC"):
        assert [row[1:] for row in lines(without, group)] == [
            row[1:] for row in lines(with_column, group)
        ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (HEADER.encode("utf-16"), "UTF-16"),
        (b"a" * (50 * 2**20), "50 MB"),
        (b"resolves\n1\tto do nothing.", "announces no columns"),
        (HEADER.encode(), "nothing stands after line 5"),
    ],
)
def test_what_is_no_table_is_refused_with_one_plain_sentence(data, why):
    with pytest.raises(Refused, match=why) as refusal:
        read_table(data)
    assert "\n" not in str(refusal.value)


def test_a_table_is_told_from_a_resolution():
    assert is_table(HEADER + FRONT)
    assert not is_table("RESOLUTION 91 (Dubai, 2012)\nProposal of a title\nresolves\n")


words = st.text(st.sampled_from("ab ;,.)(1ITU-"), max_size=30)
cells = st.lists(st.tuples(st.sampled_from(["", "\t", "a)\t", " 1)\t", "•\t"]), words), max_size=12)


@settings(max_examples=60)
@given(cells)
def test_no_word_of_a_table_is_lost_whatever_it_holds(parts):
    body = "\n".join(start + text for start, text in parts)
    data = (HEADER + "\n\tresolves\n1\tto keep it,\n" + body).encode()
    found = read_table(data).value
    kept = "".join(
        everything(clause.runs) for each in found.columns for clause in each.body.clauses
    )
    letters = [letter for letter in "resolves1tokeepit," + body if not letter.isspace()]
    assert sorted(letter for letter in kept if not letter.isspace()) == sorted(letters)


# The real table.


@pytest.fixture(scope="module")
def real():
    return read_table(TABLE.read_bytes())


@needs_table
def test_the_real_table_has_four_columns_of_which_one_is_empty(real):
    found = [(each.group, each.code, len(each.body.clauses)) for each in real.value.columns]
    assert found == [
        ("AST", "", 0),
        ("ATU", "AFCP/35A8/1", 163),
        ("CITEL", "IAP/39A18/1", 146),
        ("RCC", "", 137),
    ]


@needs_table
def test_the_columns_of_the_real_table_give_its_base_back(real):
    base = real.value.base
    assert (base.number, base.revision) == ("44", "Rev. Hammamet, 2016")
    assert len(base.clauses) == 151
    assert all(run.op is Op.EQUAL for clause in base.clauses for run in clause.runs)
    texts = {(clause.section, normal(clause.base)) for clause in base.clauses}
    told = {warning.source for warning in real.warnings}
    for each in real.value.columns:
        for clause in each.body.clauses:
            if clause.base.strip() and clause.kind is not Kind.PROPOSAL:
                squeezed = normal(clause.base).replace(" ,", ",")
                assert (clause.section, squeezed) in texts or clause.source in told


@needs_table
def test_every_line_of_the_real_table_is_in_one_column(real):
    found = {clause.source for each in real.value.columns for clause in each.body.clauses}
    # Title lines go with their first line, and a footnote stands in one of them.
    inside = {12, 19, 25}
    text = TABLE.read_text(encoding="utf-8").split("\n")
    full = {number for number, line in enumerate(text, 1) if 8 < number < 487 and line.strip()}
    assert full - found <= inside


@needs_table
def test_every_recovered_run_of_the_real_table_says_why(real):
    for each in real.value.columns:
        for clause in each.body.clauses:
            assert all(bool(run.why) == (run.op is not Op.EQUAL) for run in clause.runs)


@needs_table
def test_the_rcc_column_is_recovered_as_an_editor_resolved_it(real):
    """By characters, white space aside; what the key leaves open ({??) is not judged."""
    told: dict[int, list[tuple[str, Op]]] = {}
    for clause in column(real, "RCC").body.clauses:
        told.setdefault(clause.source, []).extend(
            (letter, run.op) for run in clause.runs for letter in run.text if not letter.isspace()
        )
    right = {Op.INSERT: 0, Op.DELETE: 0}
    false, missed = dict(right), dict(right)
    for line in KEY.read_text(encoding="utf-8").splitlines():
        source, _, text = line.partition("\t")
        if "{??" in text or "[footnote" in text or "[3:" in text:
            continue
        key = [
            (letter, run.op)
            for run in read_runs(text)
            for letter in run.text
            if not letter.isspace()
        ]
        got = told[int(source)]
        assert [letter for letter, _ in got] == [letter for letter, _ in key]
        for (_, expected), (_, op) in zip(key, got, strict=True):
            for each in right:
                right[each] += expected is op is each
                false[each] += op is each is not expected
                missed[each] += expected is each is not op
    for each, floor in ((Op.INSERT, 0.99), (Op.DELETE, 0.99)):
        score = 2 * right[each] / (2 * right[each] + false[each] + missed[each])
        assert score >= floor, (each, right, false, missed)


@needs_table
def test_the_same_table_with_its_base_known_is_read_alike(real):
    again = read_table(TABLE.read_bytes(), real.value.base)
    for known, recovered in zip(again.value.columns, real.value.columns, strict=True):
        for one, other in zip(known.body.clauses, recovered.body.clauses, strict=True):
            assert (reject(one.runs), accept(one.runs)) == (reject(other.runs), accept(other.runs))
