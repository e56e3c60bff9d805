"""A resolution's text in force by itself, where nobody proposes to change it."""

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


def text_page(user: Visitor, slug: str) -> TextPage:
    """The latest text. Raises Resolution.DoesNotExist, Revision.DoesNotExist."""
    resolution = find_resolution(slug)
    texts = visible_revisions(resolution, user)
    if not texts:
        raise Revision.DoesNotExist(f"No text of Resolution {slug} is in the store.")
    latest = texts[-1]
    return TextPage(text_head(latest, user), resolution, stored_base(latest).clauses)
