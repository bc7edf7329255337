"""The published JSON Schemas, one per channel; `python -m care_protocol.schemas` writes them anew."""

import json
from pathlib import Path
from typing import Any

from care_protocol.channels import Channel
from care_protocol.messages import MODELS, VERSION

FOLDER = Path(__file__).parent / "schemas"


def schema(channel: Channel) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what a receiver accepts on a channel."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:huban:care-protocol:v{VERSION}:{channel.value}",
        **MODELS[channel].model_json_schema(),
    }


def path(channel: Channel) -> Path:
    return FOLDER / f"{channel.value}.v{VERSION}.schema.json"


def text(channel: Channel) -> str:
    return json.dumps(schema(channel), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for each in Channel:
        path(each).write_text(text(each), encoding="utf-8")
