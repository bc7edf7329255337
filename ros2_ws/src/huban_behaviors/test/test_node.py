"""The behaviours among other nodes: speech, navigation, posture and safety are played by fakes."""

import json
import re
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from communication_skills.action import Say
from geometry_msgs.msg import Point
from hri_actions_msgs.msg import Intent
from hri_msgs.msg import IdsList
from nav2_msgs.action import NavigateToPose
from std_msgs.msg import Header, String

from huban_behaviors.config import Config
from huban_behaviors.node import Behaviors
from huban_common import ids
from huban_common.qos import LATCHED, LATCHED_EVENTS
from huban_common.testing import FakeAction, assert_yaml_lists_every_parameter, graph  # noqa: F401
from huban_interfaces.action import MoveBed
from huban_interfaces.msg import CareEvent, CareReply, Question, Reflex, SkillStatus
from huban_interfaces.srv import Release, SetVoice

HOME = next(folder for folder in Path(__file__).parents if (folder / "sim").is_dir()) / "sim" / "home.yaml"
FINAL = (SkillStatus.SUCCEEDED, SkillStatus.FAILED, SkillStatus.CANCELLED, SkillStatus.REFUSED)


class Flat:
    """A graph with the behaviours and fakes of the nodes that they use."""

    def __init__(self, ros, tmp_path, **parameters):
        self.graph = ros
        self.voice = FakeAction(ros.probe, Say, "/skill/say")
        self.wheels = FakeAction(ros.probe, NavigateToPose, "navigate_to_pose")
        self.bed = FakeAction(ros.probe, MoveBed, "/posture/move_bed")
        self.released_for = []
        self.gate = ros.probe.create_service(Release, "/safety/release", self._release)
        self.statuses = ros.collect(SkillStatus, "/behaviors/skill_status", LATCHED_EVENTS)
        self.events = ros.collect(CareEvent, "/care/events", LATCHED_EVENTS)
        self.node = ros.start(Behaviors, home_file=str(HOME), state_dir=str(tmp_path), **parameters)

    def _release(self, request, response):
        self.released_for.append(request.caller)
        response.released = True
        return response

    def said(self):
        return [re.sub("<[^>]*>", "", goal.input) for goal in self.voice.goals]

    def ask(self, skill, **args):
        if not hasattr(self, "_intents"):
            self._intents = self.graph.publisher(Intent, "/intents")
        data = json.dumps({"skill": skill, "args": args})
        self._intents.publish(Intent(intent=Intent.START_ACTIVITY, data=data, source="anonymous_speaker"))

    def state_of(self, skill):
        states = [status.state for status in self.statuses if status.skill == skill]
        return states[-1] if states else None

    def ended(self, skill):
        return self.graph.until(lambda: self.state_of(skill) if self.state_of(skill) in FINAL else None)

    def alarms(self, kind):
        return [event for event in self.events if event.kind == kind]


@pytest.fixture
def flat(graph, tmp_path):  # noqa: F811
    return Flat(graph, tmp_path, answer_timeout_s=1.0)


def fall(**fields) -> CareEvent:
    header = Header(frame_id="map")
    facts = {"kind": "fall_detected", "place": "kitchen", "position": Point(x=7.9, y=2.4)}
    return CareEvent(header=header, id=ids.to_message(uuid4()), **{**facts, **fields})


def test_a_spoken_wish_becomes_a_drive_to_the_place(flat):
    flat.ask("go_to", place="kitchen")
    assert flat.ended("go_to") == SkillStatus.SUCCEEDED
    goal = flat.wheels.goals[0].pose
    assert goal.header.frame_id == "map"
    assert (goal.pose.position.x, goal.pose.position.y) == (7.7, 2.5)
    assert flat.released_for == ["anonymous_speaker"]
    assert "I am going to the kitchen." in flat.said()


def test_a_stop_on_the_short_way_cancels_the_drive_at_its_server(flat, graph):  # noqa: F811
    reflexes = graph.publisher(Reflex, "/reflex")
    flat.wheels.manner = "holds"
    flat.ask("go_to", place="balcony")
    graph.until(lambda: flat.wheels.goals)
    reflexes.publish(Reflex(kind=Reflex.STOP, text="stop"))
    graph.until(lambda: flat.wheels.cancelled)
    assert flat.ended("go_to") == SkillStatus.CANCELLED


def test_a_stop_from_outside_halts_the_gate_too(flat, graph):  # noqa: F811
    reflexes = graph.collect(Reflex, "/reflex")
    flat.ask("stop")
    graph.until(lambda: reflexes)
    assert reflexes[0].kind == Reflex.STOP


