"""A small home with everything in it that a customer can leave traces in."""

import gzip
import shutil
import zipfile

import pytest
from kept_records import SECRET, evaluate, talk

from rapport.home import create_home, open_home
from rapport.program.setup import disconnect
from rapport.records import Answer, Customer
from rapport.warehouse import Warehouse


@pytest.fixture
def kept_home(tmp_path, template):
    """A home with six conversations, of which `talk-1` is Ada Quill's; scored, reported, exported."""
    shutil.copytree(template, tmp_path / "home")
    yield open_home(tmp_path / "home")
    disconnect()


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """Made once, copied for every test."""
    home = create_home(tmp_path_factory.mktemp("template") / "home")
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert(
            "interactions", [talk(1, "cust-1", SECRET), *(talk(n, f"cust-{n}") for n in range(2, 7))]
        )
        writer.upsert(
            "customers",
            [
                Customer("cust-1", "Ada Quill", "ada@quill.example", "+44 20 7946 0000", "1 Long Lane"),
                Customer("cust-2", "Bo Reed"),
            ],
        )
        writer.upsert("answers", [Answer("s1-nps", "sub-1", "nps", "nps", 9.0, customer_id="cust-1")])
    evaluate(home, "talk-1", comment="Ada Quill sounded upset")
    evaluate(home, "talk-2", comment="Fine")
    _files(home)
    disconnect()
    return home.root


def _files(home):
    rejects, reports, sheets = home.folder("rejects"), home.folder("reports"), home.folder("sheets")
    (rejects / "chats.csv").write_text(
        "file,row,reason,what to do,raw text\n"
        'a.csv,3,No time,Mend,"cust-1,Ada\nQuill"\n'
        "a.csv,4,No time,Mend,cust-2\n"
    )
    (rejects / "chats.jsonl.gz").write_bytes(gzip.compress(b'{"name": "\\u0041da  Quill"}'))
    (reports / "executive.html").write_text(
        "<p>My heron <b>ate</b> the blue&#32;router and now nothing works at all"
    )
    (reports / "executive.pdf").write_bytes(b"%PDF-1.7 glyphs")
    (reports / "executive.json").write_text('{"data_version": 3, "qci": 100.0}')
    (reports / "manager.html").write_text("<p>Nothing about anybody, talk-2")
    (reports / "manager.pdf").write_bytes(b"%PDF-1.7 glyphs")
    with zipfile.ZipFile(sheets / "eve.xlsx", "w", zipfile.ZIP_DEFLATED) as sheet:
        sheet.writestr("xl/sharedStrings.xml", "<si><t>talk-1</t></si>")
    (sheets / "eve.csv").write_text("interaction_id,evaluator\ntalk-1,Eve\ntalk-2,Eve\n")
