from dataclasses import dataclass

import pytest

from huban_common.core.parameters import ParameterError, build, load_yaml, param


@dataclass(frozen=True)
class Config:
    timeout_s: float = param(2.0, "how long to wait", minimum=0.1, maximum=10.0)
    port: int = param(8080, "where to listen", minimum=0, maximum=65535)
    name: str = param("robot", "what it is called")
    rooms: tuple[str, ...] = param(("kitchen",), "where it may go")


def test_defaults_hold_where_nothing_is_given():
    assert build(Config, {}, "test") == Config(2.0, 8080, "robot", ("kitchen",))


def test_whole_numbers_are_fine_for_real_parameters_and_lists_for_tuples():
    built = build(Config, {"timeout_s": 3, "rooms": ["bath", "hall"]}, "test")
    assert built.timeout_s == 3.0 and isinstance(built.timeout_s, float)
    assert built.rooms == ("bath", "hall")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"timeout_ms": 3}, "unknown parameter 'timeout_ms'"),
        ({"timeout_s": 11.0}, "timeout_s = 11.0 is outside 0.1 .. 10.0"),
        ({"timeout_s": float("nan")}, "outside"),
        ({"port": "80"}, "port must be int, not '80'"),
        ({"port": True}, "port must be int"),
    ],
)
def test_a_bad_value_is_refused_with_source_and_field(values, said):
    with pytest.raises(ParameterError) as refusal:
        build(Config, values, "speech.yaml")
    assert "speech.yaml" in str(refusal.value) and said in str(refusal.value)


def test_a_parameter_file_is_read(tmp_path):
    path = tmp_path / "node.yaml"
    path.write_text("speech:\n  ros__parameters:\n    port: 81\n")
    assert load_yaml(Config, path, "speech").port == 81


def test_a_parameter_file_of_another_node_is_refused(tmp_path):
    path = tmp_path / "node.yaml"
    path.write_text("other:\n  ros__parameters: {}\n")
    with pytest.raises(ParameterError, match="no 'speech: ros__parameters:'"):
        load_yaml(Config, path, "speech")


def test_a_field_without_a_text_is_refused():
    @dataclass(frozen=True)
    class Silent:
        port: int = 1

    with pytest.raises(ParameterError, match=r"Silent\.port"):
        build(Silent, {}, "test")
