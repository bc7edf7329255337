"""The twin and the robot behind ROS keep the same promises."""

import asyncio
import threading

import pytest
from communication_skills.action import Say
from nav2_msgs.action import NavigateToPose
from std_srvs.srv import SetBool, Trigger

from huban_behaviors.backends.ros_robot import RosRobot
from huban_behaviors.config import Config
from huban_behaviors.core.ports import Hindered
from huban_behaviors.core.timed_loop import TimedLoop, run_on
from huban_behaviors.core.types import Answer, Caller, FaceProgress, Pose, VoiceChange
from huban_behaviors.simulation import Fault, SimulatedRobot, run_fast
from huban_common.core.roles import Role
from huban_common.node import ManagedNode
from huban_common.testing import FakeAction, graph  # noqa: F401
from huban_interfaces.srv import Release, SetVoice

KITCHEN = Pose(7.7, 2.5, 0.0)
NURSE = Caller("Nurse Li", Role.NURSE)


class TwinRig:
    """The twin on simulated time."""

    def __init__(self, home):
        self.robot = SimulatedRobot(home)

    def run(self, make_work):
        return run_fast(make_work())

    def spoil(self, **faults):
        for part, fault in faults.items():
            setattr(self.robot.body, part, Fault(fault))

    def said(self):
        return self.robot.body.said

    def begun_drives(self):
        return len(self.robot.body.drives)

    def voice_changes(self):
        return self.robot.body.voice_changes

    def known_voices(self):
        return self.robot.body.known_voices

    def known_faces(self):
        return self.robot.body.known_faces


class BareNode(ManagedNode):
    config_type = Config

    def __init__(self, **options):
        super().__init__("bare", **options)

    def setup(self):
        pass


class RosRig:
    """The robot behind ROS with fakes of the other nodes."""

    def __init__(self, ros, home):
        self.graph = ros
        self.voice = FakeAction(ros.probe, Say, "/skill/say")
        self.driving = FakeAction(ros.probe, NavigateToPose, "navigate_to_pose")
        self.gate_opens = True
        self.voice_works = True
        self.wishes = []
        self.voices = set()
        self.faces = set()
        self.voices_are_kept = self.faces_are_kept = True
        ros.probe.create_service(Release, "/safety/release", self._release)
        ros.probe.create_service(SetVoice, "/speech/set_voice", self._set_voice)
        ros.probe.create_service(SetBool, "/speech/people/elder/voice_consent", self._consent)
        ros.probe.create_service(SetBool, "/perception/people/elder/face_consent", self._face_consent)
        ros.probe.create_service(Trigger, "/perception/people/elder/face_enrolment", self._enrol)
        self.robot = RosRobot(ros.start(BareNode), home, Config(reach_timeout_s=0.5, say_timeout_s=1.0))

    def run(self, make_work):
        outcome = {}

        def work():
            try:
                outcome["value"] = run_on(TimedLoop(self.robot._clock), make_work())
            except Exception as error:
                outcome["error"] = error

        thread = threading.Thread(target=work)
        thread.start()
        self.graph.until(lambda: not thread.is_alive())
        if "error" in outcome:
            raise outcome["error"]
        return outcome["value"]

    def spoil(self, **faults):
        for part, fault in faults.items():
            if part == "gate":
                self.gate_opens = False
            elif part == "voice_memory":
                self.voices_are_kept = False
            elif part == "face_memory":
                self.faces_are_kept = False
            elif part == "voice":
                self.voice_works = False
                self.voice.manner = {"rejects": "rejects", "hangs": "holds"}[fault]
            else:
                getattr(self, part).manner = {"rejects": "rejects", "hangs": "holds"}[fault]

    def said(self):
        return [goal.input for goal in self.voice.goals]

    def begun_drives(self):
        return len(self.driving.goals)

    def voice_changes(self):
        return self.wishes

    def known_voices(self):
        return self.voices

    def known_faces(self):
        return self.faces

    def _face_consent(self, request, response):
        self.agreed = request.data
        self.faces = set()
        response.success = self.faces_are_kept
        return response

    def _enrol(self, _request, response):
        self.faces = {"elder"} if self.agreed else set()
        response.success, response.message = self.agreed, "Now I know your face."
        return response

    def _consent(self, request, response):
        if self.voices_are_kept:
            self.voices = {"elder"} if request.data else set()
        response.success = self.voices_are_kept
        return response

    def _set_voice(self, request, response):
        self.wishes.append(VoiceChange(request.volume, request.pace, request.profile, request.hearing))
        response.success = response.changed = self.voice_works
        return response

    def _release(self, _request, response):
        response.released = self.gate_opens
        return response