@pytest.mark.parametrize("manner", ["rejects", "aborts"])
def test_a_drive_that_fails_is_a_failed_skill(flat, manner):
    flat.wheels.manner = manner
    flat.ask("go_to", place="kitchen")
    assert flat.ended("go_to") == SkillStatus.FAILED


def test_the_bed_moves_for_the_elder(flat):
    flat.ask("bed_set", section="back", direction="up")
    assert flat.ended("bed_set") == SkillStatus.SUCCEEDED
    goal = flat.bed.goals[0]
    assert (goal.section, goal.direction, goal.caller, goal.role) == ("back", "up", "anonymous_speaker", "elder")


def test_a_robot_whose_navigation_is_not_there_says_so(graph, tmp_path):  # noqa: F811
    statuses = graph.collect(SkillStatus, "/behaviors/skill_status", LATCHED_EVENTS)
    voice = FakeAction(graph.probe, Say, "/skill/say")
    graph.start(Behaviors, home_file=str(HOME), state_dir=str(tmp_path), reach_timeout_s=0.3)
    graph.publisher(Intent, "/intents").publish(Intent(data='{"skill": "go_to", "args": {"place": "kitchen"}}'))
    graph.until(lambda: statuses and statuses[-1].state == SkillStatus.FAILED)
    graph.until(lambda: voice.goals)


def test_an_intent_that_cannot_be_read_harms_nothing(flat, graph):  # noqa: F811
    intents = graph.publisher(Intent, "/intents")
    intents.publish(Intent(data="{"))
    flat.ask("tell_time")
    assert flat.ended("tell_time") == SkillStatus.SUCCEEDED


def test_a_fall_is_asked_about_raised_visited_and_answered(flat, graph):  # noqa: F811
    events = graph.publisher(CareEvent, "/care/events", LATCHED_EVENTS)
    replies = graph.publisher(CareReply, "/care/replies", LATCHED_EVENTS)
    events.publish(fall())
    graph.until(lambda: "Mrs. Wang, I saw you fall. Are you hurt?" in flat.said())
    assert flat.voice.goals[0].meta.priority == 255
    assert flat.voice.goals[0].input.startswith("<set expression(urgent)>")
    (raised,) = graph.until(lambda: flat.alarms("alarm_raised"))
    assert raised.priority == CareEvent.HIGH and raised.place == "kitchen"
    graph.until(lambda: flat.alarms("robot_arrived"))
    assert len(flat.wheels.goals) == 1
    replies.publish(CareReply(alarm_id=raised.alarm_id, kind=CareReply.ACKNOWLEDGED, by_name="Nurse Li"))
    graph.until(lambda: "Nurse Li is coming to you." in flat.said())
    assert {ids.from_message(event.alarm_id) for event in flat.events if event.kind != "fall_detected"} == {
        ids.from_message(raised.alarm_id)
    }


def test_a_question_is_open_until_it_is_answered(flat, graph):  # noqa: F811
    questions = graph.collect(Question, "/questions", LATCHED_EVENTS)
    graph.publisher(CareEvent, "/care/events", LATCHED_EVENTS).publish(fall())
    (asked,) = graph.until(lambda: questions)
    assert asked.open and asked.text == "Mrs. Wang, I saw you fall. Are you hurt?" and asked.limit_s > 1.0
    flat.ask("confirm", answer="no", question=str(ids.from_message(asked.id)))
    graph.until(lambda: len(questions) == 2)
    assert questions[1].id == asked.id and not questions[1].open
    (raised,) = graph.until(lambda: flat.alarms("alarm_raised"))
    assert raised.priority == CareEvent.MEDIUM


def test_a_node_that_ends_leaves_nothing_driving(flat, graph):  # noqa: F811
    flat.wheels.manner = "holds"
    flat.ask("go_to", place="balcony")
    graph.until(lambda: flat.wheels.goals)
    flat.node.teardown()
    graph.until(lambda: flat.wheels.cancelled)


def test_an_open_alarm_is_taken_up_after_a_restart(flat, graph, tmp_path):  # noqa: F811
    events = graph.publisher(CareEvent, "/care/events", LATCHED_EVENTS)
    events.publish(fall())
    (raised,) = graph.until(lambda: flat.alarms("alarm_raised"))
    flat.node.trigger_deactivate()
    flat.node.trigger_cleanup()
    flat.events.clear()
    again = Flat(graph, tmp_path)
    graph.until(lambda: [event for event in again.alarms("alarm_raised") if event.id == raised.id])
    graph.until(lambda: "I was away for a moment. Your alarm is still open." in again.said() + flat.said())


