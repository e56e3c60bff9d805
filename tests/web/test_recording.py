"""The record: one log of all that was done, read by whoever may, and taken along as CSV."""

import csv
import io

import pytest
from django.contrib.auth.models import Group as Role
from django.contrib.auth.models import User
from django.urls import reverse

from proposals.models import Record
from proposals.selectors.recording import KINDS, Filters, record_page
from proposals.services.annotate import annotate
from proposals.services.decide import Wish, decide, take_back
from proposals.services.snapshot import take_snapshot

RECORD = reverse("record", kwargs={"number": "901"})


@pytest.fixture
def secretariat(db):
    user = User.objects.create_user("ana")
    user.groups.add(Role.objects.get_or_create(name="secretariat")[0])
    return user


@pytest.fixture
def busy(comparison, secretariat):
    """A comparison on which something of every kind was done."""
    row = comparison.rows.filter(base__kind="item").first()
    taken = decide(
        comparison=comparison,
        wish=Wish(row.uid, "write", text="=1+1;", reason="as agreed"),
        seen=0,
        by=secretariat,
    )
    take_back(comparison=comparison, decision=taken.pk, by=secretariat)
    for visibility in ("public", "secretariat"):
        annotate(
            comparison=comparison, row=row.uid, text="Hm", by=secretariat, visibility=visibility
        )
    take_snapshot(comparison=comparison, name="DT/1", by=secretariat)
    return comparison


def test_every_verb_is_of_some_kind():
    known = {verb for verbs in KINDS.values() for verb in verbs}
    assert known == set(Record.Verb)


def test_the_record_says_who_did_what_and_when(busy, client):
    page = client.get(RECORD).content.decode()
    for words in ("decided on", "took back", "commented on", "kept the draft", "as agreed", "ana"):
        assert words in page


def test_a_comment_that_one_may_not_read_is_not_in_ones_record(busy, client, secretariat):
    def comments(user):
        lines = record_page(user, "901", Filters(kind="comments")).lines
        return len(lines)

    assert comments(None) == 1
    assert comments(secretariat) == 2


@pytest.mark.parametrize(
    ("query", "many"),
    [
        ({"kind": "decisions"}, 2),
        ({"kind": "drafts"}, 1),
        ({"by": "ana"}, 4),
        ({"by": "nobody"}, 0),
        ({"q": "DT/1"}, 1),
        ({"since": "2999-01-01"}, 0),
        ({"until": "2001-01-01"}, 0),
        ({"since": "nonsense", "page": "x"}, 4),
    ],
)
def test_the_record_is_narrowed(busy, client, query, many):
    assert client.get(RECORD, query).context["page"].total == many


def test_no_line_of_the_csv_is_computed_by_a_spreadsheet(busy, client):
    answer = client.get(RECORD, {"format": "csv"})
    assert "attachment" in answer["Content-Disposition"]
    lines = list(csv.reader(io.StringIO(answer.content.decode())))
    assert "'=1+1;" in {line[5] for line in lines}
    assert [line[2] for line in lines[1:]][:2] == ["decided on", "took back the decision on"]


def test_from_a_change_in_the_draft_one_comes_to_its_decisions(busy, client, secretariat):
    row = busy.rows.filter(cells__state="changed", base__kind="item").first()
    cell = row.cells.filter(state="changed").select_related("proposal__group").first()
    group = cell.proposal.group.code
    decide(
        comparison=busy,
        wish=Wish(row.uid, "adopt", group=group),
        seen=_last(busy, row),
        by=secretariat,
    )
    draft = client.get(reverse("draft", kwargs={"number": "901"})).content.decode()
    clause = reverse("clause", kwargs={"number": "901", "uid": row.uid})
    assert f'href="{clause}' in draft
    page = client.get(clause).content.decode()
    history = page[page.index('id="history"') :]
    assert f"adopted {group}" in history
    assert f'href="#g-{group}"' in history


def _last(comparison, row):
    last = comparison.decisions.filter(row=row.uid).order_by("pk").last()
    return last.pk if last else 0
