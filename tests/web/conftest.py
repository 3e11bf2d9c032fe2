"""A served home with a few interactions, and people of every role."""

import shutil
from pathlib import Path

import pytest
from django.test.utils import setup_test_environment, teardown_test_environment

from rapport.home import open_home
from rapport.program.setup import connect, disconnect
from rapport.work.import_ import import_files
from rapport.work.init import init_home

CHATS = Path(__file__).parents[2] / "docs" / "tutorial" / "chats.csv"
PASSWORD = "a long enough password"


@pytest.fixture(scope="session")
def stocked(tmp_path_factory):
    """A home with the tutorial's chats, to copy."""
    home = init_home(tmp_path_factory.mktemp("stocked") / "home", "Kettles & Co")
    import_files(home, "chats", [CHATS])
    disconnect()
    setup_test_environment()
    yield home.root
    teardown_test_environment()


@pytest.fixture
def served(stocked, tmp_path, monkeypatch):
    """The home that the pages of this test show."""
    from rapport.web.config.home_of import served_home

    shutil.copytree(stocked, tmp_path / "home")
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path / "home"))
    served_home.cache_clear()
    home = open_home()
    connect(home)
    yield home
    served_home.cache_clear()
    disconnect()


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

    root = tmp_path_factory.mktemp("audited") / "home"
    run_demo(root, size=700, formats=("html",))
    disconnect()
    return root


@pytest.fixture
def served_audit(audited, tmp_path, monkeypatch):
    """The audited home as the one that the pages of this test show."""
    from rapport.web.config.home_of import served_home

    shutil.copytree(audited, tmp_path / "home")
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path / "home"))
    served_home.cache_clear()
    home = open_home()
    connect(home)
    yield home
    served_home.cache_clear()
    disconnect()


@pytest.fixture(scope="module")
def everything(stocked, tmp_path_factory):
    """A home in which something stands behind every address, and clients of every role."""
    from rapport.web.config.home_of import served_home
    from tests.web.every_place import Everything

    root = tmp_path_factory.mktemp("everything") / "home"
    shutil.copytree(stocked, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAPPORT_HOME", str(root))
        served_home.cache_clear()
        home = open_home()
        connect(home)
        yield Everything(home)
        served_home.cache_clear()
        disconnect()
