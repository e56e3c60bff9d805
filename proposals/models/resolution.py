from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from proposals.core import model as core
from proposals.core.search import fold

from .folded import Searchable

LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]
# Kinds of clauses are words of the field, the same in every interface.
KINDS = [(kind.value, kind.value) for kind in core.Kind]


class Conference(models.TextChoices):
    WTSA = "WTSA", _("World Telecommunication Standardization Assembly")
    PP = "PP", _("Plenipotentiary Conference")
    WTDC = "WTDC", _("World Telecommunication Development Conference")
    COUNCIL = "Council", _("Council")


class Resolution(models.Model):
    """A resolution through all its revisions.

    `version` grows with every change of anything that its pages show: it is the key of
    what is cached. Only services change it.
    """

    conference = models.CharField(
        _("conference"), max_length=10, choices=Conference, default=Conference.WTSA
    )
    number = models.CharField(_("number"), max_length=10)
    slug = models.SlugField(_("address"), max_length=24, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        ordering = ("conference", "number")
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        constraints = (
            models.UniqueConstraint(
                fields=("conference", "number"), name="resolution_number_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.conference} {self.number}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = address(self.conference, self.number)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


def address(conference: str, number: str) -> str:
    """What stands in addresses: "44" for one of the Assembly, else "PP-71"."""
    return number if conference == Conference.WTSA else f"{conference}-{number}"


class Revision(models.Model):
    """One text of a resolution in one language: as an assembly adopted it.

    An `inferred` one was recovered from proposals because the real text was not in the
    store; importing the real one takes its place.
    """

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="revisions")
    name = models.CharField(
        _("name"),
        max_length=100,
        blank=True,
        help_text=_("as in “Rev. Hammamet, 2016”; empty where the text does not say"),
    )
    place = models.CharField(_("place"), max_length=100, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    title = models.TextField(_("title"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES, default="en")
    inferred = models.BooleanField(
        _("recovered"), default=False, help_text=_("recovered from the columns of a table")
    )
    document = models.ForeignKey(
        "SourceDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("read from"),
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ("resolution", "year", "name", "language")
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = (
            models.UniqueConstraint(
                fields=("resolution", "name", "language"), name="revision_name_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.resolution} ({self.name})"


class Clause(Searchable):
    """A paragraph of a text in force; a footnote is a clause too, after the one that cites it.

    `uid` never changes: addresses, pins and decisions rely on it.
    """

    FOLDED_FROM = frozenset({"text"})

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="clauses", db_index=False
    )  # the constraint's index serves it
    uid = models.CharField(max_length=12, unique=True, editable=False)
    position = models.IntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS)
    section = models.TextField(_("section"), blank=True)
    level = models.PositiveSmallIntegerField(_("level"), default=0)
    label = models.CharField(_("label"), max_length=60, blank=True)
    text = models.TextField(_("text"), blank=True)
    source = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        ordering = ("revision", "position")
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints = (
            models.UniqueConstraint(fields=("revision", "position"), name="clause_position_unique"),
        )

    def __str__(self) -> str:
        return f"{self.section} {self.label}".strip() or self.text[:40]

    def folded_text(self) -> str:
        return fold(self.text)

    def to_core(self) -> core.Clause:
        return core.Clause(
            core.Kind(self.kind),
            self.section,
            core.equal(self.label),
            core.equal(self.text),
            self.level,
            self.source,
            self.uid,
        )
