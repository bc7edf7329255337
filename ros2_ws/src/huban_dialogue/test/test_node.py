"""The dialogue among other nodes."""

import json
from pathlib import Path

import pytest
from chatbot_msgs.srv import DialogueInteraction
from communication_skills.action import Say
from hri_actions_msgs.msg import Intent
from hri_msgs.msg import EngagementLevel, IdsList, LiveSpeech
from nav2_msgs.action import NavigateToPose
from std_msgs.msg import Bool, String

from huban_behaviors.node import Behaviors
from huban_common import ids
from huban_common.qos import LATCHED, LATCHED_EVENTS
from huban_common.questions import AskingOnTopic
from huban_common.testing import FakeAction, assert_yaml_lists_every_parameter, graph  # noqa: F401
from huban_dialogue.config import Config
from huban_dialogue.node import DialogueNode
from huban_interfaces.msg import Question, Reflex
from huban_interfaces.srv import Release

HOME = next(folder for folder in Path(__file__).parents if (folder / "sim").is_dir()) / "sim" / "home.yaml"
VOICE = "/humans/voices/anonymous_speaker/speech"


class Talk:
    """The dialogue, a voice that answers for it, and what it lets out."""

    def __init__(self, ros, **parameters):
        self.graph = ros
        self.voice = FakeAction(ros.probe, Say, "/skill/say")
        self.intents = ros.collect(Intent, "/intents")
        self.node = ros.start(DialogueNode, home_file=str(HOME), **parameters)

    def say(self, text, topic=VOICE, **fields):
        publisher = self.graph.publisher(LiveSpeech, topic)
        publisher.publish(LiveSpeech(**{"final": text, "confidence": 0.9, **fields}))

    def intent(self):
        return self.graph.until(lambda: self.intents and self.intents[-1])


@pytest.fixture
def talk(graph):  # noqa: F811
    return Talk(graph)


def test_a_spoken_command_becomes_an_intent(talk):
    talk.say("go to the kitchen")
    intent = talk.intent()
    assert json.loads(intent.data) == {
        "skill": "go_to",
        "args": {"place": "kitchen"},
        "text": "go to the kitchen",
        "language": "en",
    }
    assert (intent.intent, intent.source) == (Intent.MOVE_TO, "anonymous_speaker")
    assert intent.modality == Intent.MODALITY_SPEECH and intent.confidence == pytest.approx(0.9)


def test_a_clock_that_begins_late_does_not_make_the_robot_a_stranger(graph):  # noqa: F811
    graph.simulate_time(5000.0)
    talk = Talk(graph, use_sim_time=True)
    talk.say("go to the kitchen")
    assert json.loads(talk.intent().data)["skill"] == "go_to"


def test_partial_words_are_left_alone(talk, graph):  # noqa: F811
    talk.say("", incremental="go to the")
    graph.spin(0.3)
    assert talk.intents == []


def test_a_typed_chinese_command_is_understood_in_an_english_house(talk):
    talk.say("请去厨房", topic="/text_input", confidence=0.0)
    intent = talk.intent()
    assert json.loads(intent.data)["language"] == "zh-CN"
    assert intent.modality == Intent.MODALITY_TOUCHSCREEN


def test_the_language_of_the_house_is_that_of_speech_without_one(talk, graph):  # noqa: F811
    graph.publisher(String, "/language", LATCHED).publish(String(data="zh-CN"))
    graph.until(lambda: talk.node._language == "zh-CN")
    talk.say("停")
    assert talk.intent().intent == Intent.STOP_ACTIVITY


def test_what_is_not_understood_is_answered_and_passed_on(talk, graph):  # noqa: F811
    talk.say("the weather is fine")
    assert talk.intent().intent == Intent.RAW_USER_INPUT
    assert json.loads(talk.intent().data)["input"] == "the weather is fine"
    graph.until(lambda: talk.voice.goals)
    assert "did not understand" in talk.voice.goals[0].input


def test_new_voices_are_listened_to_while_they_are_tracked(talk, graph):  # noqa: F811
    voices = graph.publisher(IdsList, "/humans/voices/tracked")
    voices.publish(IdsList(ids=["voice_b", "not a name!"]))
    talk.say("come here", topic="/humans/voices/voice_b/speech")
    assert talk.intent().source == "voice_b"
    voices.publish(IdsList(ids=[]))
    graph.until(lambda: graph.probe.count_subscribers("/humans/voices/voice_b/speech") == 0)


def interaction(graph, **fields):  # noqa: F811
    client = graph.probe.create_client(DialogueInteraction, "/huban_dialogue/dialogue_interaction")
    graph.until(client.service_is_ready)
    future = client.call_async(DialogueInteraction.Request(**fields))
    graph.until(future.done)
    return future.result()


def test_a_dialogue_manager_gets_intents_that_nobody_else_gets(talk, graph):  # noqa: F811
    response = interaction(graph, input="What time is it?", user_id="elder", locale="en")
    (intent,) = response.intents
    assert json.loads(intent.data)["skill"] == "tell_time" and intent.source == "elder"
    graph.spin(0.2)
    assert talk.intents == []


def test_a_dialogue_manager_gets_the_answer_instead_of_hearing_it(talk, graph):  # noqa: F811
    assert interaction(graph, input="今天天气好", locale="zh_CN").response.startswith("对不起")
    assert talk.voice.goals == []


