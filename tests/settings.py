"""The settings of the tests: a development machine, with what is slow switched off.

Production's own settings are tested in a process of their own (web/test_settings.py).
"""

import os

os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("CACHE_URL", "locmemcache://")

from wtsa.settings import *  # noqa: F403

AXES_ENABLED = False  # switched on where it is tested
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
