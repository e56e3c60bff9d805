"""Runs as HTML in a template. The only module that calls `mark_safe`.

What it marks comes from `core.writing.html`, which escapes every text that it is given.
"""

from __future__ import annotations

from functools import lru_cache, partial

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from proposals.core.model import Run
from proposals.core.writing import html
from proposals.sanitize import clean
from proposals.templatetags.phrases import say

register = template.Library()


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
