"""Recovered redlines: each kind of evidence that an editor uses."""

import pytest

from proposals.core.model import Op, everything, reject
from proposals.core.reading.critic import write_runs
from proposals.core.reading.recovery.base import older
from proposals.core.reading.recovery.embed import common, embed
from proposals.core.reading.recovery.evidence import Usage
from proposals.core.reading.recovery.marks import mark
from proposals.core.reading.recovery.numbering import Entry, split
from proposals.core.reading.recovery.numbering import read as read_list
from proposals.core.reading.recovery.paragraph import WITHDRAWN
from proposals.core.words import normal
from tests.core.reading.lending import BASE, IN_FORCE, recovered


def changed(*changes):
    """The base text with (old, new) replaced, each of which has to be there once."""
    text = BASE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def redline(result, source, column=0):
    """One line of a column in CriticMarkup, label and text."""
    found = [each for each in result.value.bodies[column].clauses if each.source == source]
    return "\t".join(write_runs(runs) for each in found for runs in (each.label, each.text) if runs)


def line_of(text, part):
    return next(number for number, line in enumerate(text.split("\n"), 1) if part in line)


# One kind of evidence each: what the file shows, and how an editor reads it.
CASES = [
    # substitutions without a boundary
    ("(Rev. Antalya, 2006)", "(Rev. Antalya, 2006Busan, 2014)",
     "(Rev. {--Antalya, 2006--}{++Busan, 2014++})"),
    ("(Rev. Antalya, 2006)", "(Rev. AntalyaBusan, 20062014)",
     "(Rev. {--Antalya--}{++Busan++}, {--2006--}{++2014++})"),
    ("three regions", "threefour regions", "{--three--}{++four++} regions"),
    ("few members", "fewSome members", "{--few--}{++Some++} members"),
    # inside words
    ("to promote training", "to promoteing training", "promot{--e--}{++ing++} training"),
    ("of the instruments that", "of their instruments that", "the{++ir++} instruments"),
    # additions leave what they follow
    ("within the available budget;", "within the available budget and with care;",
     "budget{++ and with care++};"),
    ("the six official languages", "the working and the six official languages",
     "the {++working and the ++}six official"),
    # words moved
    ("in the six official languages", "in the official six official languages",
     "the {++official ++}six official"),
    # a mark or a conjunction before a new mark
    ("their own, while", "their own,; while", "own{--,--}{++;++} while"),
    # references that moved
    ("resolves 2 above", "resolves 21 above", "resolves {--2--}{++1++} above"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_a_change_is_read_as_an_editor_reads_it(old, new, expected):
    text = changed((old, new))
    result = recovered(text)
    assert expected in redline(result, line_of(text, new))


def test_an_item_that_becomes_the_last_ends_the_list_and_the_rest_is_deleted():
    text = changed(("only once a year;", "only once a year;,"))
    result = recovered(text)
    assert redline(result, 7).endswith("once a year{--;--}{++,++}")
    assert [redline(result, source)[:3] for source in (8, 9)] == ["{--", "{--"]
    body = result.value.bodies[0]
    assert {run.why for each in body.clauses if each.is_deleted for run in each.runs} == {
        "end of list"
    }
    assert sum("taken as deleted as a whole" in str(each) for each in result.warnings) == 2


def test_labels_that_move_up_betray_a_deleted_clause():
    text = changed(("c)\tthat lending", "cb)\tthat lending"),
                   ("d)\tthat a calibrated", "dc)\tthat a calibrated"))  # fmt: skip
    result = recovered(text)
    assert redline(result, 7).startswith("{--b)--}\t{--that few members")
    assert redline(result, 8).startswith("{--c--}{++b++})\tthat lending")
    assert not any(clause.is_deleted for clause in result.value.bodies[0].clauses[:5])


def test_a_label_whose_new_half_comes_first_is_read_by_its_base():
    text = changed(
        ("b)\tthat few", "b)\tthat few members lend;\nbc)\tthat few"),
        ("c)\tthat lending", "dc)\tthat lending"),
        ("d)\tthat a", "ed)\tthat a"),
    )
    result = recovered(text)
    assert redline(result, 8).startswith("{--b--}{++c++})")
    assert redline(result, 9).startswith("{++d++}{--c--})")
    assert result.value.bodies[0].clauses[6].is_inserted


def test_of_two_clauses_the_one_without_new_words_is_the_deleted_one():
    """The reference to resolves 2, now 1, says so too."""
    text = changed(("2\tto publish this list once", "2\tto publish and translate this list once"),
                   ("3\tto examine", "32\tto examine"), ("4\tto encourage", "43\tto encourage"),
                   ("resolves 2 above", "resolves 21 above"))  # fmt: skip
    result = recovered(text)
    assert redline(result, 11).startswith("{--1--}\t{--to keep a list")
    assert "{++and translate ++}" in redline(result, 12)


def test_what_one_author_inserted_and_another_deleted_is_in_neither_text():
    """It stays in the file's text, as an insertion with a reason of its own."""
    text = changed(
        ("only once a year;", "only once a year;,"), ("that lending", "that mutual lending")
    )
    result = recovered(text)
    clause = next(each for each in result.value.bodies[0].clauses if each.source == 8)
    assert [run.text for run in clause.text if run.why == WITHDRAWN] == ["mutual "]
    assert normal(reject(clause.text)) == normal(IN_FORCE.clauses[7].base)
    assert not "".join(run.text for run in clause.runs if run.op is Op.EQUAL)


def test_an_author_who_changes_one_item_is_taken_to_change_the_next_alike():
    text = "that Resolution 4 of the Assembly asks all to study the networks on the use of lists;"
    embedding = embed("that Resolution 4 of the Assembly asks all to study the networks;", text)
    usage = Usage([("", "the report of the Assembly on the budget and on the use of networks")])
    alone = mark(text, embedding, "", usage)
    beside = mark(text, embedding, "", usage, {("assembly", "on"): 4})
    assert write_runs(alone.runs()).startswith(
        "that Resolution 4 of the Assembly asks all to study"
    )
    assert write_runs(beside.runs()).startswith("that Resolution 4 of the Assembly{-- asks all")


def test_what_is_missing_is_warned_of_and_never_deleted():
    text = "\n".join(line for line in BASE.split("\n") if "Council" not in line)
    result = recovered(text)
    assert not any(clause.is_changed for clause in result.value.bodies[0].clauses[:15])
    assert any("not in the document" in str(each) for each in result.warnings)


def test_an_untracked_edit_is_warned_of():
    result = recovered(changed(("of their owners,", "of their owners;")))
    assert any("untracked edit" in each.message and each.source == 14 for each in result.warnings)


# Without the in-force text.


def test_three_columns_give_the_base_back_word_by_word():
    one = changed(
        ("three regions", "threefour regions"), ("once a year, in", "twice, once a year, in")
    )
    two = changed(
        ("2\tto report", "2\tto lend;\n23\tto report"), ("3\tto promote", "34\tto promote")
    )
    three = changed(("(Rev. Antalya, 2006)", "(Rev. Antalya, 2006Busan, 2014)"))
    base = recovered(one, two, three, base=None).value.base
    assert [
        (each.kind, each.section, everything(each.label), each.base) for each in base.clauses
    ] == [(each.kind, each.section, everything(each.label), each.base) for each in IN_FORCE.clauses]


def test_what_all_columns_insert_alike_is_known_where_it_is_a_citation():
    text = changed(("91 (Rev. Dubai, 2012)", "91 (Rev. Dubai, 2012Geneva, 2022)"),
                   ("2008; Dubai, 2012)", "2008; Dubai, 2012; Geneva, 2022)"),
                   ("Assembly (Dubai, 2012)", "Assembly (DubaiGeneva, 20122022)"))  # fmt: skip
    base = recovered(text, text, base=None).value.base
    assert base.revision == "Rev. Dubai, 2012"
    assert [each.base for each in base.clauses[:4]] == BASE.split("\n")[:4]


def test_one_column_alone_is_kept_as_it_is_with_a_warning():
    result = recovered(changed(("three regions", "three big regions")), base=None)
    assert redline(result, 8).endswith("list of them;")
    assert "{" not in redline(result, 8)
    assert any("in this column only" in str(each) for each in result.warnings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(Rev. Busan, 2014Dubai, 2018)", ("(Rev. Busan, 2014)", "Dubai, 2018")),
        ("(Busan, 2014Rev. Dubai, 2018)", ("(Busan, 2014)", "Dubai, 2018")),
        ("(Rev. Dubai, 2014Buenos Aires, 2017)", ("(Rev. Dubai, 2014)", "Buenos Aires, 2017")),
        ("(HammametGeneva,, 20162022),", ("(Hammamet, 2016),", "Geneva, 2022")),
        ("for 2016-20192020-2023, lists", ("for 2016-2019, lists", "2020-2023")),
        ("Geneva, 2022Hammamet, 2016", ("Hammamet, 2016", "Geneva, 2022")),
        ("(Busan, 2014; Dubai, 2018)", ("(Busan, 2014; Dubai, 2018)", "")),
    ],
)
def test_of_two_citations_that_run_together_the_later_is_new(text, expected):
    assert older(text) == expected


def test_a_word_that_one_text_lacks_is_not_common_to_them():
    assert common(["a b c d;", "a x b c y d;", "a b c z d;"]) == "a b c d;"
    assert common(["to promoteing it;", "to promote w it;"]) == "to promote it;"


# The pieces.


@pytest.mark.parametrize(
    ("base", "shown", "expected"),
    [
        ("c)", "cb)", "{--c--}{++b++})"),
        ("h)", "gh)", "{++g++}{--h--})"),
        ("5", "54", "{--5--}{++4++}"),
        ("11", "1110", "{--11--}{++10++}"),
        ("iii)", "iiiii)", "{--iii--}{++ii++})"),
        ("a)", "b)", "{++b)++}"),
        ("", "2", "{++2++}"),
        ("•", "•", "•"),
    ],
)
def test_a_glued_label_is_cut_by_its_base_label(base, shown, expected):
    assert write_runs(split(base, shown)) == expected


def entries(*shown):
    """Entries from "3" (kept), "4>3" (renumbered), "+4" (inserted)."""
    found = []
    for index, each in enumerate(shown):
        old, _, new = each.lstrip("+").partition(">")
        found.append(
            Entry(index, None if each[0] == "+" else int(old), (int(new or old),), bool(new))
        )
    return found


@pytest.mark.parametrize(
    ("shown", "gone"),
    [
        (["1", "2", "3"], []),
        (["1", "2", "3>2", "4>3"], [1]),
        (["1", "2", "3", "4>2", "5>3"], [1, 2]),
        (["1", "+2", "2>3", "3>4"], []),
        (["1", "2", "+2", "3"], [1]),
        (["1", "2", "3>2", "4>3", "5"], [1, 4]),
        (["1", "2", "2>3"], []),
    ],
)  # fmt: skip
def test_a_list_is_read_as_the_simplest_story_of_its_numbers(shown, gone):
    assert sorted(read_list(entries(*shown)).gone) == gone


def test_numbers_that_go_on_from_the_list_before_are_told():
    story = read_list(entries("1", "2", "3", "4>6", "5>7"), before=5)
    assert sorted(story.gone) == [0, 1, 2]
    assert story.continued


def test_what_was_seen_behind_a_word_is_less_of_a_surprise():
    usage = Usage([("", "the use of the list"), ("", "the list of members")])
    assert usage.surprise("the", "list") < usage.surprise("the", "members")
    assert usage.surprise("of", "members") < usage.surprise("list", "members")


def test_the_base_is_found_inside_a_flattened_text():
    found = embed("where it exists, is usual", "where it existsto groups, and so on, is usual")
    text = "where it existsto groups, and so on, is usual"
    assert "".join(c for c, kept in zip(text, found.kept, strict=True) if kept) == (
        "where it exists, is usual"
    )
