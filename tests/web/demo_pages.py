"""Opens the pages of the navigation as each of some of the demo's people, in a process of its own."""

import json
import sys

from django.test import Client

from rapport.home import open_home
from rapport.program.setup import connect
from rapport.web.base.navigation import ENTRIES


def main(root, *people):
    connect(open_home(root))
    print(json.dumps({who: opened(who) for who in people}))


def opened(who):
    """Path → whether the page is empty, of all that this person may open."""
    from rapport.program.people.models import User

    client = Client(headers={"host": "localhost"})
    user = User.objects.get(email=f"{who}@halyard.example")
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    found = {}
    for path in dict.fromkeys(one.path for entry in ENTRIES for one in (entry, *entry.pages)):
        answer = client.get(path)
        page = answer.content.decode()
        if answer.status_code == 200:
            found[path] = 'class="empty' in page or "stand here, " in page
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
