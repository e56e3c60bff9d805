"""Data entry for administrators, and a look at what the services wrote.

What an alignment stands on cannot be changed behind its back: texts in force go through
`services.edit_base`, publishing through `services.publish`, all else is only shown.
"""

from . import comparisons, meetings, register, resolutions

__all__ = ["comparisons", "meetings", "register", "resolutions"]