@pytest.fixture(params=["twin", "ros"])
def rig(request, home, graph):  # noqa: F811
    return TwinRig(home) if request.param == "twin" else RosRig(graph, home)


def test_a_drive_ends_without_a_word(rig):
    assert rig.run(lambda: rig.robot.navigate(KITCHEN)) is None
    assert rig.begun_drives() == 1


def test_a_drive_that_is_not_accepted_is_hindered(rig):
    rig.spoil(driving="rejects")
    with pytest.raises(Hindered):
        rig.run(lambda: rig.robot.navigate(KITCHEN))


def test_a_drive_that_is_not_wanted_any_more_ends_soon(rig):
    rig.spoil(driving="hangs")

    async def change_of_mind():
        driving = asyncio.ensure_future(rig.robot.navigate(KITCHEN))
        await asyncio.sleep(0.3)
        driving.cancel()
        await asyncio.wait({driving}, timeout=2.0)
        return driving.cancelled()

    assert rig.run(change_of_mind) is True


def test_what_is_said_is_said(rig):
    assert rig.run(lambda: rig.robot.say("hello")) is True
    assert rig.said() == ["hello"]


@pytest.mark.parametrize("fault", ["rejects", "hangs"])
def test_a_broken_voice_harms_nobody(rig, fault):
    rig.spoil(voice=fault)
    assert rig.run(lambda: rig.robot.say("hello")) is False


def test_an_answer_ends_a_question(rig):
    async def talk():
        asyncio.get_running_loop().call_later(0.2, rig.robot.answer, Answer.YES)
        return await rig.robot.ask("well?", 5.0)

    assert rig.run(talk) is Answer.YES


def test_silence_ends_a_question_too(rig):
    assert rig.run(lambda: rig.robot.ask("well?", 0.3)) is None


def test_a_closed_gate_hinders(rig):
    rig.spoil(gate="rejects")
    with pytest.raises(Hindered):
        rig.run(rig.robot.release_gate)


def test_an_open_gate_lets_through(rig):
    assert rig.run(rig.robot.release_gate) is None


def test_the_voice_changes_as_asked(rig):
    change = VoiceChange(volume=-1, profile="deep_man", hearing="mild")
    assert rig.run(lambda: rig.robot.change_voice(change)) is True
    assert rig.voice_changes() == [change]


def test_a_voice_is_learned_and_forgotten(rig):
    rig.run(lambda: rig.robot.learn_voice("elder"))
    assert rig.known_voices() == {"elder"}
    for _ in range(2):
        rig.run(lambda: rig.robot.forget_voice("elder"))
        assert rig.known_voices() == set()


@pytest.mark.parametrize("wish", ["learn_voice", "forget_voice"])
def test_a_voice_that_is_not_learned_or_forgotten_is_hindered(rig, wish):
    rig.spoil(voice_memory="rejects")
    with pytest.raises(Hindered):
        rig.run(lambda: getattr(rig.robot, wish)("elder"))


def test_a_face_is_learned_when_progress_says_so_and_forgotten(rig):
    rig.run(lambda: rig.robot.learn_face("elder"))
    assert rig.known_faces() == set()
    progress = rig.run(lambda: rig.robot.face_progress("elder"))
    assert progress == FaceProgress(True, "Now I know your face.") and rig.known_faces() == {"elder"}
    for _ in range(2):
        rig.run(lambda: rig.robot.forget_face("elder"))
        assert rig.known_faces() == set()


@pytest.mark.parametrize("wish", ["learn_face", "forget_face"])
def test_a_face_that_is_not_learned_or_forgotten_is_hindered(rig, wish):
    rig.spoil(face_memory="rejects")
    with pytest.raises(Hindered):
        rig.run(lambda: getattr(rig.robot, wish)("elder"))


def test_a_voice_that_does_not_change_is_hindered(rig):
    rig.spoil(voice="rejects")
    with pytest.raises(Hindered):
        rig.run(lambda: rig.robot.change_voice(VoiceChange(pace=1)))


def test_acting_for_somebody_changes_only_the_view(rig):
    acting = rig.robot.on_behalf_of(NURSE, "zh-CN")
    assert (acting.caller, acting.language) == (NURSE, "zh-CN")
    assert (rig.robot.caller.role, rig.robot.language) == (Role.SYSTEM, "en")
    acting.set_language("zh-CN")
    assert rig.robot.language == "zh-CN"


def test_an_event_reaches_the_listener_after_the_skill_has_gone_on(rig):
    order = []

    async def tell():
        rig.robot.listener = order.append
        rig.robot.emit("event")
        order.append("skill")
        await asyncio.sleep(0.01)

    rig.run(tell)
    assert order == ["skill", "event"]
