"""The WSGI application of the home that `RAPPORT_HOME` names; what `rapport serve` runs."""

from django.core.handlers.wsgi import WSGIHandler

from rapport.home import open_home
from rapport.program.setup import connect
from rapport.web.config.same_file import SameFile
from rapport.web.config.whole import Whole

connect(open_home())
application = SameFile(Whole(WSGIHandler()))
