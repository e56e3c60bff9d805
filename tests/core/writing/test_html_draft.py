"""The draft's column: what a clause says and how far it is, at a glance."""

import pytest

from proposals.core.draft import DraftClause, Status
from proposals.core.merge import Agreement, Span
from proposals.core.model import Clause, Kind, deleted, equal, inserted
from proposals.core.writing.html_draft import draft_cell


def drafted(text, status=Status.DECIDED, label=None, **more):
    clause = Clause(Kind.ITEM, "resolves", label or equal("1"), text, 1)
    return DraftClause("u1", clause, status, **more)


@pytest.mark.parametrize(
    ("clause", "classes", "said"),
    [
        (drafted(equal("to grow;"), Status.UNTOUCHED), "d u", "same"),
        (drafted(equal("to grow;")), "d d-decided", "draft_kept"),
        (drafted(deleted("to grow;")), "d d-decided", "deleted"),
        (drafted((), is_new=True), "d d-decided d-new", "draft_never"),
        (drafted(inserted("to wait;"), is_new=True), "d d-decided d-new", "draft_decided"),
        (drafted(inserted("[x (ATU)]"), Status.BRACKETED), "d d-bracketed", "draft_bracketed"),
        (drafted(equal("to grow;"), Status.DEFERRED), "d d-deferred", "draft_deferred"),
    ],
)
def test_a_cell_says_in_words_what_its_edge_says(clause, classes, said):
    html = draft_cell(clause, language="en")
    assert html.startswith(f'<td class="{classes}" lang=en dir=ltr>')
    assert f"\ue000{said}\ue001" in html


def test_an_open_clause_says_how_many_places_wait():
    spans = tuple(Span(at, at + 1, "x", (), Agreement.SINGLE) for at in (0, 2))
    html = draft_cell(drafted(equal("x y"), Status.OPEN, undecided=spans), language="en")
    assert "\ue000draft_open:2\ue001" in html


def test_a_clause_that_is_only_renumbered_does_not_repeat_its_text():
    label = (*deleted("1"), *inserted("2"))
    html = draft_cell(drafted(equal("to grow;"), label=label), language="en")
    assert "<ins>2</ins>" in html
    assert "to grow" not in html


def test_what_the_group_said_of_it_stands_beside():
    html = draft_cell(drafted(equal("x")), language="ar", mark="reserved", group="RCC")
    assert "\ue000mark:reserved RCC\ue001" in html
    assert "dir=rtl" in html
