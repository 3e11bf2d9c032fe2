"""The mini-rating: upload, score, read; apart from the home's numbers, and honest about what it knows."""

from pathlib import Path

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from scipy import stats

CHATS = (Path(__file__).parents[2] / "docs" / "tutorial" / "chats.csv").read_bytes()


def begin(client, content=CHATS, name="chats.csv", **facts):
    given = {"title": "A first look", "kind": "chats", "file": SimpleUploadedFile(name, content), **facts}
    return client.post("/reports/mini-rating/", {key: one for key, one in given.items() if one is not None})


def answer(client, address, answers, **more):
    at = client.get(address).context["one"].position
    names = ("right", "settled", "easy", "heard", "human", "extra")
    given = {"at": at, **dict(zip(names, answers, strict=True)), **more}
    return client.post(address.partition("?")[0], given)


def rated(client, **facts):
    begun = begin(client, **facts)
    assert begun.status_code == 302, begun.content
    address, n = begun["Location"], 0
    scores = []
    while "/score" in address:
        step = str(n % 3)
        found = answer(client, address, [step] * 6, **({"harm": "on"} if n == 4 else {}))
        assert found.status_code == 302, found.content
        scores.append(0.0 if n == 4 else 50.0 * int(step))
        address, n = found["Location"], n + 1
    return address, scores


def test_thirty_interactions_become_one_honest_page(served, sign_in):
    from rapport.warehouse import Warehouse

    before = Warehouse(served.warehouse_path).data_version
    client = sign_in("qa_lead")
    address, scores = rated(client, random="on")
    found = client.get(address).context["rating"]
    low, high = stats.t.interval(0.95, len(scores) - 1, np.mean(scores), stats.sem(scores))
    assert found.qci.value == pytest.approx(np.mean(scores)) and found.qci.base == len(scores)
    assert (found.qci.low, found.qci.high) == (pytest.approx(max(low, 0)), pytest.approx(min(high, 100)))
    assert found.harmless.value == pytest.approx(1 - 1 / len(scores))
    assert "clearly under the target" in found.words[0]
    assert found.lowest[0].qci == 0
    assert client.get(address + "/rating.pdf").content.startswith(b"%PDF")
    assert Warehouse(served.warehouse_path).data_version == before
    from rapport.program.audits.models import Evaluation

    assert Evaluation.objects.count() == 0


def test_what_was_picked_is_said_to_be_and_one_persons_scores_are_never_made_surer(sign_in):
    client = sign_in("qa_lead")
    widths = {}
    for name, facts in {
        "chance": {"random": "on", "population": "30"},
        "picked": {"population": "30"},
    }.items():
        address, _ = rated(client, **facts)
        found = client.get(address).context["rating"]
        widths[name] = found.qci.high - found.qci.low
        picked = any("not taken by chance" in one for one in found.caveats)
        assert picked == (name == "picked")
    assert widths["chance"] == widths["picked"]


def test_a_rating_half_done_says_so_and_under_five_shows_no_number(sign_in):
    client = sign_in("qa_lead")
    address = begin(client)["Location"]
    for _ in range(4):
        address = answer(client, address, "222222")["Location"]
    rating = client.get(address.partition("/score")[0]).context["rating"]
    assert (
        rating.qci.value is None
        and rating.qci.base == 4
        and any("Only 4 of" in one for one in rating.caveats)
    )


def test_text_is_redacted_before_it_is_kept(sign_in):
    from rapport.program.views.models import MiniInteraction

    said = (
        b"conversation_id,speaker,message\nx,Customer,my mail is ann.smith@example.org\nx,Agent,Thank you\n"
    )
    assert begin(sign_in("qa_lead"), said).status_code == 302
    kept = str(MiniInteraction.objects.get().turns)
    assert "ann.smith" not in kept and "[EMAIL]" in kept


def test_hostile_words_are_shown_as_words(sign_in):
    client = sign_in("qa_lead")
    said = b"conversation_id,speaker,message\nx,Customer,<script>alert(1)</script>\nx,Agent,Hello\n"
    page = client.get(begin(client, said, title="<b>x</b>")["Location"])
    assert b"<script>alert" not in page.content and b"<b>x</b>" not in page.content


def many(count):
    rows = [f"c{n},{who},hello" for n in range(count) for who in ("Customer", "Agent")]
    return "\n".join(["conversation_id,speaker,message", *rows]).encode()


