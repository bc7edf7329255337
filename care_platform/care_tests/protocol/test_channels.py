import pytest

from care_protocol.channels import Address, Channel, TopicError, parse_topic


@pytest.mark.parametrize("channel", list(Channel))
def test_a_topic_is_read_as_it_was_written(channel: Channel) -> None:
    address = Address("home", "huban-1")
    assert parse_topic(address.topic(channel)) == (address, channel)


@pytest.mark.parametrize(
    "topic",
    [
        "",
        "huban/v1",
        "huban/v1/home/huban",
        "huban/v1/home/huban/event/more",
        "huban/v2/home/huban/event",
        "x/huban/v1/home/huban/event",
        "huban/v1/home/huban/gossip",
        "huban/v1//huban/event",
        "huban/v1/HOME/huban/event",
        "huban/v1/+/huban/event",
        "huban/v1/home/#/event",
        "huban/v1/home/" + "x" * 65 + "/event",
    ],
)
def test_what_is_no_topic_of_ours_is_refused(topic: str) -> None:
    with pytest.raises(TopicError):
        parse_topic(topic)
