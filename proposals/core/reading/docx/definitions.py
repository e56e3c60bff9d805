"""Parts that define things by id (styles, lists), each read only when it is asked for.

Real files carry hundreds of styles and lists and use a dozen, so the part is cut
into its definitions first, and one is parsed when a paragraph names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from proposals.core.reading.docx.markup import NotPlain, Scanner, Token, attribute

T = TypeVar("T")


class Definitions:
    """The definitions of a part: `ids` has them by tag and id, with their attributes.

    `load` gives the part's text in the plain spelling: as it is if it passes for
    plain (True), or rewritten by a parser (False).
    """

    def __init__(self, scanner: Scanner, keys: dict[str, str], load: Callable[[bool], str]) -> None:
        self._scanner = scanner
        self._keys = keys
        self._load = load
        self._begin = re.compile(rf"<w:({'|'.join(keys)})([\s/][^>]*)>")
        self._cut(is_plain=True)

    def _cut(self, *, is_plain: bool) -> None:
        try:
            self._text = self._load(is_plain)
            self.ids: dict[tuple[str, str], str] = {}
            self._spans: dict[tuple[str, str], tuple[int, int]] = {}
            begins = list(self._begin.finditer(self._text))
            self._head = begins[0].start() if begins else len(self._text)
            ends = [*(match.start() for match in begins[1:]), len(self._text)]
            for match, end in zip(begins, ends, strict=False):
                key = (match[1], attribute(match[2], self._keys[match[1]]))
                self.ids[key] = match[2]
                self._spans[key] = (match.end(), end)
        except NotPlain:
            if not is_plain:
                raise
            self._cut(is_plain=False)
        self._is_plain = is_plain

    def read(self, tag: str, key: str, parse: Callable[[list[Token]], T]) -> T | None:
        """What one definition says; None where there is none."""
        return self._parsed(lambda: self._spans.get((tag, key)), parse)

    def head(self, parse: Callable[[list[Token]], T]) -> T | None:
        """What stands before the first definition."""
        return self._parsed(lambda: (0, self._head), parse)

    def _parsed(
        self, span: Callable[[], tuple[int, int] | None], parse: Callable[[list[Token]], T]
    ) -> T | None:
        found = span()
        if found is None:
            return None
        try:
            return parse(self._scanner.tokens(self._text[found[0] : found[1]]))
        except NotPlain:
            if not self._is_plain:
                raise
        self._cut(is_plain=False)
        return self._parsed(span, parse)