@pytest.mark.parametrize(
    ("content", "name", "facts"),
    [
        (many(31), "many.csv", {}),
        (b"", "empty.csv", {}),
        (b"\x00\x01\x02 no table", "x.bin", {}),
        (CHATS, "chats.csv", {"kind": "answers"}),
        (CHATS, "chats.csv", {"population": "3"}),
        (CHATS, "chats.csv", {"population": "many"}),
        (CHATS, "chats.csv", {"file": None}),
        (b"x" * (11 * 1024 * 1024), "large.csv", {}),
    ],
)
def test_an_upload_that_cannot_be_is_told_in_words_and_keeps_the_title(sign_in, content, name, facts):
    from rapport.program.views.models import MiniRating

    found = begin(sign_in("qa_lead"), content, name, **facts)
    assert found.status_code == 400 and b'role="alert"' in found.content and b"A first look" in found.content
    assert MiniRating.objects.count() == 0


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.csv", "..\\..\\x.csv", "/tmp/x.csv", "a\x00.csv", "x" * 400 + ".csv"]
)
def test_a_name_of_a_file_leads_nowhere(served, sign_in, name):
    before = set(served.root.rglob("*"))
    assert begin(sign_in("qa_lead"), CHATS, name).status_code in (302, 400)
    assert {one for one in set(served.root.rglob("*")) - before if "sqlite" not in one.name} == set()


def test_an_unanswered_question_keeps_the_others(sign_in):
    client = sign_in("qa_lead")
    address = begin(client)["Location"]
    found = client.post(address, {"at": "1", "right": "2", "heard": "1"})
    assert found.status_code == 400 and b"is not answered" in found.content
    assert {one["name"]: one["answer"] for one in found.context["asked"]}["right"] == "2"


def test_a_rating_is_ones_own_and_can_be_removed(sign_in):
    client, other = sign_in("qa_lead"), sign_in("qa_lead")
    address = begin(client)["Location"]
    whole = address.partition("/score")[0]
    for path in (address, whole, whole + "/rating.pdf"):
        assert other.get(path).status_code == 404
    assert other.post(whole + "/remove").status_code == 400 and client.get(whole).status_code == 200
    client.post(whole + "/remove")
    assert client.get(whole).status_code == 404


@pytest.mark.parametrize("role", ["analyst", "team_manager", "associate", "auditor", "client_viewer"])
def test_who_may_not_rate_rates_not(sign_in, role):
    client = sign_in(role, "Day" if role == "team_manager" else None)
    assert client.get("/reports/mini-rating/").status_code == 403 and begin(client).status_code == 403


def test_ratings_whose_time_is_over_are_removed(served, sign_in):
    from datetime import UTC, datetime

    from rapport.program.views.models import MiniInteraction, MiniRating
    from rapport.work.mini_rating.expire import expire_ratings

    begin(sign_in("qa_lead"))
    MiniRating.objects.update(expires_at=datetime.now(UTC))
    expire_ratings(served)
    assert MiniRating.objects.count() == MiniInteraction.objects.count() == 0


@pytest.mark.parametrize("named", [True, False], ids=["by its ids", "by its words"])
def test_what_an_erased_customer_said_leaves_every_rating(served, sign_in, named):
    from rapport.program.views.models import MiniInteraction, MiniRating
    from rapport.work.erase import erase_customer

    content = CHATS if named else CHATS.replace(b",k-101,", b",,").replace(b"c-01,", b"upload-1,")
    client = sign_in("qa_lead")
    address = begin(client, content)["Location"].partition("/score")[0]
    kept = (b"conv", b"c-01", b"uplo")
    only = b"\n".join(one for one in content.splitlines() if one[:4] in kept)
    gone = begin(client, only)["Location"].partition("/score")[0]
    before = MiniInteraction.objects.count()
    said = "was promised for Monday"
    assert sum(said in str(one.turns) for one in MiniInteraction.objects.all()) == 2
    erased = erase_customer(served, "k-101")
    assert erased.counts["mini_rating_interactions"] == 2
    assert MiniInteraction.objects.count() == before - 2 and MiniRating.objects.count() == 1
    assert not any(said in str(one.turns) for one in MiniInteraction.objects.all())
    assert said.encode() not in served.database_path.read_bytes()
    assert client.get(gone).status_code == 404
    assert answer(client, address + "/score", "222222").status_code == 302
    assert client.get(address).status_code == 200
    assert erase_customer(served, "nobody").counts.get("mini_rating_interactions") is None
