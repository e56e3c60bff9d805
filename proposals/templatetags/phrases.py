"""The words of the table in the reader's language: what `core.writing.html.phrase` names."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext, pgettext_lazy

from proposals.models import Decision

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
# A phrase by itself.
WORDS = {
    "front": _("Title and opening"),
    "changed_short": _("changed"),
    "same": _("no change"),
    "nobody": _("no change"),
    "absent": _("not in the document"),
    "added": _("new clause"),
    "deleted": _("deleted"),
    "added_inferred": _("new clause (inferred)"),
    "deleted_inferred": _("deleted (inferred)"),
    "renumbered": _("renumbered only"),
    "open": pgettext_lazy("a link to the clause", "open"),
    "draft_kept": _("kept as in force"),
    "draft_never": _("not taken up"),
    "draft_decided": _("decided"),
    "draft_moved": _("decided, and moved"),
    "draft_bracketed": _("in brackets"),
    "draft_deferred": _("deferred"),
}
# A phrase around a value that is HTML already: a link, names of groups.
AROUND = {
    "moved_from": _("moved from %s"),
    "moved_to": _("moved to %s"),
    "now_in": _("now under %s"),
    "moved_after": _("moved, to stand after %s"),
    "moved_here": _("followed by what is moved here: %s"),
    "rival": _("These texts compete for one place: %s"),
    "share": _("%s: same text"),
    "share_gone": _("%s: the same deletion"),
    "again": _("same text as %s"),
    "again_gone": _("deleted, as %s does"),
}
# A phrase with a number.
COUNTED: dict[str, Any] = {
    "words": ngettext_lazy("… %d word …", "… %d words …"),
    "unchanged": ngettext_lazy("Show %d unchanged clause", "Show %d unchanged clauses"),
    "draft_open": ngettext_lazy("open: %d place", "open: %d places"),
}


def say(name: str, value: str) -> str:
    """A phrase as HTML. `value` is HTML already; an unknown phrase says its name."""
    if name in AROUND:
        return escape(str(AROUND[name])) % value
    if name in COUNTED:
        return escape(COUNTED[name] % int(value))
    if name in WORDS:
        return escape(str(WORDS[name]))
    return escape(_other(name, value))


def _other(name: str, value: str) -> str:
    match name:
        case "changed":
            changed, total = value.split("/")
            words = str(_("%(changed)s of %(total)s clauses changed"))
            return words % {"changed": changed, "total": total}
        case "rule":
            return str(RULES[value])
        case "form":
            comma = pgettext("between two of a list", ", ")
            rules = comma.join(str(RULES[rule]) for rule in value.split())
            return str(_("form only: %s")) % rules
        case "mark":
            mark, __, group = value.partition(" ")
            return " ".join(filter(None, (str(Decision.Status(mark).label), group)))
    return name
