"""Whatever the document of the API allows, and what it does not, sent as several roles: every answer is one
that the document names, in the shape it says, and none is a fault of ours."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis import openapi as documents
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from tests.web.api_client import audited, program
from tests.web.shown_home import shown

ROLES = {
    "team_manager": {"team": "Evening"},
    "associate": {"agent_id": "a-3"},
    "client_viewer": {},
    "administrator": {},
}
"""Who may erase comes last: there is something to see for the others."""
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.unsupported_method,
    checks.allow_header_conformance,
]
SLOW = {"import_interactions": 4, "erase_customer": 6}
"""These write tables; erasing also writes the database anew."""


@pytest.fixture(scope="module")
def served(stocked, tmp_path_factory):
    with shown(stocked, tmp_path_factory.mktemp("document") / "home") as home:
        yield home


@pytest.fixture(scope="module")
def document(served):
    """The document, with the application behind it, and a key for each role: one for all of them, as to work
    out what may be sent takes five times as long as to send it."""
    from django.core.handlers.wsgi import WSGIHandler

    from rapport.web.config.home_of import served_home

    file = served.root / "rapport.toml"
    file.write_text("api_per_minute = 1_000_000\n" + file.read_text())
    served_home.cache_clear()
    programs = {role: program(role, **facts) for role, facts in ROLES.items()}
    audited(programs["administrator"])
    return documents.from_wsgi("/api/openapi.json", WSGIHandler()), programs


def spread_out(case):
    """Objects in the address, one parameter a field, as the document's style is; sent straight to an
    application they would become one word, which is no wrong value of a text."""
    for name, value in list((case.query or {}).items()):
        if isinstance(value, dict) and value:
            del case.query[name]
            case.query.update(value)


def hold(document, role, examples):
    """Sends so many requests to every address as this role → how many in all."""
    schema, programs = document
    headers = {"Authorization": f"Bearer {programs[role].secret}"}
    seen, asked = set(), []
    for found in schema.get_all_operations():
        operation = found.ok()
        name = operation.definition.raw["operationId"]
        seen.add(name)
        few = SLOW.get(name) if role == "administrator" else None
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            most = min(examples, few * (examples // 10 + 1)) if few else examples

            @settings(
                max_examples=most,
                deadline=None,
                derandomize=True,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case):
                asked.append(1)
                spread_out(case)
                case.call_and_validate(headers=headers, checks=CHECKS)

            try:
                ask()
            except schemathesis.errors.SchemathesisError as error:
                if "negative" not in str(error).lower():  # nothing can be wrong about an address alone
                    raise
    assert {"list_interactions", "submit_evaluations", "estimate", "list_findings"} <= seen
    return len(asked)


@pytest.mark.parametrize("role", ROLES)
def test_every_answer_is_as_documented(document, role):
    assert hold(document, role, 4) > 100


@pytest.mark.proof
@pytest.mark.parametrize("role", ROLES)
def test_every_answer_is_as_documented_at_length(document, role):
    asked = hold(document, role, 150)
    print(f"{role}: {asked} requests")
    assert asked > 2000
