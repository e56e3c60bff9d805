"""The overview of a resolution: who agrees with whom, and where."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Group as Role
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from proposals.core.accord import accord, sayings
from proposals.core.model import Kind
from proposals.models import Comparison, Meeting, Row
from proposals.selectors.drafting import build_contests, fold_draft
from proposals.selectors.overview import overview
from proposals.selectors.stored import stored_table
from proposals.services.align_comparison import align_comparison
from proposals.services.decide import Wish, decide, decide_many, take_back

OVERVIEW = "/resolutions/901/"
AT_ODDS = (Row.Agreement.CONFLICT, Row.Agreement.COMPETING)


@pytest.fixture
def secretary(db):
    user = User.objects.create_user("secretary")
    user.groups.add(Role.objects.get_or_create(name="secretariat")[0])
    return user


@pytest.fixture
def found(comparison):
    return seen(comparison)


def seen(comparison, **how):
    """The overview as the page asks for it: columns with a document only."""
    groups = comparison.proposals.filter(clauses__isnull=False).order_by("position")
    codes = dict.fromkeys(groups.values_list("group__code", flat=True))
    return overview(comparison.pk, list(codes), **how)


def html(client, address=OVERVIEW):
    return unescape(client.get(address).content.decode())


def tiles(line):
    return [stretch.tile for stretch in line.strip if stretch.tile]


def statuses(comparison):
    """What rows say of the draft, and what the draft says."""
    stored = comparison.rows.exclude(kind=Kind.PROPOSAL).order_by("position")
    folded = fold_draft(comparison)
    return dict(stored.values_list("uid", "status")), {
        uid: folded.by_uid[uid].status.value for uid in stored.values_list("uid", flat=True)
    }


def test_every_row_holds_how_far_the_groups_agree_on_it(comparison):
    table = stored_table(comparison)
    rivals = dict(zip(table.uids, (row.rival for row in table.rows), strict=True))
    expected = {
        one.uid: accord(one, rivals[one.uid], table.base.language).value
        for one in build_contests(table)
    }
    stored = comparison.rows.exclude(kind=Kind.PROPOSAL).values_list("uid", "agreement")
    assert dict(stored) == expected
    assert set(expected.values()) == set(Row.Agreement.values)


def test_every_row_holds_how_far_its_draft_is_whatever_is_decided(comparison, secretary):
    draft = fold_draft(comparison)
    open_ones = [one for one in draft.contests if one.spans]
    choices = ("keep", "delete", "bracket", "defer")
    taken = [
        decide(comparison=comparison, wish=Wish(one.uid, choice), seen=0, by=secretary)
        for one, choice in zip(open_ones, choices, strict=False)
    ]
    stored, folded = statuses(comparison)
    assert stored == folded
    assert {"decided", "bracketed", "deferred", "open", "untouched"} == set(stored.values())
    undo = take_back(comparison=comparison, decision=taken[0].pk, by=secretary)
    stored, folded = statuses(comparison)
    assert stored == folded
    assert stored[taken[0].row] == "open"
    take_back(comparison=comparison, decision=undo.pk, by=secretary)
    wishes = [Wish(one.uid, "keep", span.key) for one in open_ones[4:9] for span in one.spans]
    decide_many(comparison=comparison, wishes=wishes, by=secretary)
    stored, folded = statuses(comparison)
    assert stored == folded
    assert {stored[wish.row] for wish in wishes} == {"decided"}


def test_aligning_again_keeps_what_was_decided_and_writes_nothing(comparison, secretary):
    row = next(one for one in fold_draft(comparison).contests if one.spans)
    decide(comparison=comparison, wish=Wish(row.uid, "keep"), seen=0, by=secretary)
    assert not align_comparison(comparison=comparison).changed
    assert comparison.rows.get(uid=row.uid).status == "decided"


def test_the_sections_add_up_to_the_whole(comparison, found):
    rows = comparison.rows.exclude(kind__in=(Kind.PROPOSAL, Kind.HEADING, Kind.ANNEX))
    assert found.total == rows.count()
    assert found.changed == rows.exclude(agreement="nobody").count()
    assert sum(part.count for part in found.parts) == found.total
    for line in found.lines:
        assert sum(tally.count for tally in line.tallies) == line.changed
        unchanged = sum(stretch.unchanged for stretch in line.strip)
        assert unchanged + sum(tile.is_clause for tile in tiles(line)) == line.total


def test_each_share_is_of_the_groups_own_cells(comparison, found):
    of_group = dict.fromkeys(found.groups, 0)
    for line in found.lines:
        for share in line.shares:
            of_group[share.group] += share.count
            assert 0 <= share.substantive <= share.count <= line.total
    for group, count in of_group.items():
        cells = comparison.proposals.get(group__code=group).clauses.exclude(
            row__kind__in=(Kind.PROPOSAL, Kind.HEADING, Kind.ANNEX)
        )
        moved = cells.filter(letter="u", moved_from__isnull=False).count()
        assert count == cells.exclude(letter="u").count() + moved


def test_a_tile_names_the_groups_that_say_something(comparison, found):
    table = stored_table(comparison)
    contests = {one.uid: one for one in build_contests(table)}
    shown = [tile for line in found.lines for tile in tiles(line)]
    assert {tile.uid for tile in shown} == {uid for uid, one in contests.items() if sayings(one)}
    for tile in shown:
        assert set(tile.groups) >= set(sayings(contests[tile.uid]))


def test_the_easiest_sections_come_first_and_what_nobody_changes_last(comparison):
    lines = seen(comparison, by_ease=True).lines
    assert sorted(line.number for line in lines) == list(range(len(lines)))
    changing = [line for line in lines if line.changed]
    assert list(lines[: len(changing)]) == changing
    eases = [line.ease for line in changing]
    assert eases == sorted(eases, reverse=True)
    assert eases[0] > eases[-1]


def test_the_page_puts_sections_in_the_order_that_was_asked_for(client, comparison):
    def order(address):
        return re.findall(r'class="legal" href="[^"]*#s(\d+)"', html(client, address))

    easy = [str(line.number) for line in seen(comparison, by_ease=True).lines]
    assert order(OVERVIEW) == [str(number) for number in range(len(easy))]
    assert order(OVERVIEW + "?sort=ease") == easy
    assert f'href="?meeting={comparison.meeting.code}&sort=ease#where"' in html(client)


def test_every_dispute_is_a_place_to_start_from(client, comparison, found):
    contested = comparison.rows.filter(agreement__in=AT_ODDS)
    places = {rival or uid for rival, uid in contested.values_list("rival", "uid")}
    assert len(found.disputes) == len(places)
    table = html(client, "/resolutions/901/compare/")
    page = html(client)
    for dispute in found.disputes:
        assert f'#r{dispute.uid}"' in page
        assert f'id="r{dispute.uid}"' in table
        assert len(dispute.groups) > 1


def test_a_dispute_that_is_decided_goes_to_the_end(client, comparison, secretary, found):
    first = found.disputes[0]
    decide(comparison=comparison, wish=Wish(first.uid, "keep"), seen=0, by=secretary)
    now = seen(comparison)
    assert now.open_disputes == found.open_disputes - 1
    assert now.decided == found.decided + 1
    assert now.disputes[-1].uid == first.uid
    assert re.search(r'class="done">.*· decided', html(client), re.DOTALL)


def test_two_groups_are_alike_where_they_say_the_same_words(comparison, found):
    contests = build_contests(stored_table(comparison))
    for pair in found.pairs:
        both = [
            (said[pair.one], said[pair.other])
            for contest in contests
            if contest.spans and {pair.one, pair.other} <= (said := sayings(contest)).keys()
        ]
        assert pair.both == len(both)
        assert pair.same <= sum(one == other for one, other in both)
    assert any(pair.same for pair in found.pairs)


def test_each_section_says_its_numbers_in_words_too(client, comparison, found):
    page = html(client)
    for line in found.lines:
        if line.total > 1:
            assert f"{line.changed} of {line.total} clauses change" in page
        for tally in line.tallies:
            assert f"{tally.count} {tally.agreement.label}" in page
    for line in found.lines:
        for tile in tiles(line):
            assert f"{tile.agreement.label}: {', '.join(tile.groups)}" in page


def test_nothing_on_the_page_needs_an_inline_style(client, comparison):
    assert "style=" not in html(client)


def test_the_words_of_the_text_are_marked_with_its_language(client, comparison, found):
    page = html(client)
    for line in found.lines:
        if line.name:
            assert f'<bdi lang="en">{line.name}</bdi>' in page


def test_the_store_is_asked_twice_however_long_the_table_is(comparison, django_assert_num_queries):
    groups = list(comparison.proposals.values_list("group__code", flat=True))
    with django_assert_num_queries(2):
        overview(comparison.pk, groups)


def test_a_page_takes_as_many_queries_with_one_group_as_with_all(client, comparison):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            html(client)
        return len(asked)

    queries()
    many = queries()
    comparison.proposals.exclude(group__code="ATU").delete()
    align_comparison(comparison=comparison)
    assert queries() == many


@pytest.mark.parametrize("hide", [Meeting, Comparison])
def test_what_is_not_published_is_told_to_the_staff_only(client, editor, comparison, hide):
    hide.objects.update(published=False)
    groups = list(comparison.proposals.values_list("group__code", flat=True))
    page = html(client)  # the text in force, which is public
    assert "What changes where" not in page
    assert not [group for group in groups if f">{group}<" in page]
    client.force_login(editor)
    assert "What changes where" in html(client)


def test_one_group_alone_has_nobody_to_contradict(client, comparison):
    comparison.proposals.exclude(group__code="RCC").delete()
    align_comparison(comparison=comparison)
    found = seen(comparison)
    assert found.disputes == ()
    assert found.pairs == ()
    assert {tile.agreement.value for line in found.lines for tile in tiles(line)} == {"single"}
    assert "No group contradicts another" in html(client)
