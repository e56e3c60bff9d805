"""Rows: law 2 for any documents, and the cases an editor would check."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.core.align import COMPARED, align, column_document
from proposals.core.model import (
    Clause,
    Column,
    Document,
    Kind,
    Op,
    Run,
    State,
    accept,
    deleted,
    equal,
    inserted,
    reject,
)
from proposals.core.redline import SILENT
from proposals.core.words import normal

GAP = "that the gap between regions in the making of standards remains wide;"
COST = "that the cost of equipment keeps small administrations from taking part;"
GROUPS = "that regional groups have brought many new members to the work;"
REMOTE = "that remote participation has become the rule in most meetings,"
PLAN = "to carry out the plan annexed to this resolution;"
REPORT = "to report on progress to the next assembly;"
FUNDS = "to seek voluntary contributions from the private sector."


def item(label: str, text: str, section: str = "") -> Clause:
    return Clause(Kind.ITEM, section, equal(label), equal(text), 1)


def document(*sections: tuple[str, list[str]], letters: bool = False) -> Document:
    """Sections of numbered items, sources counted from 1."""
    clauses: list[Clause] = []
    for heading, texts in sections:
        clauses.append(Clause(Kind.HEADING, heading, (), equal(heading)))
        for number, text in enumerate(texts, 1):
            clauses.append(item(f"{chr(96 + number)})" if letters else str(number), text, heading))
    return Document(sourced(clauses))


def sourced(clauses) -> tuple[Clause, ...]:
    return tuple(replace(clause, source=at) for at, clause in enumerate(clauses, 1))


def changed(base: Document, changes: dict[int, Clause | list[Clause] | None]) -> Document:
    """The base as a tracked document, clauses replaced, followed by others or left out."""
    clauses: list[Clause] = []
    for at, clause in enumerate(base.clauses):
        change = changes.get(at, clause)
        if isinstance(change, list):
            clauses += change
        elif change is not None:
            clauses.append(change)
    return Document(sourced(clauses))


def new(label: str, text: str, section: str) -> Clause:
    return Clause(Kind.ITEM, section, inserted(label), inserted(text), 1)


def struck(clause: Clause) -> Clause:
    return replace(clause, label=deleted(reject(clause.label)), text=deleted(clause.base))


def shape(rows, column: int = 0) -> list[tuple[int | None, int | None]]:
    """(base source, cell source) of every row; a clause that is not there is None or 0."""
    cells = [(row.base, row.cells[column]) for row in rows]
    return [(base and base.source, cell and cell.clause.source) for base, cell in cells]


BASE = document(
    ("recognizing", [GAP, COST, GROUPS, REMOTE]), ("resolves", [PLAN, REPORT, FUNDS]), letters=False
)


def test_a_column_like_the_base_changes_nothing():
    rows = align(BASE, [Column("A", BASE)])
    assert shape(rows) == [(at, at) for at in range(1, 10)]
    assert {row.cells[0].state for row in rows} == {State.UNCHANGED}
    assert {row.cells[0].confidence for row in rows} == {1.0}


def test_an_empty_column_has_no_cells():
    rows = align(BASE, [Column("AST"), Column("A", BASE)])
    assert all(row.cells[0] is None for row in rows)
    assert all(row.cells[1] is not None for row in rows)


def test_clauses_match_by_their_base_text_however_much_of_it_was_changed():
    rewritten = replace(
        BASE.clauses[1], text=deleted(GAP) + inserted("that nobody expects anything else;")
    )
    rows = align(BASE, [Column("A", changed(BASE, {1: rewritten}))])
    assert shape(rows) == [(at, at) for at in range(1, 10)]
    assert rows[1].cells[0].state is State.CHANGED
    assert rows[1].cells[0].clause.text == rewritten.text


def test_a_clean_text_gets_a_computed_redline():
    clean = document(
        ("recognizing", [GAP.replace("wide", "narrow"), COST, GROUPS, REMOTE]),
        ("resolves", [PLAN, REPORT, FUNDS]),
    )
    cell = align(BASE, [Column("A", clean)])[1].cells[0]
    assert cell.state is State.CHANGED
    assert reject(cell.clause.text) == GAP
    assert accept(cell.clause.text) == clean.clauses[1].base
    assert {run.why for run in cell.clause.text} == {"", COMPARED}


def test_a_clause_that_a_clean_text_leaves_out_is_deleted():
    clean = document(("recognizing", [GAP, GROUPS, REMOTE]), ("resolves", [PLAN, REPORT, FUNDS]))
    rows = align(BASE, [Column("A", clean)])
    cell = rows[2].cells[0]
    assert cell.state is State.DELETED
    assert (reject(cell.clause.text), cell.clause.proposed, cell.clause.source) == (COST, "", 0)
    assert [clause.source for clause in column_document(rows, 0)] == list(range(1, 9))


def test_a_clause_that_a_tracked_text_does_not_hold_is_not_deleted():
    half = Document(changed(BASE, {2: struck(BASE.clauses[2])}).clauses[:5])
    rows = align(BASE, [Column("A", half)])
    assert rows[2].cells[0].state is State.DELETED
    assert [row.cells[0] for row in rows[5:]] == [None] * 4


def test_a_part_that_changes_nothing_deletes_nothing():
    rows = align(BASE, [Column("A", Document(BASE.clauses[:5]), action="NOC")])
    assert [row.cells[0] for row in rows[5:]] == [None] * 4


def test_a_suppression_deletes_what_it_need_not_reproduce():
    proposal = Clause(Kind.PROPOSAL, "", equal("SUP"), equal("X/1"), source=1)
    rows = align(BASE, [Column("A", Document((proposal,)), action="SUP")])
    assert [row.cells[0].state for row in rows] == [State.INSERTED] + [State.DELETED] * 9


def test_a_renumbered_clause_is_changed_and_not_moved():
    clean = document(
        ("recognizing", [GAP, COST, GROUPS, REMOTE]),
        ("resolves", ["to begin at once with what costs nothing;", PLAN, REPORT, FUNDS]),
    )
    rows = align(BASE, [Column("A", clean)])
    assert shape(rows)[5:8] == [(6, 6), (None, 7), (7, 8)]
    cell = rows[7].cells[0]
    assert cell.state is State.CHANGED
    assert cell.moved_from is None
    assert [(run.op, run.text) for run in cell.clause.label] == [
        (Op.DELETE, "1"),
        (Op.INSERT, "2"),
    ]


def test_the_new_clauses_come_after_the_lost_ones_of_their_section():
    clean = document(
        ("recognizing", [GAP, COST, "that all of this was said before,"]),
        ("resolves", [PLAN, REPORT, FUNDS]),
    )
    assert shape(align(BASE, [Column("A", clean)]))[2:7] == [
        (3, 3),
        (4, 0),
        (5, 0),
        (None, 4),
        (6, 5),
    ]


def test_a_heading_changed_over_the_same_items_is_the_same_heading():
    clean = document(
        ("taking into account", [GAP, COST, GROUPS, REMOTE]), ("resolves", [PLAN, REPORT, FUNDS])
    )
    rows = align(BASE, [Column("A", clean)])
    assert shape(rows) == [(at, at) for at in range(1, 10)]
    assert rows[0].cells[0].state is State.CHANGED
    assert all(row.cells[0].moved_from is None for row in rows)


def test_headings_that_change_places_go_with_their_items_and_the_items_say_so():
    two = document(("recognizing", [GAP, COST, GROUPS]), ("considering", [PLAN, REPORT, FUNDS]))
    swapped = document(("considering", [GAP, COST, GROUPS]), ("recognizing", [PLAN, REPORT, FUNDS]))
    rows = align(two, [Column("A", swapped)])
    assert shape(rows) == [(at, at) for at in range(1, 9)]
    assert [row.cells[0].moved_from for row in rows[:3]] == [
        None,
        ("recognizing", "1"),
        ("recognizing", "2"),
    ]


def test_an_edited_clause_is_found_where_it_moved_to():
    moved = GROUPS.replace("many", "not a few")
    clean = document(
        ("recognizing", [GAP, COST, REMOTE]), ("resolves", [PLAN, REPORT, FUNDS, moved])
    )
    rows = align(BASE, [Column("A", clean)])
    cell = rows[3].cells[0]
    assert rows[3].base.source == 4
    assert (cell.clause.source, cell.state) == (9, State.CHANGED)
    assert cell.moved_from == ("recognizing", "3")
    assert 0.6 < cell.confidence < 1
    assert [row.cells[0].moved_from for row in rows if row.cells[0] is not cell] == [None] * 8


def test_a_tracked_move_leaves_a_deletion_and_an_insertion_that_says_where_from():
    moved = changed(
        BASE,
        {
            3: struck(BASE.clauses[3]),
            8: [BASE.clauses[8], new("4", GROUPS, "resolves")],
        },
    )
    rows = align(BASE, [Column("A", moved)])
    assert rows[3].cells[0].state is State.DELETED
    assert rows[-1].base is None
    assert rows[-1].cells[0].state is State.INSERTED
    assert rows[-1].cells[0].moved_from == ("recognizing", "3")


def test_a_clause_retyped_in_its_place_did_not_move():
    retyped = changed(
        BASE, {3: [struck(BASE.clauses[3]), new("3", GROUPS + " indeed", "recognizing")]}
    )
    assert align(BASE, [Column("A", retyped)])[4].cells[0].moved_from is None


def test_different_insertions_at_one_place_compete():
    tail = BASE.clauses[8]
    one = changed(BASE, {8: [tail, new("4", "to hold two meetings a year;", "resolves")]})
    other = changed(
        BASE,
        {
            8: [
                tail,
                new("4", "to translate every document on request;", "resolves"),
                new("5", "to caption all plenary sessions.", "resolves"),
            ]
        },
    )
    rows = align(BASE, [Column("A", one), Column("B", BASE), Column("C", other)])
    assert [(shape([row])[0][1], shape([row], 2)[0][1], row.rival) for row in rows[9:]] == [
        (10, None, 1),
        (None, 10, 1),
        (None, 11, 1),
    ]
    assert all(row.cells[1] is None for row in rows[9:])
    assert {row.rival for row in rows[:9]} == {0}


def test_the_same_insertion_of_two_groups_is_one_row_and_no_contest():
    text = "to hold two meetings of all regional groups every year;"
    one = changed(BASE, {8: [BASE.clauses[8], new("4", text, "resolves")]})
    other = changed(
        BASE, {8: [BASE.clauses[8], new("4", text.replace("every", "each"), "resolves")]}
    )
    rows = align(BASE, [Column("A", one), Column("B", other)])
    assert len(rows) == 10
    assert [cell.clause.source for cell in rows[9].cells] == [10, 10]
    assert rows[9].rival == 0


def test_an_insertion_that_two_groups_share_still_competes_with_a_third():
    text = "to hold two meetings of all regional groups every year;"
    shared = changed(BASE, {8: [BASE.clauses[8], new("4", text, "resolves")]})
    third = changed(BASE, {8: [BASE.clauses[8], new("4", "to save paper.", "resolves")]})
    rows = align(BASE, [Column("A", shared), Column("B", shared), Column("C", third)])
    assert [row.rival for row in rows[9:]] == [1, 1]


def test_insertions_at_different_places_do_not_compete():
    one = changed(BASE, {8: [BASE.clauses[8], new("4", "to save paper.", "resolves")]})
    other = changed(BASE, {5: [BASE.clauses[5], new("1", "to begin at once;", "resolves")]})
    rows = align(BASE, [Column("A", one), Column("B", other)])
    assert {row.rival for row in rows} == {0}


def test_proposal_lines_share_a_row_and_do_not_compete():
    lines = [
        Document(sourced([Clause(Kind.PROPOSAL, "", equal("MOD"), equal(code)), *BASE.clauses]))
        for code in ("AFCP/35A8/1", "IAP/39A18/1")
    ]
    rows = align(BASE, [Column("A", lines[0]), Column("B", lines[1])])
    assert [cell.clause.base for cell in rows[0].cells] == ["AFCP/35A8/1", "IAP/39A18/1"]
    assert (len(rows), rows[0].rival) == (10, 0)


def test_a_silent_edit_shows_in_the_cell_and_is_undone_in_the_document():
    own = replace(BASE.clauses[8], text=equal(FUNDS[:-1]) + inserted(" and others") + equal(";"))
    tracked = changed(BASE, {8: own})
    rows = align(BASE, [Column("A", tracked)])
    text = rows[8].cells[0].clause.text
    assert reject(text) == FUNDS
    assert accept(text) == own.proposed
    assert [run.why for run in text if run.op is not Op.EQUAL] == [SILENT, "", SILENT]
    assert column_document(rows, 0) == tracked.clauses


def test_accidents_of_spelling_and_stray_space_change_nothing():
    base = document(("resolves", ["to ask ITU-T (Geneva, 2022), once more;"]))
    other = document(("resolves", ["to ask ITUT (Geneva,\u00a02022) , once  more;"]))
    cell = align(base, [Column("A", other)])[1].cells[0]
    assert cell.state is State.UNCHANGED
    assert cell.clause == other.clauses[1]


def test_a_footnote_a_title_and_a_history_meet_their_peers():
    base = Document(
        sourced(
            [
                Clause(Kind.TITLE, "", (), equal("RESOLUTION 9 (Rev. Oslo, 2016)"), 1),
                Clause(Kind.TITLE, "", (), equal("Old words[^1]"), 2),
                Clause(Kind.FOOTNOTE, "", equal("1"), equal("These include islands.")),
                Clause(Kind.HISTORY, "", (), equal("(Oslo, 2016)")),
                *BASE.clauses,
            ]
        )
    )
    other = Document(
        sourced(
            [
                Clause(Kind.TITLE, "", (), equal("RESOLUTION 9 (Rev. Lima, 2020)"), 1),
                Clause(Kind.TITLE, "", (), equal("Something wholly different[^1]"), 2),
                Clause(Kind.FOOTNOTE, "", equal("1"), equal("Landlocked countries among them.")),
                Clause(Kind.HISTORY, "", (), equal("(Lima, 2020)")),
                *BASE.clauses,
            ]
        )
    )
    assert shape(align(base, [Column("A", other)])) == [(at, at) for at in range(1, 14)]


def test_a_clause_split_in_two_keeps_the_base_with_the_larger_part():
    long = GAP[:-1] + ", and " + COST
    base = document(("recognizing", [long, GROUPS]), ("resolves", [PLAN]))
    parts = [long[: len(GAP) + 20] + ";", long[len(GAP) + 21 :], GROUPS]
    rows = align(base, [Column("A", document(("recognizing", parts), ("resolves", [PLAN])))])
    assert shape(rows) == [(1, 1), (2, 2), (None, 3), (3, 4), (4, 5), (5, 6)]


@pytest.mark.parametrize("count", [3, 300])
def test_identical_clauses_pair_in_order(count):
    base = document(("resolves", [PLAN] * count))
    rows = align(base, [Column("A", document(("resolves", [PLAN] * (count + 1) + [FUNDS])))])
    pairs = [pair for pair in shape(rows) if None not in pair and 0 not in pair]
    assert len(pairs) == count + 1
    assert pairs == sorted(pairs)


def test_a_person_pins_a_clause_to_a_base_clause():
    clean = document(
        ("recognizing", [GAP, COST, GROUPS, REMOTE]),
        ("resolves", [PLAN, "to do something else entirely;", FUNDS]),
    )
    rows = align(BASE, [Column("A", clean)])
    assert rows[7].cells[0].state is State.DELETED
    rows = align(BASE, [Column("A", clean)], pins={(0, 7): 7})
    assert shape(rows) == [(at, at) for at in range(1, 10)]
    assert rows[7].cells[0].confidence == 1.0
    assert rows[7].cells[0].moved_from is None


def test_a_pin_across_the_order_is_a_move():
    rows = align(BASE, [Column("A", BASE)], pins={(0, 1): 7})
    assert rows[7].cells[0].clause.source == 2
    assert rows[7].cells[0].moved_from == ("resolves", "2")


def test_a_person_splits_a_row():
    rows = align(BASE, [Column("A", BASE)], pins={(0, 2): None})
    assert shape(rows)[2:4] in ([(3, 0), (None, 3)], [(3, None), (None, 3)], [(None, 3), (3, None)])
    assert [clause.source for clause in column_document(rows, 0)] == list(range(1, 10))


def test_a_pin_of_a_clause_that_is_gone_says_nothing():
    pins = {(0, 99): 1, (3, 0): None, (0, 1): 99, (0, 2): (0, 2), (0, 3): (1, 3)}
    assert align(BASE, [Column("A", BASE)], pins) == align(BASE, [Column("A", BASE)])


def test_a_person_joins_two_insertions():
    one = changed(BASE, {8: [BASE.clauses[8], new("4", "to save paper.", "resolves")]})
    other = changed(BASE, {5: [BASE.clauses[5], new("1", "to begin at once;", "resolves")]})
    rows = align(BASE, [Column("A", one), Column("B", other)], pins={(1, 6): (0, 9)})
    assert [cell.clause.source for cell in rows[9].cells] == [10, 7]
    rows = align(BASE, [Column("A", one), Column("B", other)], pins={(0, 9): (1, 0)})
    assert len(rows) == 11


SENTENCES = st.sampled_from([GAP, COST, GROUPS, REMOTE, PLAN, REPORT, FUNDS, "Activities", "", "x"])
SECTIONS = st.sampled_from(["recognizing", "resolves", "invites the Council"])
CLEAN = st.builds(
    lambda kind, section, label, text: Clause(
        kind, section, () if kind is Kind.HEADING else equal(label), equal(text), 1
    ),
    st.sampled_from([Kind.ITEM, Kind.ITEM, Kind.ITEM, Kind.HEADING, Kind.FOOTNOTE, Kind.TEXT]),
    SECTIONS,
    st.sampled_from(["a)", "b)", "1", "•", ""]),
    st.one_of(SENTENCES, st.text("ab ;", max_size=12)),
)
RUNS = st.lists(st.builds(Run, st.sampled_from(Op), SENTENCES, st.just("A")), max_size=3).map(tuple)
TRACKED = st.builds(lambda clause, runs: replace(clause, text=runs), CLEAN, RUNS)
DOCUMENTS = st.lists(CLEAN, max_size=12).map(lambda clauses: Document(sourced(clauses)))
PROPOSALS = st.lists(st.one_of(CLEAN, TRACKED), max_size=12).map(
    lambda clauses: Document(sourced(clauses))
)
PINS = st.dictionaries(
    st.tuples(st.integers(0, 1), st.integers(0, 11)),
    st.one_of(st.none(), st.integers(0, 11), st.tuples(st.integers(0, 1), st.integers(0, 11))),
    max_size=4,
)


@settings(deadline=None)
@given(DOCUMENTS, PROPOSALS, PROPOSALS, PINS)
def test_the_rows_re_create_every_document(base, first, second, pins):
    columns = [Column("A", first), Column("B", second)]
    rows = align(base, columns, pins)
    assert [row.base for row in rows if row.base is not None] == list(base.clauses)
    for index, column in enumerate(columns):
        clauses = column_document(rows, index)
        assert [
            (clause.kind, clause.section, clause.source, accept(clause.label), clause.proposed)
            for clause in clauses
        ] == [
            (clause.kind, clause.section, clause.source, accept(clause.label), clause.proposed)
            for clause in column.body.clauses
        ]


@settings(deadline=None)
@given(DOCUMENTS, PROPOSALS)
def test_every_cell_leads_from_the_base_to_the_proposal(base, proposal):
    for row in align(base, [Column("A", proposal)]):
        cell = row.cells[0]
        if cell is None or row.base is None:
            continue
        old, new = cell.clause.base, row.base.base
        assert normal(old).replace(" ", "") == normal(new).replace(" ", "")
        assert 0 <= cell.confidence <= 1
        if cell.state is State.UNCHANGED:
            proposed, was = normal(cell.clause.proposed), normal(new)
            assert proposed.replace(" ", "") == was.replace(" ", "")
