"""What the page of a search shows of a clause."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from proposals.core.search import Snippet
from proposals.core.writing.html_snippet import snippet_html
from proposals.templatetags.redline import said

register = template.Library()


@register.filter
def snippet(found: Snippet) -> SafeString:
    """A hit in its redline."""
    return said(snippet_html(found))
