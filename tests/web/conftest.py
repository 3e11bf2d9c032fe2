"""A served home with a few interactions, and people of every role."""

from pathlib import Path

import pytest
from django.test.utils import setup_test_environment, teardown_test_environment
from playwright.sync_api import expect

from rapport.home import open_home
from rapport.program.setup import configure, disconnect
from rapport.work.import_ import import_files
from rapport.work.init import init_home
from tests.made_once import made_once
from tests.web.shown_home import shown

CHATS = Path(__file__).parents[2] / "docs" / "tutorial" / "chats.csv"
PASSWORD = "a long enough password"
expect.set_options(timeout=20_000)  # a page on a busy machine may take its time: no timing decides a test


@pytest.fixture(scope="session")
def stocked(tmp_path_factory):
    """A home with the tutorial's chats, to copy."""

    def make(root):
        import_files(init_home(root, "Kettles & Co"), "chats", [CHATS])
        disconnect()

    root = made_once(tmp_path_factory, "stocked", make)
    configure(open_home(root))
    setup_test_environment()
    yield root
    teardown_test_environment()


@pytest.fixture
def served(stocked, tmp_path):
    """The home that the pages of this test show."""
    with shown(stocked, tmp_path / "home") as home:
        yield home


@pytest.fixture
def sign_in(served):
    """Signs somebody in with a role → a client of the pages."""
    from django.test import Client

    from rapport.program.people.actor import TERMINAL, Grant
    from rapport.program.people.models import User
    from rapport.program.people.services import person_create

    def made(role=None, team=None, agent_id=None):
        grants = [Grant(role, team)] if role else []
        number = User.objects.count()
        user = person_create(
            TERMINAL,
            f"p{number}@example.org",
            name=f"Person {number}",
            password=PASSWORD,
            grants=grants,
            agent_id=agent_id,
        )
        client = Client()
        client.force_login(User.objects.get(pk=user), "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return made


@pytest.fixture(scope="session")
def audited(stocked, tmp_path_factory):
    """A home with two audits of a simulated company, to copy: see `served_audit`."""
    from rapport.work.demo import run_demo

    def make(root):
        run_demo(root, size=700, formats=("html",), around=False)
        disconnect()

    return made_once(tmp_path_factory, "audited", make)


@pytest.fixture
def served_audit(audited, tmp_path):
    """The audited home as the one that the pages of this test show."""
    with shown(audited, tmp_path / "home") as home:
        yield home


@pytest.fixture(scope="module")
def everything(stocked, tmp_path_factory):
    """A home in which something stands behind every address, and clients of every role."""
    from tests.web.every_place import Everything

    with shown(stocked, tmp_path_factory.mktemp("everything") / "home") as home:
        yield Everything(home)