def test_an_empty_input_is_an_error(talk, graph):  # noqa: F811
    assert interaction(graph, input="  ").error_msg == "input is empty"


@pytest.mark.parametrize(
    ("parameters", "named"),
    [({"language": "fr"}, "language: 'fr'"), ({"home_file": "nowhere.yaml"}, "nowhere.yaml")],
)
def test_a_parameter_that_cannot_be_used_refuses_the_start(graph, parameters, named):  # noqa: F811
    with pytest.raises(ValueError, match=named):
        graph.start(DialogueNode, **{"home_file": str(HOME), **parameters})


def test_the_parameter_file_names_every_parameter():
    assert_yaml_lists_every_parameter(Config, Path(__file__).parents[1] / "config" / "dialogue.yaml", "dialogue")


def test_a_spoken_wish_makes_the_robot_drive_to_the_kitchen(talk, graph, tmp_path):  # noqa: F811
    def release(request, response):
        response.released = True
        return response

    wheels = FakeAction(graph.probe, NavigateToPose, "navigate_to_pose")
    graph.probe.create_service(Release, "/safety/release", release)
    graph.start(Behaviors, home_file=str(HOME), state_dir=str(tmp_path))
    talk.say("Please go to the kitchen")
    graph.until(lambda: wheels.goals)
    position = wheels.goals[0].pose.pose.position
    assert (position.x, position.y) == (7.7, 2.5)
    graph.until(
        lambda: [goal.input for goal in talk.voice.goals] == ["I am going to the kitchen.", "I am at the kitchen."]
    )


def test_who_is_seen_to_look_at_the_robot_need_not_call_it(graph):  # noqa: F811
    talk = Talk(graph, conversation_s=0.0)
    talk.say("go to the kitchen")
    graph.until(lambda: talk.voice.goals)
    assert "Did you mean me" in talk.voice.goals[0].input and talk.intents == []
    graph.publisher(IdsList, "/humans/persons/tracked").publish(IdsList(ids=["wang"]))
    engagement = graph.publisher(EngagementLevel, "/humans/persons/wang/engagement_status")
    graph.until(lambda: engagement.get_subscription_count())
    engagement.publish(EngagementLevel(level=EngagementLevel.ENGAGED))
    graph.until(lambda: talk.node._dialogue.addressee.attended)
    talk.say("come here")
    assert json.loads(talk.intent().data)["skill"] == "come_here"


def test_among_the_talk_of_others_a_cry_is_left_to_its_short_way_and_a_command_is_asked_back(graph):  # noqa: F811
    talk = Talk(graph)
    others = graph.publisher(Bool, "/humans/voices/others_talk", LATCHED)
    others.publish(Bool(data=True))
    graph.until(lambda: talk.node._dialogue.addressee.among_others)
    reflex = graph.publisher(Reflex, "/reflex")
    graph.until(reflex.get_subscription_count)
    reflex.publish(Reflex(kind=Reflex.DOUBT))
    graph.until(lambda: talk.node._dialogue._cried_s is not None)
    talk.say("help me")
    talk.say("go to the kitchen")
    graph.until(lambda: talk.voice.goals)
    assert [goal.input for goal in talk.voice.goals] == ["Did you mean me? Shall I: go to the kitchen?"]
    assert talk.intents == []


def test_a_face_in_view_and_the_robots_own_words_open_a_conversation(graph):  # noqa: F811
    talk = Talk(graph, conversation_s=0.0)
    graph.publisher(IdsList, "/humans/faces/tracked").publish(IdsList(ids=["face"]))
    graph.until(lambda: talk.node._dialogue.addressee.attended)


@pytest.mark.parametrize(("language", "words"), [("en", "yes"), ("zh-CN", "可以")])
def test_the_answer_to_another_nodes_question_is_nobodys_command(talk, graph, language, words):  # noqa: F811
    asking = AskingOnTopic(graph.probe)
    question = asking.open("May I remember your voice?", 20.0)
    graph.until(talk.node._dialogue.questions.newest_first)
    talk.say(words, language=language)
    assert json.loads(talk.intent().data)["args"] == {"answer": "yes", "question": str(question.id)}
    asking.close(question.id)
    graph.until(lambda: not talk.node._dialogue.questions.newest_first())
    graph.spin(0.3)
    assert talk.voice.goals == [] and len(talk.intents) == 1


def test_a_press_on_the_screen_answers_what_was_asked_back(talk, graph):  # noqa: F811
    asked = graph.collect(Question, "/questions", LATCHED_EVENTS)
    talk.say("go to the kitchen", confidence=0.3)
    (question,) = graph.until(lambda: asked)
    assert question.open and question.text == "Did you say: go to the kitchen? Please say yes or no."
    call = {"skill": "confirm", "args": {"answer": "yes", "question": str(ids.from_message(question.id))}}
    graph.publisher(Intent, "/intents").publish(Intent(data=json.dumps(call), source=Intent.UNKNOWN_AGENT))
    graph.until(lambda: [each for each in talk.intents if each.intent == Intent.MOVE_TO])
    graph.until(lambda: len(asked) == 2)
    assert asked[1].id == question.id and not asked[1].open


def test_an_utterance_without_words_is_answered_in_a_conversation(talk, graph):  # noqa: F811
    talk.say("")
    graph.until(lambda: talk.voice.goals)
    assert "did not understand" in talk.voice.goals[0].input
