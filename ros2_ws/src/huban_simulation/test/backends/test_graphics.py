import pytest

from huban_simulation.backends import graphics


def test_the_library_asked_for_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJOCO_GL", "osmesa")
    monkeypatch.setattr(graphics, "_loads", lambda _library: True)
    assert graphics.choose_gl() == "osmesa"


def test_osmesa_is_taken_where_egl_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MUJOCO_GL", raising=False)
    monkeypatch.setattr(graphics, "_loads", lambda library: "OSMesa" in library)
    assert graphics.choose_gl() == "osmesa"


def test_a_machine_without_opengl_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MUJOCO_GL", raising=False)
    monkeypatch.setattr(graphics, "_loads", lambda _library: False)
    with pytest.raises(graphics.GraphicsError, match="install libegl1"):
        graphics.choose_gl()
