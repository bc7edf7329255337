"""A caregiver signed in at the care platform, over its JSON API."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from huban_common.core.clock import Clock
from huban_common.core.texts import Texts
from huban_scenarios.core.observations import AlarmListed

TEXTS = Texts("huban_scenarios")
TIMEOUT_S = 5.0
PATHS = {"acknowledge": "acknowledge", "attend": "attended", "close": "close"}


@dataclass(frozen=True)
class Account:
    """What a caregiver signs in with."""

    name: str
    password: str


def demo_account(file: Path, name: str) -> Account:
    """One of the demo's accounts, as the platform keeps them; raises OSError or ValueError when it is not there."""
    passwords = json.loads(file.read_text(encoding="utf-8"))
    if name not in passwords:
        raise ValueError(f"{file}: no account '{name}'")
    return Account(name, passwords[name])


class SignedInCaregiver:
    """Signs in when needed; what the platform refuses or does not answer is told with `tell`, never raised."""

    def __init__(
        self, url: str, account: Account, house_time: Clock, language: str, tell: Callable[[str], None]
    ) -> None:
        self._account = account
        self._house_time = house_time
        self._language = language
        self._tell = tell
        self._http = httpx.Client(base_url=url, timeout=TIMEOUT_S, headers={"Accept-Language": language})

    def alarms(self) -> list[AlarmListed]:
        """Open and lately closed alarms; empty while the platform cannot be reached."""
        try:
            found = [*self._get("/api/alarms"), *self._get("/api/alarms?closed=true")]
        except httpx.HTTPError:
            return []
        now_s = self._house_time.now_s()
        return [AlarmListed(now_s, alarm["id"], alarm["state"], alarm["place"]) for alarm in found]

    def answer_alarm(self, answer: str, cause: str | None) -> None:
        """Answers the newest open alarm."""
        body = {"cause": cause or "other"} if answer == "close" else {}
        self._told(answer, lambda: self._post(f"/api/alarms/{self._newest_open()}/{PATHS[answer]}", body))

    def command(self, skill: str, args: dict[str, Any]) -> None:
        """Calls a skill of the first robot there is."""
        self._told(skill, lambda: self._post("/api/commands", {"robot": self._robot(), "skill": skill, "args": args}))

    def close(self) -> None:
        self._http.close()

    def _newest_open(self) -> str:
        alarms = self._get("/api/alarms")
        if not alarms:
            raise LookupError(TEXTS.say("no-open-alarm", self._language))
        return str(max(alarms, key=lambda alarm: alarm["raised"])["id"])

    def _robot(self) -> str:
        robots = self._get("/api/robots")
        if not robots:
            raise LookupError(TEXTS.say("no-robot", self._language))
        return str(robots[0]["robot_id"])

    def _told(self, what: str, call: Callable[[], None]) -> None:
        try:
            call()
        except (httpx.HTTPError, LookupError) as error:
            self._tell(TEXTS.say("platform-refused", self._language, what=what, reason=str(error)))

    def _get(self, path: str) -> Any:
        answer = self._http.get(path)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._sign_in()
            answer = self._http.get(path)
        return answer.raise_for_status().json()

    def _post(self, path: str, body: dict[str, Any]) -> None:
        self._http.post(path, json=body).raise_for_status()

    def _sign_in(self) -> None:
        answer = self._http.post("/api/login", json={"name": self._account.name, "password": self._account.password})
        self._http.headers["X-CSRF-Token"] = answer.raise_for_status().json()["csrf_token"]
