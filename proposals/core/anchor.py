"""Finding quoted words again in a text that may have changed since.

A quotation is kept with a little of what stood before and after it (the text quote
selector of the W3C's Web Annotation model, 4.2.4), so that it is found among several
that read the same, and in a corrected text.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from proposals.core.words import normal

CONTEXT = 32  # characters kept on either side
ALIKE = 80.0  # of 100: below that the words are no longer there


def find(quote: str, text: str, before: str = "", after: str = "") -> str | None:
    """The words of `text`, in its comparison form, that the quotation means; None for none.

    They are the quotation itself where it still stands, else what it has become.
    """
    wanted, whole = normal(quote).strip(), normal(text)
    if not wanted:
        return None
    places = [at for at in range(len(whole)) if whole.startswith(wanted, at)]
    if places:
        at = max(places, key=lambda at: _fit(whole, at, at + len(wanted), before, after))
        return whole[at : at + len(wanted)]
    found = fuzz.partial_ratio_alignment(wanted, whole, score_cutoff=ALIKE)
    if found is None or found.dest_end - found.dest_start < len(wanted) / 2:
        return None
    return whole[found.dest_start : found.dest_end]


def _fit(whole: str, start: int, stop: int, before: str, after: str) -> float:
    """How well the surroundings of a place are those that were kept."""
    left, right = normal(before), normal(after)
    return fuzz.ratio(left, whole[max(0, start - len(left)) : start]) + fuzz.ratio(
        right, whole[stop : stop + len(right)]
    )
