"""Moving and talking at once."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from huban_behaviors.core.ports import Robot

Result = TypeVar("Result")


async def announced(robot: Robot, text: str, motion: Awaitable[Result]) -> Result:
    """The result of a motion that starts at once while the robot says what it does."""
    speech = asyncio.ensure_future(robot.say(text))
    try:
        result = await motion
        await speech
        return result
    finally:
        speech.cancel()
