"""The comparison as JSON, and what a file says."""

from proposals.core.align import COMPARED, align
from proposals.core.model import (
    Clause,
    Column,
    Document,
    Kind,
    Op,
    Run,
    accept,
    equal,
    inserted,
    reject,
)
from proposals.core.writing.json import Heading, comparison_json, reading_json

BASE = Document(
    (
        Clause(Kind.HEADING, "considering", (), equal("considering"), source=1),
        Clause(Kind.ITEM, "considering", equal("a)"), equal("that lists are kept;"), 1, 2),
        Clause(Kind.ITEM, "considering", equal("b)"), equal("that nobody reads them,"), 1, 3),
    )
)
TEXT = (
    Run(Op.EQUAL, "that "),
    Run(Op.DELETE, "lists", why="another word stands in its place"),
    Run(Op.INSERT, "registers", why="another word stands in its place"),
    Run(Op.EQUAL, " are kept;"),
)
OURS = Column(
    "ATU",
    Document(
        (
            BASE.clauses[0],
            Clause(Kind.ITEM, "considering", equal("a)"), TEXT, 1, 7),
            Clause(
                Kind.ITEM, "considering", inserted("a)bis"), inserted("that time passes;"), 1, 8
            ),
        )
    ),
    "C-035",
    "AFCP/35A8/1",
    "MOD",
)
NOBODY = Column("AST", action="MOD")
HEADING = Heading("WTSA", "44", "Rev. Hammamet, 2016", "A title")


def exported():
    rows = align(BASE, [OURS, NOBODY])
    return comparison_json(HEADING, [OURS, NOBODY], rows, [f"r{n}" for n in range(len(rows))])


def test_the_head_says_which_text_is_compared_with_what():
    found = exported()
    assert found["schema"] == 1
    assert found["resolution"] == {
        "conference": "WTSA",
        "number": "44",
        "base": "Rev. Hammamet, 2016",
        "title": "A title",
    }
    assert found["columns"] == [
        {
            "group": "ATU",
            "document": "C-035",
            "code": "AFCP/35A8/1",
            "action": "MOD",
            "empty": False,
        },
        {"group": "AST", "document": "", "code": "", "action": "MOD", "empty": True},
    ]


def test_a_cell_says_what_it_does_to_its_base():
    row = exported()["rows"][1]
    assert row["base"] == {"label": "a)", "text": "that lists are kept;"}
    assert row["cells"]["AST"] is None
    assert row["cells"]["ATU"] == {
        "state": "changed",
        "label": [["equal", "a)"]],
        "text": [
            ["equal", "that "],
            ["delete", "lists"],
            ["insert", "registers"],
            ["equal", " are kept;"],
        ],
        "source": 7,
        "inferred": True,
        "moved_from": None,
    }


def test_a_new_clause_has_no_base_and_one_that_is_missing_no_cell():
    rows = exported()["rows"]
    new = next(row for row in rows if row["base"] is None)
    assert new["cells"]["ATU"]["state"] == "inserted"
    missing = next(row for row in rows if row["base"] and row["base"]["label"] == "b)")
    assert missing["cells"] == {"ATU": None, "AST": None}


def test_a_difference_that_was_computed_is_not_inferred():
    clean = Column("new", Document((Clause(Kind.ITEM, "", (), equal("that lists grow;"), 1, 1),)))
    old = Document((Clause(Kind.ITEM, "", (), equal("that lists are kept;"), 1, 1),))
    rows = align(old, [clean])
    found = comparison_json(HEADING, [clean], rows, [str(n) for n in range(len(rows))])
    why = {run.why for row in rows for cell in row.cells if cell for run in cell.clause.runs}
    assert COMPARED in why
    assert not any(cell["inferred"] for row in found["rows"] for cell in row["cells"].values())


def test_moved_from_says_where_as_people_do():
    items = [f"that {word} is one thing among many others here;" for word in ("gold", "tin", "ore")]
    old = Document(
        tuple(
            Clause(Kind.ITEM, "considering", equal(f"{mark})"), equal(text), 1, n)
            for n, (mark, text) in enumerate(zip("abc", items, strict=True), 1)
        )
    )
    moved = Column("G", Document((old.clauses[1], old.clauses[2], old.clauses[0])))
    rows = align(old, [moved])
    found = comparison_json(HEADING, [moved], rows, ["x", "y", "z"])
    assert [row["cells"]["G"]["moved_from"] for row in found["rows"]] == [
        "considering a)",
        None,
        None,
    ]


def test_what_a_file_says_holds_every_word():
    found = reading_json("proposal", "en", [OURS], ["line 3: odd"])
    assert (found["kind"], found["language"], found["warnings"]) == (
        "proposal",
        "en",
        ["line 3: odd"],
    )
    clauses = found["columns"][0]["clauses"]
    for clause, said in zip(OURS.body.clauses, clauses, strict=True):
        runs = tuple(Run(Op(op), text) for op, text in said["text"])
        assert (accept(runs), reject(runs)) == (accept(clause.text), reject(clause.text))
        assert said["source"] == clause.source
