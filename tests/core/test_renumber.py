"""The draft's labels, and the references that follow them."""

from proposals.core import renumber
from proposals.core.draft import Choice, Contest, Decision, fold
from proposals.core.model import Clause, Kind, accept, deleted, equal, inserted
from proposals.core.redline import diff


def heading(uid, text):
    return Contest(uid, Clause(Kind.HEADING, text, text=equal(text)), {})


def item(uid, label, text, **proposed):
    """A base item; a group's text of None deletes it."""
    return Contest(
        uid,
        Clause(Kind.ITEM, "resolves", equal(label), equal(text), level=1),
        {
            group: Clause(
                Kind.ITEM,
                "resolves",
                equal(label) if new is not None else deleted(label),
                diff(text, new) if new is not None else deleted(text),
                level=1,
            )
            for group, new in proposed.items()
        },
    )


def new_item(uid, group, label, text):
    clause = Clause(Kind.ITEM, "resolves", inserted(label), inserted(text), level=1)
    return Contest(uid, None, {group: clause})


def numbered(contests, *decisions):
    return renumber.number(fold(contests, decisions))


def adopt(uid, group):
    return Decision(uid, Choice.ADOPT, group=group)


def shown(clauses):
    return [(accept(d.clause.label), d.text) for d in clauses if not d.is_absent]


LIST = [
    heading("h", "resolves"),
    item("one", "1", "to meet;", ATU=None),
    item("two", "2", "to report;"),
    item("three", "3", "to publish, see resolves 2,"),
]


def test_a_list_that_nobody_changed_keeps_its_labels():
    contests = [heading("h", "resolves"), item("one", "1", "a;"), item("bis", "1bis", "b,")]
    assert shown(numbered(contests))[1:] == [("1", "a;"), ("1bis", "b,")]


def test_items_after_a_deleted_one_move_up():
    clauses = numbered(LIST, adopt("one", "ATU"))
    assert [label for label, _ in shown(clauses)][1:] == ["1", "2"]
    assert [(c.uid, c.old, c.new) for c in renumber.changes(clauses)] == [
        ("two", "2", "1"),
        ("three", "3", "2"),
    ]


def test_an_adopted_insertion_takes_the_next_label():
    contests = [*LIST[:2], new_item("new", "CITEL", "1", "to confer;"), *LIST[2:]]
    clauses = numbered(contests, adopt("new", "CITEL"))
    assert [label for label, _ in shown(clauses)][1:] == ["1", "2", "3", "4"]


def test_the_last_item_left_carries_no_label():
    contests = [LIST[0], LIST[1], LIST[2]]
    assert shown(numbered(contests, adopt("one", "ATU")))[1:] == [("", "to report;")]


def test_a_reference_follows_its_target():
    clauses = numbered(LIST, adopt("one", "ATU"))
    numbering = {("resolves", "1"): "one", ("resolves", "2"): "two", ("resolves", "3"): "three"}
    followed, references = renumber.follow(clauses, {"": numbering})
    assert followed[-1].text == "to publish, see resolves 1,"
    assert [(r.words, r.now, r.target) for r in references] == [("resolves 2", "resolves 1", "two")]


def test_a_reference_to_a_deleted_clause_is_lost_and_left_as_it_is():
    contests = [*LIST[:3], item("three", "3", "see resolves 1,")]
    numbering = {("resolves", "1"): "one"}
    followed, (reference,) = renumber.follow(
        numbered(contests, adopt("one", "ATU")), {"": numbering}
    )
    assert reference.lost
    assert followed[-1].text == "see resolves 1,"


def test_a_groups_words_are_read_in_its_own_numbering():
    # ATU deletes 1, so that its "resolves 1" is the base's 2.
    contests = [*LIST[:3], item("three", "3", "as is,", ATU="as in resolves 1,")]
    clauses = numbered(contests, adopt("three", "ATU"))
    numberings = {
        "": {("resolves", "1"): "one", ("resolves", "2"): "two"},
        "ATU": {("resolves", "1"): "two"},
    }
    followed, _ = renumber.follow(clauses, numberings)
    assert followed[-1].text == "as in resolves 2,"


def test_a_reference_to_another_resolution_is_left_alone():
    contests = [*LIST[:3], item("three", "3", "see resolves 2 of Resolution 9,")]
    _, references = renumber.follow(
        numbered(contests, adopt("one", "ATU")), {"": {("resolves", "2"): "two"}}
    )
    assert references == ()


def test_a_moved_clause_takes_its_place_and_label():
    moved = item("three", "3", "to publish,", RCC="to publish;")
    moved = Contest(moved.uid, moved.base, moved.proposed, {"RCC": "h"})
    clauses = numbered([*LIST[:3], moved], adopt("three", "RCC"))
    assert [d.uid for d in clauses] == ["h", "three", "one", "two"]
    assert [label for label, _ in shown(clauses)][1:] == ["1", "2", "3"]
