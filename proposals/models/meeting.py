"""Who meets, and who proposes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Conference(models.TextChoices):
    """Whose resolution it is, or which body meets."""

    WTSA = "WTSA", _("World Telecommunication Standardization Assembly")
    PP = "PP", _("Plenipotentiary Conference")
    WTDC = "WTDC", _("World Telecommunication Development Conference")
    COUNCIL = "Council", _("Council")


class Meeting(models.Model):
    """One assembly, e.g. WTSA-20."""

    code = models.SlugField(_("code"), max_length=30, unique=True, help_text=_("e.g. WTSA-20"))
    conference = models.CharField(
        _("conference"), max_length=10, choices=Conference, default=Conference.WTSA
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=100)
    year = models.PositiveSmallIntegerField(_("year"))
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    is_published = models.BooleanField(
        _("published"), default=True, help_text=_("Visitors who are not signed in may see it.")
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ("-year", "code")
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self) -> str:
        return self.code


class Group(models.Model):
    """A regional group, a Member State or anyone else who proposes."""

    code = models.CharField(_("code"), max_length=30, unique=True, help_text=_("e.g. CITEL"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    source_code = models.CharField(
        _("source code"),
        max_length=30,
        blank=True,
        help_text=_("How its documents are coded, e.g. IAP."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    history = HistoricalRecords()

    class Meta:
        ordering = ("order", "code")
        verbose_name = _("group")
        verbose_name_plural = _("groups")

    def __str__(self) -> str:
        return self.code
