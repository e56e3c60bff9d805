"""Runs as HTML in a template. The only module that calls `mark_safe`.

What it marks comes from `core.writing.html`, which escapes every text that it is given.
"""

from __future__ import annotations

from functools import lru_cache, partial

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from proposals.core.model import Run
from proposals.core.writing import html
from proposals.sanitize import clean

register = template.Library()

# How a change was classed, as the reader is told it: `core.wording.Rule` by its name.
RULES = {
    "punctuation": _("punctuation"),
    "space": _("white space"),
    "typography": _("hyphens, quotation marks or special spaces"),
    "sector": _("the spelling of ITU-T, ITU-D or ITU-R"),
    "case": _("upper and lower case"),
    "hyphen": _("a hyphen"),
    "spelling": _("spelling"),
    "term": _("an editorial term"),
    "label": _("numbering"),
    "follows": _("a reference that follows its renumbered clause"),
    "note": _("a footnote mark that follows its footnote"),
    "citation": _("another revision of the same text cited"),
    "history": _("the dates of the resolution itself"),
    "added": _("words added"),
    "removed": _("words removed"),
    "words": _("other words"),
}


def say(name: str, value: str) -> str:
    """A phrase of the table in the reader's language; `value` is HTML already."""
    match name:
        case "words":
            count = int(value)
            return escape(ngettext("… %d word …", "… %d words …", count) % count)
        case "unchanged":
            count = int(value)
            words = ngettext("Show %d unchanged clause", "Show %d unchanged clauses", count)
            return escape(words % count)
        case "changed":
            changed, total = value.split("/")
            words = gettext("%(changed)s of %(total)s clauses changed")
            return escape(words % {"changed": changed, "total": total})
        case "moved_from":
            return escape(gettext("moved from")) + f" {value}"
        case "moved_to":
            return escape(gettext("moved to")) + f" {value}"
        case "now_in":
            return escape(gettext("now under")) + f" <bdi>{value}</bdi>"
        case "moved_after":
            return escape(gettext("moved, to stand after")) + f" {value}"
        case "moved_here":
            return escape(gettext("followed by what is moved here:")) + f" {value}"
        case "share":
            return escape(gettext("%(groups)s: same text")) % {"groups": value}
        case "share_gone":
            return escape(gettext("%(groups)s: the same deletion")) % {"groups": value}
        case "again":
            return escape(gettext("same text as %(group)s")) % {"group": value}
        case "again_gone":
            return escape(gettext("deleted, as %(group)s does")) % {"group": value}
        case "rule":
            return escape(str(RULES[value]))
        case "form":
            rules = ", ".join(str(RULES[rule]) for rule in value.split())
            return escape(gettext("form only: %(rules)s") % {"rules": rules})
        case "rival":
            return escape(gettext("These texts compete for one place:")) + f" <bdi>{value}</bdi>"
    return escape(_word(name))


def _word(name: str) -> str:
    match name:
        case "front":
            return gettext("Title and opening")
        case "changed_short":
            return gettext("changed")
        case "same" | "nobody":
            return gettext("no change")
        case "absent":
            return gettext("not in the document")
        case "added":
            return gettext("new clause")
        case "deleted":
            return gettext("deleted")
        case "added_inferred":
            return gettext("new clause (inferred)")
        case "deleted_inferred":
            return gettext("deleted (inferred)")
        case "renumbered":
            return gettext("renumbered only")
        case "open":
            return gettext("open")
    return name


@lru_cache(maxsize=4096)
def _say_in(language: str | None, name: str, value: str) -> str:
    return say(name, value)


def said(markup: str) -> SafeString:
    """Stored markup with its phrases in the reader's language."""
    return mark_safe(html.fill(markup, partial(_say_in, get_language())))


@register.filter
def redline(runs: tuple[Run, ...]) -> SafeString:
    """Runs with their changes as `<ins>` and `<del>`."""
    return said(html.runs_html(runs))


@register.filter
def label(runs: tuple[Run, ...]) -> SafeString:
    return said(html.label_html(runs))


@register.filter
def clause_text(text: str) -> SafeString:
    """A clause's text without changes: escaped, its footnote marks raised."""
    return mark_safe(html.text_html(text))


@register.filter
def comment(text: str) -> SafeString:
    """What a person typed, with the markup that is allowed in it."""
    return mark_safe(clean(text))


@register.filter
def hue(group: str) -> str:
    """The class of a group's hue."""
    return f"g{html.hue(group)}"


@register.filter
def direction(language: str) -> str:
    return html.direction(language)


@register.filter
def at(values: dict[str, int], key: str) -> int:
    """The value of a dictionary for a key that is itself a variable."""
    return values[key]
