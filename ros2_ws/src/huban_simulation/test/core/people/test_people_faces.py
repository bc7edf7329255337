import numpy as np
import pytest

from huban_simulation.core.people.countenance import Countenance
from huban_simulation.core.people.expressions import EXPRESSIONS, lips, speaking_time_s


@pytest.fixture
def countenance():
    return Countenance(np.random.default_rng(3))


def after(countenance, seconds):
    for _ in range(round(seconds / 0.02)):
        countenance.step(0.02)
    return countenance.face()


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_expression_uses_actions_that_the_figures_have(figure, expression):
    assert set(EXPRESSIONS[expression]) <= set(figure.actions)


def test_an_expression_comes_gradually(countenance):
    countenance.show("happy")
    early = after(countenance, 0.1)["mouthSmileLeft"]
    late = after(countenance, 1.0)["mouthSmileLeft"]
    assert 0 < early < late == EXPRESSIONS["happy"]["mouthSmileLeft"]


def test_the_former_expression_goes(countenance):
    countenance.show("happy")
    after(countenance, 1.0)
    countenance.show("sad")
    assert "mouthSmileLeft" not in after(countenance, 1.0)


def test_people_blink_now_and_then(countenance):
    closed = 0
    for _ in range(1000):
        countenance.step(0.02)
        closed += countenance.face().get("eyeBlinkLeft", 0) > 0.5
    assert 5 < closed < 100


@pytest.mark.parametrize(("text", "lang"), [("Good morning, robot", "en"), ("早上好，机器人", "zh-CN")])
def test_lips_move_while_speaking_and_rest_afterwards(countenance, text, lang):
    countenance.say(text, lang, None)
    shapes = []
    while countenance.saying:
        countenance.step(0.02)
        shapes.append(frozenset(countenance.face()))
    assert len(set(shapes)) > 2
    assert "jawOpen" not in countenance.face()


def test_longer_sentences_take_longer():
    assert speaking_time_s("Could you please bring me a glass of water?", "en") > speaking_time_s("Yes.", "en") > 0


def test_no_strength_is_beyond_what_a_face_can_do():
    for share in np.linspace(0, 0.99, 50):
        assert all(0 <= strength <= 1 for strength in lips("hello world", share).values())
