from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from care_platform.core.refusals import NotAllowed, Unusable
from care_platform.store.tables import Order, Robot
from care_protocol.channels import Address, Channel
from care_protocol.messages import Command, Result, ResultState, Role
from care_tests.conftest import ROBOT, World


def call(world: World, name: str, skill: str, args: Mapping[str, Any] | None = None) -> UUID:
    with world.platform.database.writing() as session:
        robot = session.scalars(select(Robot)).one()
        order = world.platform.orders.call_skill(session, world.account(name), robot, skill, args or {}, "zh-CN")
        return order.id


def due(world: World) -> list[tuple[Address, Command]]:
    with world.platform.database.writing() as session:
        return world.platform.orders.due(session)


def state(world: World, order_id: UUID) -> str:
    with world.platform.database.reading() as session:
        return session.get_one(Order, order_id).state


def result(world: World, order_id: UUID, how: ResultState) -> None:
    world.robot_says(Channel.RESULT, Result(stamp=world.clock.now(), command_id=order_id, state=how))


def test_a_command_carries_who_asks_in_which_role_and_until_when(world: World) -> None:
    world.online()
    order_id = call(world, "li", "go_to", {"place": "kitchen"})
    ((address, command),) = due(world)
    assert (address, command.id, command.caller, command.role) == (ROBOT, order_id, "li", Role.NURSE)
    assert (command.names["en"], command.language) == ("Li", "zh-CN")
    assert (command.expires - command.stamp).total_seconds() == 30
    assert command.body.args == {"place": "kitchen"}


def test_an_unanswered_command_is_sent_again_with_growing_pauses_until_it_expires(world: World) -> None:
    order_id = call(world, "li", "stop")
    sent_at = []
    for second in range(40):
        if due(world):
            sent_at.append(second)
        world.tick(1)
    assert sent_at == [0, 2, 6, 14]
    assert state(world, order_id) == "expired"


def test_a_command_that_expired_is_not_sent_even_before_anybody_noticed(world: World) -> None:
    call(world, "li", "stop")
    world.clock.advance(31)
    assert due(world) == []


def test_an_answered_command_is_not_sent_again(world: World) -> None:
    order_id = call(world, "li", "stop")
    due(world)
    result(world, order_id, ResultState.ACCEPTED)
    world.tick(20)
    assert due(world) == []
    world.tick(20)
    assert state(world, order_id) == "accepted"


def test_a_final_result_stays(world: World) -> None:
    order_id = call(world, "li", "stop")
    for how in (ResultState.RUNNING, ResultState.SUCCEEDED, ResultState.ACCEPTED, ResultState.FAILED):
        result(world, order_id, how)
    assert state(world, order_id) == "succeeded"


def test_a_result_that_comes_late_counts_more_than_our_impatience(world: World) -> None:
    order_id = call(world, "li", "stop")
    due(world)
    world.tick(31)
    assert state(world, order_id) == "expired"
    result(world, order_id, ResultState.SUCCEEDED)
    assert state(world, order_id) == "succeeded"


def test_a_robot_that_comes_back_gets_its_command_at_once(world: World) -> None:
    call(world, "li", "stop")
    due(world)
    world.tick(1)
    assert due(world) == []
    world.online()
    assert len(due(world)) == 1


def test_a_role_without_the_right_sends_nothing(world: World) -> None:
    world.online()
    with pytest.raises(NotAllowed):
        call(world, "tom", "come_here")
    with pytest.raises(Unusable):
        call(world, "li", "go_to", {"place": "moon"})
    assert due(world) == []
