from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .resolution import Conference


class Meeting(models.Model):
    """An assembly or conference; its comparisons are public when it is and when they are."""

    code = models.SlugField(
        _("code"), max_length=20, unique=True, help_text=_("as in WTSA-20; it stands in addresses")
    )
    conference = models.CharField(_("conference"), max_length=10, choices=Conference)
    name = models.CharField(_("name"), max_length=200)
    place = models.CharField(_("place"), max_length=100)
    year = models.PositiveSmallIntegerField(
        _("year"), help_text=_("in which it meets: WTSA-20 met in 2022")
    )
    starts = models.DateField(_("first day"), null=True, blank=True)
    ends = models.DateField(_("last day"), null=True, blank=True)
    published = models.BooleanField(
        _("published"), default=False, help_text=_("anonymous visitors see the meeting")
    )
    delegates_comment = models.BooleanField(
        _("delegates comment"), default=False, help_text=_("else only the staff does")
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ("-year", "code")
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = (
            models.CheckConstraint(
                name="meeting_ends_after_it_starts",
                condition=models.Q(starts=None)
                | models.Q(ends=None)
                | models.Q(ends__gte=models.F("starts")),
                violation_error_message=_("The last day is before the first."),
            ),
        )

    def __str__(self) -> str:
        return self.code


class Group(models.Model):
    """Who proposes: a regional group, a Member State, a Sector Member, or several jointly."""

    code = models.CharField(
        _("code"), max_length=60, unique=True, help_text=_("as tables name it: ATU")
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    source_code = models.CharField(
        _("source code"),
        max_length=60,
        blank=True,
        db_index=True,
        help_text=_("as proposals' codes name it: AFCP in AFCP/35A8/1"),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("of its column, among those no table put in order")
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ("order", "code")
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        constraints = (
            models.UniqueConstraint(
                fields=("source_code",),
                name="group_source_code_unique",
                condition=~models.Q(source_code=""),
            ),
        )

    def __str__(self) -> str:
        return self.code
