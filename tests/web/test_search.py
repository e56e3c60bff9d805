"""The page of the search: what is found, for whom, and where it leads."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Group as Role
from django.contrib.auth.models import User
from django.urls import reverse

from proposals.core import model as core
from proposals.core.search import fold
from proposals.models import (
    Annotation,
    Clause,
    Comparison,
    Delegation,
    Group,
    Meeting,
    ProposedClause,
    Resolution,
    Revision,
)
from proposals.permissions import OPERATOR
from proposals.selectors import search as selector
from proposals.selectors.search import Kind, search_page
from proposals.selectors.search_scope import Asked
from proposals.services.annotate import annotate
from proposals.templatetags.redline import label as html_of_label

SEARCH = reverse("search")


@pytest.fixture
def ask(client, comparison):
    """Ask as a visitor; the page's own text."""

    def ask(text, **more):
        answer = client.get(SEARCH, {"q": text, **more})
        assert answer.status_code == 200
        return answer.content.decode()

    return ask


def person(name, role, group=""):
    user = User.objects.create_user(name)
    user.groups.add(Role.objects.get_or_create(name=role)[0])
    if group:
        Delegation.objects.create(user=user, group=Group.objects.get_or_create(code=group)[0])
    return user


def hits(page, kind=None):
    return [
        hit
        for resolution in page.resolutions
        for place in resolution.places
        for hit in place.hits
        if kind in (None, hit.kind)
    ]


def links(html):
    return [unescape(found) for found in re.findall(r'href="([^"]*)"', html)]


def text_of(number, language, *clauses, name="Rev. Lakeside, 2020", **facts):
    """A resolution's text that nobody proposes to change."""
    resolution = Resolution.objects.get_or_create(number=number)[0]
    text = Revision.objects.create(
        resolution=resolution, name=name, year=2020, language=language, title=number, **facts
    )
    for position, clause in enumerate(clauses):
        Clause.objects.create(
            revision=text,
            uid=f"{text.pk}x{position}",
            position=position,
            kind="item",
            label="a)",
            section="considering",
            text=clause,
        )
    return text


def changed(group="ATU"):
    """A cell that inserts a word which stands nowhere else, and the word."""
    for cell in ProposedClause.objects.filter(proposal__group__code=group, state="changed"):
        for run in cell.as_cell().text:
            for word in re.findall(r"\w{5,}", run.text):
                others = ProposedClause.objects.filter(folded__contains=fold(word))
                if run.op is core.Op.INSERT and others.count() == 1:
                    return cell, word
    raise AssertionError("The sample inserts no word of its own.")


def test_a_clause_is_found_in_force_and_as_each_group_changes_it(comparison):
    clause = next(
        one.base
        for one in comparison.rows.filter(base__isnull=False, kind="item")
        if one.cells.filter(state="changed").count() > 1
    )
    page = search_page(None, f'"{clause.text[:40]}"')
    assert [fold(clause.text[:40]) in fold(text_of_hit(hit)) for hit in hits(page)]
    (place,) = {place.uid for found in page.resolutions for place in found.places}
    row = comparison.rows.get(base=clause)
    assert place == row.uid
    groups = [group for hit in hits(page, Kind.PROPOSALS) for group in hit.groups]
    assert sorted(groups) == sorted(
        row.cells.exclude(changes=0).values_list("proposal__group__code", flat=True)
    )


def text_of_hit(hit):
    return "".join(piece.run.text for part in hit.snippet.parts for piece in part)


def test_a_word_that_is_only_inserted_is_marked_in_its_insertion(ask, comparison):
    cell, word = changed()
    html = ask(word.upper())
    assert re.search(rf"<ins[^>]*>[^<]*<mark>{word}</mark>", html)
    address = reverse("compare", kwargs={"number": "901"}) + "?meeting=WTSA-D1"
    assert f"{address}#r{cell.row.uid}" in links(html)
    answer = ask(word, kind="in-force")
    assert "<mark>" not in answer


def test_a_word_that_is_only_deleted_is_found_and_struck(ask, comparison):
    clause = comparison.base.clauses.filter(
        rows__cells__state="deleted", rows__cells__position__isnull=False
    ).first()
    word = max(re.findall(r"\w+", clause.text), key=len)
    assert re.search(rf"<del[^>]*>[^<]*<mark>{word}</mark>", ask(word, kind="proposals"))


