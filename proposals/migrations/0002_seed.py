"""The six regional groups, the assemblies, and the roles: what every installation starts with."""

from django.db import migrations

GROUPS = [  # code, source code, name: in the order in which the secretariat's tables name them
    ("AST", "ARB", "League of Arab States"),
    ("ATU", "AFCP", "African Telecommunications Union"),
    ("CITEL", "IAP", "Inter-American Telecommunication Commission"),
    ("RCC", "RCC", "Regional Commonwealth in the Field of Communications"),
    ("APT", "ACP", "Asia-Pacific Telecommunity"),
    ("CEPT", "EUR", "European Conference of Postal and Telecommunications Administrations"),
]
MEETINGS = [  # code, place, year, first day, last day
    ("WTSA-16", "Hammamet", 2016, "2016-10-25", "2016-11-03"),
    ("WTSA-20", "Geneva", 2022, "2022-03-01", "2022-03-09"),
    ("WTSA-24", "New Delhi", 2024, "2024-10-15", "2024-10-24"),
]
ROLES = ("delegate", "editor", "secretariat", "administrator")


def seed(apps, schema_editor):
    Group = apps.get_model("proposals", "Group")
    Meeting = apps.get_model("proposals", "Meeting")
    for order, (code, source_code, name) in enumerate(GROUPS, start=1):
        Group.objects.create(code=code, source_code=source_code, name=name, order=order)
    for code, place, year, starts, ends in MEETINGS:
        Meeting.objects.create(
            code=code,
            name=f"World Telecommunication Standardization Assembly ({place}, {year})",
            place=place,
            year=year,
            starts=starts,
            ends=ends,
        )
    Role = apps.get_model("auth", "Group")
    for name in ROLES:
        Role.objects.get_or_create(name=name)


def unseed(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0001_store"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(seed, unseed)]
