"""What gunicorn serves: `gunicorn wtsa.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wtsa.settings")

application = get_wsgi_application()
