"""Parts that define things by id (styles, lists), each read only when it is asked for.

Real files carry hundreds of styles and lists and use a dozen, so the part is cut
into its definitions first, and one is parsed when a paragraph names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from proposals.core.reading.docx.markup import NotPlain, Scanner, Token

T = TypeVar("T")


class Definitions:
    """The definitions of a part. `keys` names, for each tag, the attribute with its id.

    `load` gives the part's text in the plain spelling: as it is if it passes for
    plain (True), or rewritten by a parser (False).
    """

    def __init__(
        self, scanner: Scanner, keys: Mapping[str, str], load: Callable[[bool], str]
    ) -> None:
        self._scanner = scanner
        self._load = load
        self._begins = [
            re.compile(rf'<w:({tag})\s(?:[^>]*?\s)??{key}="([^"]*)"') for tag, key in keys.items()
        ]
        self._is_plain = True
        self._text: str | None = None
        self._spans: dict[tuple[str, str], tuple[int, int]] = {}

    def _cut(self) -> str:
        """The part's text, cut into definitions when it is first asked for."""
        if self._text is None:
            self._text = text = self._load(self._is_plain)
            begins = [match for begin in self._begins for match in begin.finditer(text)]
            begins.sort(key=lambda match: match.start())
            ends = [*(match.start() for match in begins[1:]), len(text)]
            for match, end in zip(begins, ends, strict=False):
                self._spans[match[1], match[2]] = (match.start(), end)
        return self._text

    def ids(self, tag: str) -> list[str]:
        """The ids of all definitions with a tag."""
        self._cut()
        return [key for found, key in self._spans if found == tag]

    def read(self, tag: str, key: str, parse: Callable[[list[Token]], T]) -> T | None:
        """What one definition says; None where there is none."""

        def parsed() -> T | None:
            text = self._cut()
            span = self._spans.get((tag, key))
            if span is None and self._is_plain and text:
                raise NotPlain  # it may be there in another spelling
            return parse(self._scanner.tokens(text[slice(*span)])) if span is not None else None

        return self._spelled(parsed)

    def whole(self, parse: Callable[[str], T]) -> T:
        """What the text of all of them says."""
        return self._spelled(lambda: parse(self._cut()))

    def _spelled(self, parsed: Callable[[], T]) -> T:
        """Read in the plain spelling, and once more with a parser where it is not plain."""
        try:
            return parsed()
        except NotPlain:
            if not self._is_plain:
                raise
        self._is_plain, self._text = False, None
        self._spans.clear()
        return parsed()
