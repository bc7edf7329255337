import pytest

from huban_simulation.core.faults import FaultError, Faults, parse


def test_devices_are_healthy_at_first() -> None:
    assert Faults().present() == {}


def test_a_fault_stays_until_it_is_taken_out() -> None:
    faults = Faults()
    faults.set("bed", "reject")
    assert faults.of("bed") == "reject" and faults.present() == {"bed": "reject"}
    faults.set("bed", "none")
    assert faults.present() == {}


@pytest.mark.parametrize(("device", "mode"), [("toaster", "hang"), ("bed", "burn"), ("camera", "")])
def test_an_unknown_fault_is_refused_with_the_known_ones(device: str, mode: str) -> None:
    with pytest.raises(FaultError, match="known are"):
        Faults().set(device, mode)


def test_faults_are_read_from_one_line() -> None:
    assert parse(" bed=reject, camera = black ,") == [("bed", "reject"), ("camera", "black")]
    assert parse("") == []


def test_a_line_that_is_no_fault_is_refused() -> None:
    with pytest.raises(FaultError, match="device=mode"):
        parse("bed")
