"""The WSGI application of the home that `RAPPORT_HOME` names; what `rapport serve` runs."""

from django.core.handlers.wsgi import WSGIHandler

from rapport.home import open_home
from rapport.program.setup import connect

connect(open_home())
application = WSGIHandler()