def test_the_language_of_the_house_is_published_and_changes(flat, graph):  # noqa: F811
    languages = graph.collect(String, "/language", LATCHED)
    graph.until(lambda: languages and languages[-1].data == "en")
    flat.ask("language_set", lang="zh-CN")
    graph.until(lambda: languages[-1].data == "zh-CN")


def test_somebody_who_comes_into_view_is_greeted(flat, graph):  # noqa: F811
    people = graph.publisher(IdsList, "/humans/persons/tracked")
    people.publish(IdsList(ids=["p1"]))
    assert "Mrs. Wang" in graph.until(flat.said)[0]


@pytest.mark.parametrize(
    ("parameters", "named"),
    [({"language": "fr"}, "language: 'fr'"), ({"home_file": "nowhere.yaml"}, "nowhere.yaml")],
)
def test_a_parameter_that_cannot_be_used_refuses_the_start(graph, tmp_path, parameters, named):  # noqa: F811
    with pytest.raises((ValueError, OSError), match=named):
        graph.start(Behaviors, **{"home_file": str(HOME), "state_dir": str(tmp_path), **parameters})


def test_a_broken_skill_plugin_refuses_the_start(graph, tmp_path, monkeypatch):  # noqa: F811
    from importlib.metadata import EntryPoint

    broken = [EntryPoint("fly", "huban_behaviors.skills.fly:Fly", "huban.skills")]
    monkeypatch.setattr("huban_common.core.skills.entry_points", lambda group: broken)
    with pytest.raises(ValueError, match="fly"):
        graph.start(Behaviors, home_file=str(HOME), state_dir=str(tmp_path))


def test_a_node_whose_mind_has_died_dies_too(graph, tmp_path, monkeypatch):  # noqa: F811
    async def broken(mind):
        raise ZeroDivisionError

    monkeypatch.setattr("huban_behaviors.core.mind.Mind.live", broken)
    graph.start(Behaviors, home_file=str(HOME), state_dir=str(tmp_path))
    with pytest.raises(ZeroDivisionError):
        graph.spin(5.0)


def test_the_parameter_file_names_every_parameter():
    assert_yaml_lists_every_parameter(Config, Path(__file__).parents[1] / "config" / "behaviors.yaml", "behaviors")


def test_events_of_one_alarm_have_ids_of_their_own(flat, graph):  # noqa: F811
    graph.publisher(CareEvent, "/care/events", LATCHED_EVENTS).publish(fall())
    graph.until(lambda: flat.alarms("robot_arrived"))
    ours = [ids.from_message(event.id) for event in flat.events if event.kind != "fall_detected"]
    assert len(set(ours)) == len(ours) and UUID(int=0) not in ours


def test_the_language_that_the_elder_chose_is_spoken_after_a_restart(graph, tmp_path):  # noqa: F811
    flat = Flat(graph, tmp_path)
    flat.ask("language_set", lang="zh-CN")
    assert flat.ended("language_set") == SkillStatus.SUCCEEDED
    flat.node.teardown()
    graph.executor.remove_node(flat.node)
    graph.nodes.remove(flat.node)
    flat.node.destroy_node()
    languages = graph.collect(String, "/language", LATCHED)
    graph.start(Behaviors, home_file=str(HOME), state_dir=str(tmp_path))
    graph.until(lambda: languages and languages[-1].data == "zh-CN")


def test_what_was_not_said_is_repeated(flat):
    flat.graph.publisher(String, "/speech/last_said", LATCHED).publish(String(data="There is soup."))
    flat.graph.spin(0.2)
    flat.ask("repeat_last")
    assert flat.ended("repeat_last") == SkillStatus.SUCCEEDED
    flat.graph.until(lambda: flat.said() == ["There is soup."])


def test_a_voice_that_nobody_can_delete_is_told(graph, tmp_path):  # noqa: F811
    flat = Flat(graph, tmp_path, reach_timeout_s=0.3)
    flat.ask("voice_forget")
    assert flat.ended("voice_forget") == SkillStatus.FAILED
    graph.until(lambda: flat.said() == ["I could not delete the voice of Mrs. Wang. Please try again later."])


def test_the_voice_changes_for_the_person_who_asks(flat):
    wishes = []

    def set_voice(request, response):
        wishes.append((request.person_id, request.volume))
        response.success = response.changed = True
        return response

    flat.graph.probe.create_service(SetVoice, "/speech/set_voice", set_voice)
    flat.ask("voice_set", volume="up")
    assert flat.ended("voice_set") == SkillStatus.SUCCEEDED
    flat.graph.until(lambda: flat.said() == ["I speak louder now."])
    assert wishes == [("anonymous_speaker", 1)]
    assert flat.voice.goals[-1].person_id == "anonymous_speaker"
