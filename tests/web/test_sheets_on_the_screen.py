"""Sheets on the scoring pages: read, and corrected for a reason that is asked for."""

import pytest

from rapport.criteria import Decision, parse_criteria
from tests.web.scoring_home import criteria_text
from tests.web.test_scoring import actor_of_client, draw, fields

EVIL = '<b>"why"</b>'


@pytest.fixture
def sheet(served, sign_in):
    """Ann scores three chats, the first on a sheet → her client, and the keys of her work."""
    from rapport.program.audits.plain import Submission
    from rapport.program.audits.services import evaluations_submit, evaluator_me
    from rapport.program.people.actor import TERMINAL

    client = sign_in("analyst")
    works = draw(client, 3)
    criteria = parse_criteria(criteria_text(), "fifteen.yaml")
    said = {one.name: Decision() for one in criteria.elements}
    said["element_1"] = Decision({"good": 1}, comment="as on the sheet")
    name = evaluator_me(actor_of_client(client))
    evaluations_submit(TERMINAL, criteria, [Submission("c-01", name, said, {}, sample="autumn")])
    return client, works


def test_a_sheet_is_read_and_put_right_on_the_screen(sheet, sign_in):
    from rapport.program.audits.models import Evaluation

    client, works = sheet
    place = f"/audit/scoring/{works[0]}"
    page = client.get(place).content.decode()
    assert "on a sheet" in page and "as on the sheet" in page and "Why it is corrected" in page
    before = Evaluation.objects.get(retracted_at=None)
    refused = client.post(f"{place}/correct", {"reason": " "})
    assert refused.status_code == 400 and b"A reason is needed" in refused.content
    assert client.post(f"{place}/correct", {"reason": EVIL})["Location"] == place
    page = client.get(place).content.decode()
    assert 'id="submit"' in page and "&lt;b&gt;" in page and EVIL not in page
    assert 'data-undo=""' in page
    done = client.post(f"{place}/submit", fields(version="1", **{"comment/element_1": "put right"}))
    assert done.status_code == 302
    before.refresh_from_db()
    assert before.retracted_at is not None and before.replaced_by.retracted_at is None
    again = client.get(place).content.decode()
    assert "put right" in again and "Why it is corrected" in again


def test_who_plans_is_led_to_sheets_and_others_are_not(sheet, sign_in):
    client, works = sheet
    lead, other = sign_in("qa_lead"), sign_in("analyst")
    place = f"/audit/scoring/{works[0]}"
    assert f'href="{place}"' in lead.get("/audit/samples/autumn/?state=done").content.decode()
    assert "scored by Person" in lead.get(place).content.decode()
    assert other.get(place).status_code == 404 and sign_in("auditor").get(place).status_code == 403
    assert other.post(f"{place}/correct", {"reason": "because"}).status_code == 400
    assert lead.post(f"{place}/correct", {"reason": "The greeting"})["Location"] == place
    page = lead.get(place).content.decode()
    assert "of what Person" in page and 'id="submit"' in page
    assert b"Somebody else corrects" in client.post(f"{place}/correct", {"reason": "mine"}).content
    assert lead.get(f"/audit/scoring/{works[1]}").status_code == 404
