import json
import threading
from pathlib import Path

import httpx
import pytest
from hri_actions_msgs.msg import ClosedCaption, Intent

from huban_common.qos import LATCHED_EVENTS, RELIABLE
from huban_common.testing import assert_yaml_lists_every_parameter, graph  # noqa: F401
from huban_interfaces.msg import CareEvent, CareReply, Reflex
from huban_tablet.config import TabletConfig
from huban_tablet.node import Tablet

CONFIG = Path(__file__).parents[1] / "config" / "tablet.yaml"


@pytest.fixture
def tablet(graph):  # noqa: F811
    return graph.start(Tablet, port=0)


def press(graph, tablet, button):  # noqa: F811
    """Presses from a thread of its own, as a browser would, while the graph spins."""
    answers = []

    def post():
        answers.append(httpx.post(f"http://127.0.0.1:{tablet.port}/press/{button}", timeout=5.0).status_code)

    threading.Thread(target=post, daemon=True).start()
    graph.until(lambda: answers)
    return answers[0]


def test_the_parameter_file_lists_every_parameter():
    assert_yaml_lists_every_parameter(TabletConfig, CONFIG, "tablet")


@pytest.mark.parametrize(("button", "kind"), [("help", Reflex.HELP), ("stop", Reflex.STOP)])
def test_help_and_stop_are_reflexes_of_the_touchscreen(graph, tablet, button, kind):  # noqa: F811
    reflexes = graph.collect(Reflex, "/reflex")
    graph.until(lambda: tablet._reflexes.get_subscription_count() > 0)
    assert press(graph, tablet, button) == 204
    graph.until(lambda: reflexes)
    assert (reflexes[0].kind, reflexes[0].source) == (kind, "touchscreen")


def test_yes_answers_the_question_of_the_robot(graph, tablet):  # noqa: F811
    intents = graph.collect(Intent, "/intents")
    graph.until(lambda: tablet._intents.get_subscription_count() > 0)
    assert press(graph, tablet, "yes") == 204
    graph.until(lambda: intents)
    assert json.loads(intents[0].data) == {"skill": "confirm", "args": {"answer": "yes"}}
    assert intents[0].modality == Intent.MODALITY_TOUCHSCREEN


def test_an_unknown_button_is_refused(graph, tablet):  # noqa: F811
    assert press(graph, tablet, "dance") == 422


def test_captions_and_who_is_coming_reach_the_screen(graph, tablet):  # noqa: F811
    graph.publisher(ClosedCaption, "/closed_captions", RELIABLE).publish(
        ClosedCaption(speaker_id=ClosedCaption.SYSTEM, text="Are you hurt?")
    )
    graph.publisher(CareEvent, "/care/events", LATCHED_EVENTS).publish(CareEvent(kind="alarm_raised"))
    graph.until(lambda: tablet.screen.view().question and tablet.screen.view().alarm)
    reply = CareReply(kind=CareReply.ACKNOWLEDGED, by_name="Nurse Li")
    graph.publisher(CareReply, "/care/replies", LATCHED_EVENTS).publish(reply)
    graph.until(lambda: "Nurse Li" in tablet.screen.view().alarm)


def test_the_page_shows_the_view_as_it_changes(graph, tablet):  # noqa: F811
    views = []

    def follow():
        with httpx.stream("GET", f"http://127.0.0.1:{tablet.port}/live", timeout=5.0) as stream:
            for line in stream.iter_lines():
                if line.startswith("data:"):
                    views.append(json.loads(line[5:]))
                if len(views) == 2:
                    return

    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    graph.until(lambda: views)
    tablet.screen.caption(True, "Good morning")
    graph.until(lambda: len(views) == 2)
    assert views[1]["captions"] == [{"by_robot": True, "text": "Good morning"}]


def test_a_port_in_use_refuses_the_start_with_what_to_do(graph, tablet):  # noqa: F811
    with pytest.raises(OSError, match=f"127.0.0.1:{tablet.port}.*tablet_port"):
        graph.start(Tablet, port=tablet.port)
