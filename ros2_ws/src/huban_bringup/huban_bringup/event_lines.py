"""What happens to processes, in words."""

from huban_bringup.core.types import ProcessEvent
from huban_common.core.texts import Texts

_TEXTS = Texts("huban_bringup")


def line_of(event: ProcessEvent, language: str) -> str:
    """One line for people."""
    key = f"process-{event.kind.value.replace('_', '-')}"
    return _TEXTS.say(key, language, process=event.process, detail=event.detail)
