"""The whole robot: the day that `./huban demo` shows, with every process real, in a house of its own."""

import json
import os
import socket
import subprocess
import sys

import pytest

PORTS = ("mqtt_port", "app_port", "tablet_port", "viewer_port")
DOMAIN_ID = "77"


def free_ports(count):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [server.getsockname()[1] for server in held]
    for server in held:
        server.close()
    return ports


@pytest.mark.timeout(300)
def test_every_step_of_the_built_in_day_happens(tmp_path):
    score_card = tmp_path / "score.json"
    assignments = [f"state_folder:={tmp_path / 'state'}"]
    assignments += [f"{name}:={port}" for name, port in zip(PORTS, free_ports(len(PORTS)), strict=True)]
    command = [sys.executable, "-m", "huban_bringup.cli", "demo", "--headless", "--seconds", "150"]
    played = subprocess.run(
        [*command, "--json", str(score_card), *assignments],
        env={**os.environ, "ROS_DOMAIN_ID": DOMAIN_ID},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    card = json.loads(score_card.read_text(encoding="utf-8")) if score_card.exists() else {}
    missed = [step["name"] for step in card.get("steps", []) if not step["ok"]]
    assert card.get("passed") is True, f"missed: {missed}\n{played.stdout[-6000:]}\n{played.stderr[-2000:]}"
    assert played.returncode == 0
