import json

import jsonschema
import pytest

from care_protocol import schemas
from care_protocol.channels import Channel


@pytest.mark.parametrize("channel", list(Channel))
def test_the_published_schema_is_that_of_the_model(channel: Channel) -> None:
    assert schemas.path(channel).read_text(encoding="utf-8") == schemas.text(channel), (
        "run python -m care_protocol.schemas"
    )


@pytest.mark.parametrize("channel", list(Channel))
def test_the_published_schema_is_valid_itself(channel: Channel) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schemas.path(channel).read_text(encoding="utf-8")))


def test_nothing_else_is_published() -> None:
    assert {file.name for file in schemas.FOLDER.iterdir()} == {schemas.path(channel).name for channel in Channel}
