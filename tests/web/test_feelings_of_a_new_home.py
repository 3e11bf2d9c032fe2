"""Feelings, effort and comments where little is there yet."""

import csv
import io

from rapport.records import Answer
from rapport.warehouse import Warehouse
from tests.web.patient import Patient


def test_what_was_not_read_says_what_comes_next(served, sign_in):
    answer = Patient(sign_in("program_manager")).get("/understand/effort/")
    assert "Nothing was read here yet" in answer.content.decode()


def test_formulas_in_comments_are_harmless_in_a_file(served, sign_in):
    with Warehouse(served.warehouse_path).write() as writer:
        writer.upsert("answers", [Answer("x", "s", "comment", "text", text='=HYPERLINK("evil")')])
    client = sign_in("program_manager")
    assert "=HYPERLINK" in Patient(client).get("/understand/comments/").content.decode()
    file = client.get("/understand/comments/?as=csv").content.decode("utf-8-sig")
    cell = list(csv.reader(io.StringIO(file)))[1][-1]
    assert not cell.startswith("=")
