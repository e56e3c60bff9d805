"""One clause by itself, and the form that puts its redline right."""

from html import unescape

import pytest
from django.urls import reverse

from proposals import selectors
from proposals.core.model import everything
from proposals.core.reading.critic import write_runs
from proposals.core.substance import classify_clause
from proposals.core.wording import Rule
from proposals.models import Comparison, Correction, ProposedClause, Row
from proposals.models.runs import unpack
from proposals.selectors.classing import alike
from proposals.templatetags.phrases import RULES


@pytest.fixture
def cell(comparison):
    """A clause of ATU's with a recovered change in its text."""
    changed = ProposedClause.objects.filter(
        proposal__group__code="ATU", kind="item", state="changed"
    )
    return next(one for one in changed if any(op == "insert" for op, *_ in one.text_runs))


def address(name, cell, **more):
    return reverse(name, kwargs={"number": "901", "uid": cell.row.uid, **more})


def typed(cell, text=None, **more):
    """What a browser sends: the marks as they stand, unless told otherwise."""
    label = write_runs(unpack(cell.label_runs))
    text = write_runs(unpack(cell.text_runs)) if text is None else text
    return {"label": label, "text": text, "version": cell.version, **more}


def swapped(cell):
    """The same words, with the first insertion of the text kept instead and undone."""
    runs = unpack(cell.text_runs)
    return write_runs(runs).replace("{++", "", 1).replace("++}", "", 1)


@pytest.fixture
def added(comparison):
    """A new clause of ATU's: nothing in force says which of its words are inserted."""
    return ProposedClause.objects.filter(
        proposal__group__code="ATU", kind="item", row__base=None
    ).first()


def test_a_clause_shows_every_groups_reading(client, cell):
    html = unescape(client.get(address("clause", cell)).content.decode())
    for group in cell.row.cells.values_list("proposal__group__code", flat=True):
        assert f'id="g-{group}"' in html
    assert "that the file does not mark" in html


def test_neighbours_are_a_link_away(client, cell):
    rows = list(Row.objects.values_list("uid", flat=True))
    at = rows.index(cell.row.uid)
    html = client.get(address("clause", cell)).content.decode()
    assert f"/rows/{rows[at - 1]}/" in html
    assert f"/rows/{rows[at + 1]}/" in html


def test_each_change_is_classed_and_the_rule_is_named(client, comparison):
    words = {}
    for cell in ProposedClause.objects.filter(state="changed", row__base__isnull=False):
        found = classify_clause(cell.as_cell(), "en")
        words.setdefault(found[0].rule, cell)
    assert {Rule.PUNCTUATION, Rule.CITATION, Rule.LABEL} & set(words)
    for rule, cell in words.items():
        html = unescape(client.get(address("clause", cell)).content.decode())
        of_group = html.split(f'id="g-{cell.proposal.group.code}"')[1].split("</section>")[0]
        assert 'class="classed"' in of_group
        assert str(RULES[rule.name.lower()]) in of_group


def test_the_room_sees_each_text_once_and_who_changes_nothing(client, comparison):
    for row in comparison.rows.filter(base__isnull=False):
        texts = alike(selectors.clause_page(None, "901", row.uid).readings)
        if any(len(text.groups) > 1 for text in texts):
            break
    else:
        pytest.fail("the sample has no text that two groups share")
    html = client.get(f"/resolutions/901/rows/{row.uid}/?large=1").content.decode()
    assert html.count('<section class="reading') == len(texts) + 1
    for text in texts:
        assert f'aria-label="{", ".join(text.groups)}"' in html
    assert "<textarea" not in html


def test_the_next_clause_is_large_too(client, cell):
    html = unescape(client.get(address("clause", cell) + "?large=1").content.decode())
    for rel in ("prev", "next"):
        link = html.split(f'rel="{rel}" href="')[1].split('"')[0]
        assert link.endswith("?meeting=WTSA-D1&large=1")
        assert client.get(link).status_code == 200
    close = html.split('data-close href="')[1].split('"')[0]
    assert "large" not in close


def test_an_unknown_clause_is_not_found(client, comparison):
    assert client.get("/resolutions/901/rows/nothing/").status_code == 404


def test_an_unpublished_clause_is_not_found(client, cell):
    Comparison.objects.update(published=False)
    assert client.get(address("clause", cell)).status_code == 404


def test_a_visitor_is_not_offered_the_form(client, cell):
    assert "correct/" not in client.get(address("clause", cell)).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_cannot_put_a_redline_right(client, cell, method):
    answer = getattr(client, method)(address("correct", cell, group="ATU"), typed(cell))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("login"))


def test_a_delegate_cannot_either(client, cell, django_user_model):
    client.force_login(django_user_model.objects.create_user("delegate"))
    assert client.post(address("correct", cell, group="ATU"), typed(cell)).status_code == 403
    assert not Correction.objects.exists()


def test_an_editor_marks_words_anew(editor_client, editor, added):
    words = everything(unpack(added.text_runs))
    first, rest = words.split(" ", 1)
    text = f"{{--{first} --}}{{++{rest}++}}"
    answer = editor_client.post(address("correct", added, group="ATU"), typed(added, text))
    assert answer.status_code == 302
    assert answer["Location"].startswith(address("clause", added))
    correction = Correction.objects.get()
    assert correction.by == editor
    assert [run[:2] for run in correction.after] == [["delete", f"{first} "], ["insert", rest]]
    assert everything(unpack(ProposedClause.objects.get(pk=added.pk).text_runs)) == words


def test_words_cannot_be_changed(editor_client, cell):
    answer = editor_client.post(
        address("correct", cell, group="ATU"), typed(cell, "other words altogether")
    )
    assert answer.status_code == 422
    assert "other words altogether" in unescape(answer.content.decode())
    assert not Correction.objects.exists()


def test_an_open_mark_is_named_and_what_was_typed_is_kept(editor_client, cell):
    text = write_runs(unpack(cell.text_runs)) + "{--"
    answer = editor_client.post(address("correct", cell, group="ATU"), typed(cell, text))
    assert answer.status_code == 422
    assert "has no partner" in unescape(answer.content.decode())
    assert text in unescape(answer.content.decode())


def test_marks_that_break_the_text_in_force_are_refused(editor_client, cell):
    answer = editor_client.post(address("correct", cell, group="ATU"), typed(cell, swapped(cell)))
    assert answer.status_code == 422
    assert "text in force" in unescape(answer.content.decode())


def test_the_second_of_two_editors_sees_yours_and_theirs(editor_client, cell):
    late = typed(cell)
    ProposedClause.objects.filter(pk=cell.pk).update(version=cell.version + 1)
    answer = editor_client.post(address("correct", cell, group="ATU"), late)
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Theirs, which is stored:" in html
    assert "Yours:" in html
    assert f'name="version" value="{cell.version + 1}"' in html


def test_a_group_without_the_clause_has_no_form(editor_client, cell):
    assert editor_client.get(address("correct", cell, group="NOBODY")).status_code == 404
