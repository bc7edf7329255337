import numpy as np
import pytest

from huban_perception.core.faces.face_template import SIZE, embedding, fused, similarity
from huban_perception.simulated_faces import someone


def test_a_look_has_length_one_whatever_the_model_says() -> None:
    look = embedding(np.full(SIZE, 7.0))
    assert np.linalg.norm(look) == pytest.approx(1.0) and similarity(look, look) == pytest.approx(1.0)


@pytest.mark.parametrize("figures", [np.zeros(SIZE), np.full(SIZE, np.nan), np.full(SIZE, np.inf), np.ones(SIZE - 1)])
def test_figures_that_are_no_look_are_refused(figures: np.ndarray) -> None:
    with pytest.raises(ValueError, match="128 finite figures"):
        embedding(figures)


def test_several_looks_together_are_nearer_to_the_next_than_one_is() -> None:
    dice = np.random.default_rng(1)
    looks = [embedding(someone(1) + dice.normal(scale=0.05, size=SIZE)) for _ in range(7)]
    assert similarity(fused(looks[:6]), looks[6]) > np.mean([similarity(look, looks[6]) for look in looks[:6]])


def test_nothing_can_be_made_of_no_look() -> None:
    with pytest.raises(ValueError, match="128 finite figures"):
        fused([])
