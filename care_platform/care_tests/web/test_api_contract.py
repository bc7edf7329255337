"""The API against its own description: whatever comes is answered as described there, and never with a 5xx."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from care_platform.core.authority import AccountRole
from care_platform.web.app import create_app
from care_tests.conftest import PASSWORD, World

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 8
"""For each operation, person and kind of data: a run of some seconds."""

BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
ENDS_THE_SESSION = ("/api/login", "/api/logout")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """A platform with an elder, a robot, an alarm and people, which the calls change as they like."""
    world = World(tmp_path_factory.mktemp("contract") / "state")
    world.populate()
    with world.platform.database.writing() as session:
        role = AccountRole.ADMINISTRATOR
        world.platform.accounts.add(session, "boss", role, {"en": "Boss"}, PASSWORD, "home", demo=True)
    world.online()
    world.alarm()
    yield create_app(world.platform)
    world.platform.database.close()


def client_of(app: FastAPI, name: str) -> TestClient:
    """A client that is signed in as somebody, or as nobody."""
    client = TestClient(app, base_url="http://care.test", raise_server_exceptions=False)
    if name:
        answer = client.post("/api/login", json={"name": name, "password": PASSWORD})
        client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    return client


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("who", ["", "li", "boss"])
def test_every_call_is_answered_as_described(app: FastAPI, who: str, mode: GenerationMode) -> None:
    """With data that fits the description, and with data that does not (where a call takes any)."""
    client, tried = client_of(app, who), 0
    for found in schemathesis.openapi.from_dict(app.openapi()).get_all_operations():
        operation = found.ok()
        if who and operation.path.startswith(ENDS_THE_SESSION):
            continue

        @BOUNDED
        @given(case=operation.as_strategy(generation_mode=mode))
        def call(case: schemathesis.Case) -> None:
            request = case.as_transport_kwargs(base_url="http://care.test")
            request["headers"] = {**request["headers"], **client.headers}
            request.pop("cookies", None)
            case.validate_response(client.request(**request), checks=CHECKS)

        with suppress(Unsatisfiable):
            call()
            tried += 1
    assert tried >= (20 if mode is GenerationMode.POSITIVE else 15)
    assert not who or client.get("/api/me").status_code == 200
