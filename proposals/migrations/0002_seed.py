"""What every installation starts with: the six regional groups, three assemblies, the roles.

Anything of it can be changed in the administration.
"""

from django.db import migrations

# Code, source code, name: in the order of the secretariat's tables.
GROUPS = [
    ("AST", "ARB", "Arab States (League of Arab States)"),
    ("ATU", "AFCP", "African Telecommunications Union"),
    ("CITEL", "IAP", "Inter-American Telecommunication Commission"),
    ("RCC", "RCC", "Regional Commonwealth in the Field of Communications"),
    ("APT", "ACP", "Asia-Pacific Telecommunity"),
    (
        "CEPT",
        "EUR",
        "European Conference of Postal and Telecommunications Administrations",
    ),
]
# These assemblies are over and their documents public. Code, place, year, first day, last day.
MEETINGS = [
    ("WTSA-16", "Hammamet", 2016, "2016-10-25", "2016-11-03"),
    ("WTSA-20", "Geneva", 2022, "2022-03-01", "2022-03-09"),
    ("WTSA-24", "New Delhi", 2024, "2024-10-15", "2024-10-24"),
]
# Role: what it may do in the administration, as (action, models).
ROLES = {
    "delegate": [],
    "editor": [("view", "*")],
    "secretariat": [
        ("view", "*"),
        ("change", "comparison meeting"),
        ("add change", "proposal"),
    ],
    "administrator": [
        ("view", "*"),
        (
            "add change",
            "meeting group delegation resolution revision clause comparison proposal citedtext",
        ),
        ("delete", "meeting group delegation resolution revision clause citedtext"),
    ],
}
SHOWN = (
    "meeting group delegation resolution revision clause sourcedocument comparison proposal "
    "row proposedclause correction record citedtext"
)


def seed(apps, schema_editor):
    Group = apps.get_model("proposals", "Group")
    Meeting = apps.get_model("proposals", "Meeting")
    for order, (code, source_code, name) in enumerate(GROUPS, 1):
        Group.objects.create(code=code, source_code=source_code, name=name, order=order)
    for code, place, year, starts, ends in MEETINGS:
        Meeting.objects.create(
            code=code,
            conference="WTSA",
            name=f"World Telecommunication Standardization Assembly ({place}, {year})",
            place=place,
            year=year,
            starts=starts,
            ends=ends,
            published=True,
        )


def roles(apps, schema_editor):
    """Roles are Django groups. Permissions are made here, since they otherwise come last."""
    Role = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")

    def permission(action, model):
        kind, _ = ContentType.objects.get_or_create(app_label="proposals", model=model)
        made, _ = Permission.objects.get_or_create(
            codename=f"{action}_{model}",
            content_type=kind,
            defaults={"name": f"Can {action} {apps.get_model('proposals', model)._meta.verbose_name}"},
        )
        return made

    for name, allowed in ROLES.items():
        role, _ = Role.objects.get_or_create(name=name)
        role.permissions.add(
            *(
                permission(action, model)
                for actions, models in allowed
                for action in actions.split()
                for model in (SHOWN if models == "*" else models).split()
            )
        )


def no_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0001_store"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(seed, migrations.RunPython.noop),
        migrations.RunPython(roles, no_roles),
    ]
