"""The whole robot: scripted days with every process real, each in a house of its own."""

import json
import os
import socket
import subprocess
import sys

import pytest

PORTS = ("mqtt_port", "app_port", "tablet_port", "viewer_port")
DOMAIN_ID = "77"
DEMO = ("demo", "--headless", "--seconds", "150")
KILLED = ("scenario", "sim/scenarios/killed_processes.yaml", "--seconds", "180")


def free_ports(count):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [server.getsockname()[1] for server in held]
    for server in held:
        server.close()
    return ports


@pytest.mark.timeout(360)
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(DEMO, id="built-in day"),
        pytest.param((*DEMO, "--lang", "zh"), id="built-in day in Mandarin", marks=pytest.mark.slow),
        pytest.param(KILLED, id="processes are killed", marks=pytest.mark.slow),
    ],
)
def test_every_step_of_the_day_happens(command, tmp_path):
    score_card = tmp_path / "score.json"
    assignments = [f"{name}:={port}" for name, port in zip(PORTS, free_ports(len(PORTS)), strict=True)]
    words = [*command, "--json", str(score_card), f"state_folder:={tmp_path / 'state'}", *assignments]
    played = subprocess.run(
        [sys.executable, "-m", "huban_bringup.cli", *words],
        env={**os.environ, "ROS_DOMAIN_ID": DOMAIN_ID},
        capture_output=True,
        text=True,
        timeout=340,
        check=False,
    )
    card = json.loads(score_card.read_text(encoding="utf-8")) if score_card.exists() else {}
    missed = [step["name"] for step in card.get("steps", []) if not step["ok"]]
    assert card.get("passed") is True, f"missed: {missed}\n{played.stdout[-6000:]}\n{played.stderr[-2000:]}"
    assert played.returncode == 0