def test_all_words_have_to_stand_in_one_clause_and_a_phrase_together(comparison):
    clause = comparison.base.clauses.filter(kind="item").first()
    first, *_, last = re.findall(r"\w{4,}", clause.text)
    both = search_page(None, f"{last} {first}")
    assert fold(clause.text) in [fold(text_of_hit(hit)) for hit in hits(both, Kind.IN_FORCE)]
    for hit in hits(both, Kind.IN_FORCE):
        assert {fold(first), fold(last)} <= {
            word for word in (fold(first), fold(last)) if word in fold(text_of_hit(hit))
        }
    assert search_page(None, f'"{last} {first}"').total == 0


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("zh", "注意到电信标准化部门的女性专家，", "标准化部门的女性"),
        ("ar", "أن الْمُسَاوَاة بين الجنسين هدف؛", "المساواه بين"),
        ("fr", "que l\u2019UIT\u2011T «\u00a0réduit\u00a0» l'écart", "l'uit-t reduit"),
        ("ru", "что ещё не решено", "ЕЩЕ"),
        ("es", "que el año", "ano"),
    ],
)
def test_any_language_is_found_by_a_part_of_its_words(db, language, text, asked):
    text_of("7", language, text, "5 % of nothing_else")
    page = search_page(None, asked)
    (hit,) = hits(page)
    assert (hit.language, text_of_hit(hit)) == (language, text)
    assert search_page(None, asked, asked=Asked(language=language)).total == 1
    other = "en" if language != "en" else "fr"
    assert search_page(None, asked, asked=Asked(language=other)).total == 0


@pytest.mark.parametrize("text", ["5_%", "nothing%else", "nothi_g", "\\nothing", "'; --"])
def test_what_a_database_would_read_as_a_pattern_is_only_text(db, text):
    text_of("7", "en", "50 % of nothing_else")
    assert search_page(None, text).total == 0
    assert search_page(None, "nothing_e").total == 1
    assert search_page(None, '"50 %"').total == 1


def test_a_text_by_itself_leads_to_its_clause(client, db):
    old = text_of("7", "en", "an older text")
    text_of("7", "en", "a text", name="Rev. Port Ember, 2016", inferred=False)
    html = client.get(SEARCH, {"q": "older"}).content.decode()
    (link,) = [link for link in links(html) if "/text/" in link]
    clause = old.clauses.get()
    address, _, anchor = link.partition("#")
    assert f'id="{anchor}"' in client.get(address).content.decode()
    assert anchor == f"r{clause.uid}"


def test_filters_narrow_it_and_stand_in_the_address(ask, comparison):
    text_of("7", "en", "test beds elsewhere")
    every = search_page(None, "test beds")
    assert {found.number for found in every.resolutions} == {"7", "901"}
    for asked in (
        Asked(resolution="7"),
        Asked(meeting="wtsa-d1"),
        Asked(group="ATU"),
        Asked(resolution="901", group="CITEL"),
    ):
        page = search_page(None, "test beds", asked=asked)
        assert 0 < page.total < every.total
        if asked.group:
            assert {group for hit in hits(page) for group in hit.groups} == {asked.group}
            assert page.counts[Kind.IN_FORCE] == 0
        if asked.resolution:
            assert {found.number for found in page.resolutions} == {asked.resolution}
    assert search_page(None, "test beds", asked=Asked(group="NOBODY")).total == 0
    html = ask("test beds", resolution="901", group="ATU")
    assert "<option selected>ATU</option>" in html
    kinds = [link for link in links(html) if "kind=proposals" in link]
    assert all("resolution=901" in link and "group=ATU" in link for link in kinds)
    assert kinds


def test_counts_are_those_of_each_kind_alone(comparison):
    annotate_as(comparison, person("writer", "editor"), "About test beds")
    page = search_page(None, "test beds")
    assert page.total == sum(page.counts.values())
    for kind in Kind:
        alone = search_page(None, "test beds", kind)
        assert alone.counts == page.counts
        assert alone.total == page.counts[kind] > 0


def annotate_as(comparison, by, text, **more):
    row = comparison.rows.filter(cells__state="changed").first()
    return annotate(comparison=comparison, row=row.uid, text=text, by=by, **more)


def test_pages_hold_every_hit_once(comparison, monkeypatch):
    monkeypatch.setattr(selector, "PAGE", 4)
    whole = search_page(None, "the")
    seen = []
    for number in range(1, whole.pages + 1):
        page = search_page(None, "the", number=number)
        seen += [
            (place.uid, hit.kind, group)
            for found in page.resolutions
            for place in found.places
            for hit in place.hits
            for group in hit.groups or [""]
        ]
    assert whole.pages > 2
    assert len(seen) == len(set(seen)) == whole.total
    assert search_page(None, "the", number=10_000).number == whole.pages


def test_groups_that_say_the_same_are_one_hit(comparison):
    hit = next(hit for hit in hits(search_page(None, "the", "proposals")) if len(hit.groups) > 1)
    cells = [
        cell
        for cell in ProposedClause.objects.filter(proposal__group__code__in=hit.groups)
        if core.accept(cell.as_cell().text) == core.accept(cell_text(hit))
    ]
    assert {cell.proposal.group.code for cell in cells} >= set(hit.groups) or hit.snippet.cut_after


