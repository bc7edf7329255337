import pytest

from huban_scenarios.core.observations import Captioned, HomeSeen
from huban_scenarios.core.player import Player
from huban_scenarios.core.scenario import Scenario
from huban_scenarios.core.scorecard import figures, passed, table


def words(text):
    return {"en": text, "zh-CN": text}


@pytest.fixture
def results():
    return []


@pytest.fixture
def player(results):
    greeting = {
        "name": words("greet"),
        "expect": [{"says": words("hello")}],
        "within_s": 5,
    }
    drive = {
        "name": words("drive"),
        "after_s": 2,
        "do": [{"elder_says": words("go to the kitchen")}],
        "expect": [{"hears": words("kitchen")}, {"robot_in": "kitchen"}],
        "within_s": 10,
    }
    scenario = Scenario.model_validate({"name": words("day"), "steps": [greeting, drive]})
    return Player(scenario, "en", results.append)


def greet(player):
    player.tick(0.0)
    player.observe(Captioned(1.5, True, "Hello!"))


def test_steps_happen_in_order_after_their_pauses(player):
    greet(player)
    assert player.tick(3.0) == []
    (action,) = player.tick(3.6)
    assert action.elder_says["en"] == "go to the kitchen"


def test_a_step_ends_when_everything_was_seen_and_notes_the_last_delay(player, results):
    greet(player)
    player.tick(4.0)
    player.observe(Captioned(6.0, False, "go to the kitchen"))
    assert len(results) == 1
    player.observe(HomeSeen(9.0, 6.0, 1.0, "kitchen"))
    assert [(result.name, result.delay_s, result.ok) for result in results] == [
        ("greet", 1.5, True),
        ("drive", 5.0, True),
    ]
    assert player.done and passed(player.results)


def test_what_is_not_seen_in_time_fails_the_step_and_the_day_goes_on(player, results):
    player.tick(0.0)
    player.tick(5.1)
    assert (results[0].ok, results[0].delay_s) == (False, None) and "✗" in results[0].seen
    assert not player.done
    assert player.tick(7.2) != []


def test_what_was_seen_before_the_step_began_does_not_count(player, results):
    greet(player)
    player.observe(HomeSeen(2.0, 6.0, 1.0, "kitchen"))
    player.tick(4.0)
    player.observe(HomeSeen(3.9, 6.0, 1.0, "kitchen"))
    player.observe(Captioned(5.0, False, "kitchen"))
    assert len(results) == 1


def test_giving_up_fails_the_running_step_and_all_that_wait(player, results):
    player.tick(0.0)
    player.give_up(3.0)
    assert [result.ok for result in results] == [False, False]
    assert player.done and not passed(player.results)


def test_the_figures_keep_the_names_of_the_contract(player):
    greet(player)
    player.give_up(9.0)
    card = figures(player.results)
    assert card["passed"] is False
    assert [set(step) for step in card["steps"]] == [{"name", "expected", "seen", "delay_s", "ok"}] * 2


def test_a_day_without_results_has_not_passed():
    assert not passed([])


def test_the_table_has_a_row_for_each_step(player):
    greet(player)
    player.give_up(9.0)
    assert table(player.results, "day", "en").row_count == 2


@pytest.mark.parametrize("before_the_clock", [True, False])
def test_what_was_seen_while_the_house_woke_up_counts_for_the_first_step_only(player, results, before_the_clock):
    if before_the_clock:
        player.observe(Captioned(8.0, True, "hello"))
    player.tick(10.0)
    if not before_the_clock:
        player.observe(Captioned(8.0, True, "hello"))
    player.tick(13.0)
    player.observe(Captioned(8.0, False, "kitchen"))
    assert [(result.name, result.delay_s) for result in results] == [("greet", 0.0)]
    assert not player.done
