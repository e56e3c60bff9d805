"""The filters of the table as a form shows them: what can be asked for, and what was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proposals.core.substance import Class
from proposals.models import Row
from proposals.selectors.filtering import CHANGES, CLASSES, FRONT, class_counts, section_names
from proposals.views.state import NAMED, State

Words = str | Promise

CHANGE_NAMES: dict[str, Words] = {
    "inserted": gettext_lazy("new clause"),
    "changed": gettext_lazy("changed"),
    "deleted": gettext_lazy("deleted"),
    "moved": gettext_lazy("moved"),
}
CLASS_NAMES: dict[str, Words] = {
    Class.SUBSTANTIVE: gettext_lazy("substance"),
    Class.CITATION: gettext_lazy("date of a citation"),
    Class.RENUMBERING: gettext_lazy("renumbering"),
    Class.SPELLING: gettext_lazy("spelling or editorial term"),
    Class.PUNCTUATION: gettext_lazy("punctuation"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """`many`: how often there is such a thing; None where that is not counted."""

    value: str
    words: Words
    chosen: bool
    many: int | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter: its name in the form and its values."""

    name: str
    words: Words
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A value that narrows the table, and the address of the page without it."""

    words: Words
    without: str


def filtering(
    state: State, comparison: int, groups: Sequence[str], shown: Sequence[str]
) -> dict[str, object]:
    """What the form's template needs; changes are counted in the columns that are `shown`."""
    counts = Counter[str]()
    for group, classes in class_counts(comparison).items():
        if group in shown:
            counts.update(classes)
    found = facets(state, groups, counts, section_names(comparison))
    return {"facets": found, "chosen": chosen(state, found), "unfiltered": state.widened()}


def facets(
    state: State, groups: Sequence[str], classes: Mapping[str, int], sections: Sequence[str]
) -> tuple[Facet, ...]:
    """Every filter but the text; `classes` are how many changes there are of each."""
    asked = state.filters

    def options(
        names: Iterable[tuple[str, Words]],
        chosen: Sequence[str],
        counts: Mapping[str, int] | None = None,
    ) -> tuple[Option, ...]:
        return tuple(
            Option(value, words, value in chosen, counts.get(value, 0) if counts else None)
            for value, words in names
        )

    kinds = [(value, CLASS_NAMES[value]) for value in reversed(CLASSES)]
    return (
        Facet("group", _("Changed by"), options(((g, g) for g in groups), asked.groups)),
        Facet("change", _("What happens to the clause"), options(_changes(), asked.changes)),
        Facet("class", _("Kind of change"), options(kinds, asked.classes, classes)),
        Facet("agreement", _("Agreement"), options(Row.Agreement.choices, asked.agreements)),
        Facet("status", _("In the draft"), options(Row.Status.choices, asked.statuses)),
        Facet(
            "section",
            _("Section"),
            options(((s, _front(s)) for s in sections), asked.sections),
        ),
    )


def _front(section: str) -> str:
    return _("Title and opening") if section == FRONT else section


def _changes() -> Iterable[tuple[str, Words]]:
    return ((value, CHANGE_NAMES[value]) for value in CHANGES)


def chosen(state: State, shown: Iterable[Facet]) -> tuple[Chosen, ...]:
    """All that narrows the table, each with the way to let go of it."""
    found = [
        Chosen(option.words, state.widened(facet.name, option.value))
        for facet in shown
        for option in facet.options
        if option.chosen and facet.name in NAMED
    ]
    if state.filters.commented:
        found.append(Chosen(_("with comments"), state.widened("comments", "1")))
    if state.filters.new:
        found.append(Chosen(_("new to you"), state.widened("new", "1")))
    if state.filters.text:
        found.append(Chosen(f"“{state.filters.text}”", state.widened("q", state.filters.text)))
    return tuple(found)