def cell_text(hit):
    return [piece.run for part in hit.snippet.parts for piece in part]


def everything_about(user, text):
    page = search_page(user, text)
    return page.total, sum(page.counts.values()), len(hits(page)), page.choices


@pytest.mark.parametrize("hide", ["the comparison", "the meeting"])
def test_what_is_not_published_is_not_found_nor_counted_nor_named(client, comparison, hide):
    annotate_as(comparison, person("writer", "editor"), "About test beds")
    Revision.objects.update(inferred=True)  # a real one is public
    if hide == "the comparison":
        Comparison.objects.update(published=False)
    else:
        Meeting.objects.update(published=False)
    for reader in (None, person("reader", "delegate", "ATU")):
        total, counted, shown, choices = everything_about(reader, "test beds")
        assert (total, counted, shown) == (0, 0, 0)
        assert not any((choices.groups, choices.meetings, choices.resolutions, choices.languages))
    html = client.get(SEARCH, {"q": "test beds"}).content.decode()
    assert "901" not in html
    assert "WTSA-D1" not in html
    assert everything_about(person("staff", "editor"), "test beds")[0] > 0
    assert everything_about(OPERATOR, "test beds")[0] > 0


def test_a_text_in_force_is_public_though_its_comparison_is_not(comparison):
    Comparison.objects.update(published=False)
    page = search_page(None, "test beds")
    assert page.counts[Kind.IN_FORCE] == page.total > 0
    places = [place for found in page.resolutions for place in found.places]
    assert {place.meeting for place in places} == {""}
    assert not page.choices.meetings


def test_a_recovered_text_is_found_in_its_table_and_nowhere_else(comparison):
    Revision.objects.update(inferred=True)
    page = search_page(None, "test beds", "in-force")
    assert {place.meeting for found in page.resolutions for place in found.places} == {"WTSA-D1"}
    text_of("8", "en", "test beds", inferred=True)
    assert search_page(None, "test beds", asked=Asked(resolution="8")).total == 0
    assert search_page(OPERATOR, "test beds", asked=Asked(resolution="8")).total == 1


@pytest.mark.parametrize("visibility", Annotation.Visibility.values)
def test_a_comment_is_found_by_those_who_may_read_it(client, comparison, visibility):
    writer, friend = person("writer", "editor", "ATU"), person("friend", "delegate", "ATU")
    boss, other = person("boss", "secretariat"), person("other", "delegate", "RCC")
    made = annotate_as(comparison, writer, "Xylophones <i>here</i>", visibility=visibility)
    finds = {
        "public": (None, writer, friend, boss, other),
        "secretariat": (writer, boss),
        "group": (writer, friend),
    }[visibility]
    for reader in (None, writer, friend, boss, other):
        page = search_page(reader, "xylophones here")
        expected = int(reader in finds)
        assert (page.total, page.counts[Kind.COMMENTS], len(hits(page))) == (expected,) * 3
    client.force_login(writer)
    html = client.get(SEARCH, {"q": "xylophones here"}).content.decode()
    (link,) = [link for link in links(html) if "#comment" in link]
    address, _, anchor = link.partition("#")
    assert anchor == f"comment-{made.pk}"
    assert f'id="{anchor}"' in client.get(address).content.decode()


def test_a_comment_whose_clause_is_gone_leads_to_the_list(client, comparison):
    made = annotate_as(comparison, person("writer", "editor"), "Xylophones")
    Annotation.objects.filter(pk=made.pk).update(row="gone", place="considering z)")
    html = client.get(SEARCH, {"q": "xylophones"}).content.decode()
    assert any(
        link.startswith(reverse("comments", kwargs={"number": "901"})) for link in links(html)
    )
    assert "considering z)" in html


def test_a_question_costs_ten_queries_at_most(comparison, django_assert_num_queries):
    annotate_as(comparison, person("writer", "editor"), "the comment")
    with django_assert_num_queries(10):
        search_page(None, "the")


def test_a_question_asks_for_no_more_hits_than_the_limit(ask, comparison, monkeypatch):
    monkeypatch.setattr(selector, "MOST", 3)
    page = search_page(None, "the")
    assert page.many
    assert max(page.counts.values()) == 3
    assert page.total <= 9
    assert "and more" in ask("the")


def test_a_label_that_a_group_changes_is_shown(ask):
    cell = next(
        one
        for one in ProposedClause.objects.filter(letter="l", row__base__isnull=False)
        if len(one.row.base.text) > 20
    )
    html = ask(f'"{cell.row.base.text[:60]}"', group=cell.proposal.group.code)
    assert html_of_label(cell.as_cell().label) in html
