"""Databases with the tables of a new home on a PostgreSQL server: the migrations run once in a run of the
tests, as they take a quarter of a minute of the processor there."""

import subprocess
from itertools import count

from rapport.home import create_home, open_home
from rapport.program.setup import connect, disconnect
from tests.made_once import made_once

NAME = "tables"


def database_maker(server, tmp_path_factory):
    """Makes databases on this server → where each is."""

    def make(path):
        home = create_home(tmp_path_factory.mktemp("elsewhere") / "home")
        server.psql(f"CREATE DATABASE {NAME};")
        connect(open_home(home.root, database_url=server.get_uri(NAME)))
        disconnect()
        path.write_bytes(subprocess.check_output([server.bin_path / "pg_dump", server.get_uri(NAME)]))

    tables = made_once(tmp_path_factory, "postgres-tables", make)
    if "0 rows" in server.psql(f"SELECT 1 FROM pg_database WHERE datname = '{NAME}';"):
        server.psql(f"CREATE DATABASE {NAME};\n\\c {NAME}\n{tables.read_text(encoding='utf-8')}")
    numbers = count(1)

    def made():
        name = f"{NAME}_{next(numbers)}"
        server.psql(f"CREATE DATABASE {name} TEMPLATE {NAME} STRATEGY FILE_COPY;")
        return server.get_uri(name)

    return made
