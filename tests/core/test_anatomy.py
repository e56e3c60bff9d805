"""Anatomy: which paragraph is what, by style and by cue, tracked or flattened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core import anatomy
from proposals.core.anatomy import Paragraph
from proposals.core.model import Kind, Op, Run, accept, deleted, equal, everything, inserted, reject

RESOLUTION = """\
MOD\tZZZ/12A3/1
RESOLUTION 7 (Rev. Newtown, 2030)
Sharing of[^1]
test results
(Oldtown, 2026; Newtown, 2030)
The World Telecommunication Standardization Assembly (Newtown, 2030),
considering
a)\tthat tests are costly;
b)\tthat a test has:
–\ta plan; and
–\ta result,
noting
that results are seldom shared,
resolves to instruct the study groups
within their budgets,
1\tto share results:
i)\tin full;
ii)\tin time;
2\tto keep them,
invites Member States
to help to:
i)\ttest; and
ii)\tshare.
ANNEX
(to Resolution 7 (Rev. Newtown, 2030))
Plan of work
I\tProgramme 1: Laboratories
1)\tObjective
•\tTo help laboratories in:
•\tstarting;
•\tgrowing.
2)\tActivities
•\tTraining.
The plan is kept up to date.
"""


def lines(text):
    return [Paragraph(equal(line), source=n) for n, line in enumerate(text.split("\n"), 1)]


def read(text):
    return anatomy.read(lines(text)).value


def shape(document):
    """Each clause as `kind level label text`, the text shortened."""
    return [
        f"{c.kind} {c.level} {everything(c.label)} {everything(c.text)[:16]}".replace("  ", " ")
        for c in document.clauses
    ]


def test_every_part_of_a_resolution_is_known_without_styles():
    assert shape(read(RESOLUTION)) == [
        "proposal 0 MOD ZZZ/12A3/1",
        "title 1 RESOLUTION 7 (Re",
        "title 2 Sharing of[^1]\nt",
        "history 0 (Oldtown, 2026; ",
        "opening 0 The World Teleco",
        "heading 0 considering",
        "item 1 a) that tests are c",
        "item 1 b) that a test has:",
        "item 2 – a plan; and",
        "item 2 – a result,",
        "heading 0 noting",
        "item 1 that results are",
        "heading 0 resolves to inst",
        "chapeau 0 within their bud",
        "item 1 1 to share results",
        "item 2 i) in full;",
        "item 2 ii) in time;",
        "item 1 2 to keep them,",
        "heading 0 invites Member S",
        "chapeau 0 to help to:",
        "item 1 i) test; and",
        "item 1 ii) share.",
        "annex 0 ANNEX",
        "annex 0 (to Resolution 7",
        "annex 0 Plan of work",
        "annex 0 I Programme 1: Lab",
        "item 1 1) Objective",
        "item 2 • To help laborato",
        "item 3 • starting;",
        "item 3 • growing.",
        "item 1 2) Activities",
        "item 2 • Training.",
        "text 0 The plan is kept",
    ]


def test_a_document_knows_its_number_revision_and_title():
    document = read(RESOLUTION)
    assert document.number == "7"
    assert document.revision == "Rev. Newtown, 2030"
    assert document.title == "Sharing of test results"
    assert document.language == "en"


def test_a_clause_knows_the_heading_it_stands_under_and_its_line():
    clauses = read(RESOLUTION).clauses
    assert [c.section for c in clauses if everything(c.label) == "i)"] == [
        "resolves to instruct the study groups",
        "invites Member States",
    ]
    assert {c.section for c in clauses[:5]} == {""}
    assert next(c.source for c in clauses if c.kind is Kind.CHAPEAU) == 15


def test_styles_decide_before_words():
    paragraphs = [
        Paragraph(equal("Number seven"), style="Res_No"),
        Paragraph(equal("Considering tests,"), style="Res_title"),
        Paragraph(equal("We, the Assembly"), style="Normal after title"),
        Paragraph(equal("ponders"), style="Call"),
        Paragraph(equal("noting"), style="enumlev1"),
        Paragraph(equal("Kit"), style="Heading_b"),
        Paragraph(equal("1\tsee the plan"), style="Footnote Text"),
    ]
    kinds = [clause.kind for clause in anatomy.read(paragraphs).value.clauses]
    assert kinds == [
        Kind.TITLE,
        Kind.TITLE,
        Kind.OPENING,
        Kind.HEADING,
        Kind.ITEM,
        Kind.ANNEX,
        Kind.FOOTNOTE,
    ]


@pytest.mark.parametrize(
    "line",
    [
        "RESOLUTION 44 (Rev. Oldtown, 2026Newtown, 2030)",
        "resolution 44 (Rev. OldtownNewtown, 20262030)",
        "DRAFT NEW RESOLUTION [ZZZ-1] (Newtown, 2030)",
        "MOD  RESOLUTION\u00a044 (Rev. Newtown, 2030)",
        "RÉSOLUTION 44 (Rév. Newtown, 2030)",
        "RESOLUCIÓN 44 (Rev. Newtown, 2030)",
        "РЕЗОЛЮЦИЯ 44 (Пересм. Ньютаун, 2030 г.)",
        "القرار 44 (المراجَع في نيوتاون، 2030)",
        "第44号决议（2030年，新城，修订版）",
    ],
)
def test_a_number_line_is_known_in_every_language_and_flattened(line):
    assert any(c.kind is Kind.TITLE and c.level == 1 for c in read(line).clauses)


@pytest.mark.parametrize(
    "heading",
    [
        "taking into accountrecognizing further",
        "recognizing\u00a0also",
        "encourages all Members States",
        "reconnaissant en outre",
        "charge le Directeur",
        "teniendo en cuenta",
        "encarga al Director",
        "признавая далее",
        "настоятельно призывает Государства-Члены",
        "وإذ تدرك",
        "认识到",
        "责成电信标准化局主任",
    ],
)
def test_a_heading_is_known_by_its_verb(heading):
    document = read(f"RESOLUTION 1\nTests\n{heading}\na)\tthis;\nb)\tthat,")
    assert [c.kind for c in document.clauses[2:]] == [Kind.HEADING, Kind.ITEM, Kind.ITEM]


def test_a_heading_with_an_unknown_verb_is_told_by_its_place_and_warned_of():
    result = anatomy.read(lines("resolves\n1\tto test,\nponders deeply\na)\tthat,"))
    assert result.value.clauses[2].kind is Kind.HEADING
    assert any(warning.source == 3 for warning in result.warnings)


def test_what_stands_before_the_resolution_is_kept_as_text_and_warned_of():
    result = anatomy.read(lines("PREFACE\nThis is a book.\nRESOLUTION 1\nTests\nnoting\nthat,"))
    assert [(c.kind, c.section) for c in result.value.clauses[:2]] == [(Kind.TEXT, "")] * 2
    assert result.warnings[0].source == 1


def test_a_cover_page_that_names_the_resolution_does_not_begin_it():
    document = anatomy.read(
        [
            Paragraph(equal("Resolution 7 (Rev. Newtown, 2030)")),
            Paragraph(equal("RESOLUTION 7 (Rev. Newtown, 2030)"), style="ResNo"),
        ]
    ).value
    assert [c.kind for c in document.clauses] == [Kind.TEXT, Kind.TITLE]


def test_an_action_and_the_number_in_one_paragraph_are_two_clauses():
    runs = (
        *equal("MOD  RESOLUTION 7 (Rev. "),
        *deleted("Oldtown, 2026"),
        *inserted("Newtown, 2030"),
    )
    document = anatomy.read([Paragraph((*runs, *equal(")")), source=4)]).value
    proposal, number = document.clauses
    assert (everything(proposal.label), proposal.text, proposal.source) == ("MOD", (), 4)
    assert (number.base, number.source) == ("RESOLUTION 7 (Rev. Oldtown, 2026)", 4)
    assert document.revision == "Rev. Oldtown, 2026"


def test_a_programme_whose_label_is_lost_still_opens_its_section():
    document = read("resolves\nthis.\nANNEX\nPlan of work\nProgramme 1: Tests\nObjective\nTo test.")
    assert [c.section for c in document.clauses[-3:]] == ["Programme 1: Tests"] * 3


def test_reasons_after_a_suppressed_resolution_are_text():
    document = read("SUP\tZZZ/12/2\nRESOLUTION 8 (Oldtown, 2026)\nTests\nReasons:\tIt is done.")
    assert [c.kind for c in document.clauses][-1] is Kind.TEXT


def test_a_footnote_of_the_title_follows_the_whole_title():
    paragraphs = lines("RESOLUTION 7\nSharing[^1]\nof results\nnoting\nthat,")
    note = Paragraph(equal("in part"), equal("1"), "FootnoteText", 2)
    document = anatomy.read([*paragraphs[:2], note, *paragraphs[2:]]).value
    assert [c.kind for c in document.clauses[1:3]] == [Kind.TITLE, Kind.FOOTNOTE]
    assert document.clauses[1].base == "Sharing[^1]\nof results"


def test_a_label_split_over_tracked_runs_is_cut_at_the_tab_in_both_readings():
    runs = (*deleted("a"), *inserted("b"), *equal(")"), *deleted("\tthat"), *inserted("\tthe"))
    label, text = anatomy.split_runs(runs)
    assert label == (*deleted("a"), *inserted("b"), *equal(")"))
    assert text == (*deleted("that"), *inserted("the"))


def test_a_label_that_only_the_proposal_has_leaves_the_base_text_whole():
    label, text = anatomy.split_runs((*inserted("1\t"), *equal("to test")))
    assert (label, text) == (inserted("1"), equal("to test"))


def test_the_section_of_a_changed_heading_is_its_base_text_and_of_a_new_one_its_own():
    changed = Paragraph((*deleted("noting"), *inserted("recalling")))
    new = Paragraph(inserted("urges Member States"))
    item = Paragraph(equal("a)\tthat,"))
    clauses = anatomy.read([changed, item, new, item]).value.clauses
    assert [c.section for c in clauses] == ["noting", "noting"] + ["urges Member States"] * 2


def test_a_title_line_that_is_new_takes_its_line_break_along():
    head = Paragraph(equal("RESOLUTION 7"))
    document = anatomy.read(
        [head, Paragraph(equal("Tests")), Paragraph(inserted("and their results"))]
    ).value
    title = document.clauses[1].text
    assert (reject(title), accept(title)) == ("Tests", "Tests\nand their results")


def test_nothing_at_all_reads_as_an_empty_document():
    assert anatomy.read([]).value.clauses == ()


MARKS = ["a)", "b)", "1", "ii)", "•", "I", "\t", " ", "\n", ",", ":", ".", "(", ")", "[^1]", "MOD"]
WORDS = ["noting", "that", "RESOLUTION 7", "2030", "ANNEX", "Reasons:", "considering", "Programme"]
PIECES = st.sampled_from(MARKS) | st.sampled_from(WORDS)
RUNS = st.lists(
    st.builds(Run, st.sampled_from(Op), st.lists(PIECES, min_size=1, max_size=5).map("".join)),
    max_size=5,
).map(tuple)
STYLE_NAMES = [
    "",
    "",
    "",
    "Normal",
    "Call",
    "enumlev1",
    "ResNo",
    "Restitle",
    "Proposal",
    "FootnoteText",
]
PARAGRAPHS = st.lists(st.builds(Paragraph, RUNS, style=st.sampled_from(STYLE_NAMES)), max_size=12)


def squeezed(texts):
    return sorted("".join("".join(texts).split()))


@given(PARAGRAPHS)
def test_no_paragraph_loses_a_character_in_either_reading(paragraphs):
    clauses = anatomy.read(paragraphs).value.clauses
    for reading in (accept, reject):
        assert squeezed(reading(c.runs) for c in clauses) == squeezed(
            reading(p.text) for p in paragraphs
        )


@given(PARAGRAPHS)
def test_clauses_stand_in_the_order_of_their_paragraphs_footnotes_aside(paragraphs):
    numbered = [Paragraph(p.text, p.label, p.style, n) for n, p in enumerate(paragraphs, 1)]
    sources = [
        c.source for c in anatomy.read(numbered).value.clauses if c.kind is not Kind.FOOTNOTE
    ]
    assert sources == sorted(sources)


@given(PARAGRAPHS)
def test_assembling_a_document_again_changes_nothing(paragraphs):
    document = anatomy.read(paragraphs).value
    assert anatomy.assemble(document.clauses, document.language) == document
