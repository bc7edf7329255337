"""A nurse at work in the app while things die: calls skills, answers alarms; what failed she may not know."""

from uuid import UUID

import httpx

from care_platform.testing import PlatformProcess

NURSE = "li"
"""The demo's nurse."""

TIMEOUT_S = 10.0


class Nurse:
    """`called`, `answered`: the calls and the acknowledged alarms that the platform confirmed to her."""

    def __init__(self, platform: PlatformProcess) -> None:
        self._api = platform.sign_in(NURSE)
        self._api.timeout = httpx.Timeout(TIMEOUT_S)
        self.answered: set[UUID] = set()
        self.called: set[UUID] = set()

    def calls(self, robot_id: str) -> None:
        """Sends the robot to its dock."""
        answer = self._post("/api/commands", {"robot": robot_id, "skill": "dock"})
        if answer is not None and answer.is_success:
            self.called.add(UUID(answer.json()["id"]))

    def acknowledges(self, alarm_id: UUID) -> None:
        answer = self._post(f"/api/alarms/{alarm_id}/acknowledge", {})
        if answer is not None and answer.is_success:
            self.answered.add(alarm_id)

    def _post(self, path: str, body: dict[str, str]) -> httpx.Response | None:
        try:
            return self._api.post(path, json=body)
        except httpx.HTTPError:
            return None
