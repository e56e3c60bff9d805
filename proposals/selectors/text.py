"""A text in force by itself: the latest where nobody proposes to change it, or any other."""

from __future__ import annotations

from dataclasses import dataclass

from proposals.core import model as core
from proposals.models import Resolution, Revision
from proposals.permissions import Visitor
from proposals.selectors.resolution import Head, find_resolution, text_head, visible_revisions
from proposals.selectors.stored import stored_base


@dataclass(frozen=True, slots=True)
class TextPage:
    head: Head
    resolution: Resolution
    clauses: tuple[core.Clause, ...]


def text_page(user: Visitor, slug: str, name: str = "", language: str = "") -> TextPage:
    """The latest text, of those with this name and in this language if the visitor says so.

    Raises Resolution.DoesNotExist, Revision.DoesNotExist.
    """
    resolution = find_resolution(slug)
    texts = [
        text
        for text in visible_revisions(resolution, user)
        if name.casefold() in ("", text.name.casefold()) and language in ("", text.language)
    ]
    if not texts:
        raise Revision.DoesNotExist(f"No such text of Resolution {slug} is in the store.")
    latest = texts[-1]
    return TextPage(text_head(latest, user), resolution, stored_base(latest).clauses)
