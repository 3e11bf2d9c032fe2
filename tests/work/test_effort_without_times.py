"""A company whose records have no times sees how hard it was all the same."""

from dataclasses import replace

from rapport.home import create_home
from rapport.program.people.actor import Actor, Grant
from rapport.program.setup import connect, disconnect
from rapport.warehouse import Warehouse
from rapport.work.annotate import annotate_home
from rapport.work.experience.effort import effort_page
from rapport.work.results.view import View
from tests.work.understood_home import talks


def test_first_contacts_are_undefined_and_the_rest_is_told(tmp_path):
    home = create_home(tmp_path / "home")
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", [replace(one, started_at=None) for one in talks()])
    annotate_home(home, processes=1)
    connect(home)
    try:
        found = effort_page(home, Actor("Ana", (Grant("analyst"),)), View())
    finally:
        disconnect()
    numbers = {one.key: one.estimate for one in found.numbers}
    assert found.read and numbers["effort"].value is not None
    assert numbers["first_contact"].value is None
    assert "no contact has a customer, a concern and a time" in numbers["first_contact"].undefined_because
