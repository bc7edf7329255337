import pytest

from huban_bringup.bootstrap.steps import Step, digest


@pytest.fixture
def step(tmp_path):
    """Makes a step that notes its runs."""

    def make(key: str = "k", run=None) -> Step:
        return Step("title", key, tmp_path / "product/step.stamp", run or (lambda shell: None))

    return make


def test_a_step_is_done_after_it_was_done(step):
    assert not step().is_done()
    step().do(None)
    assert step().is_done()


def test_other_inputs_make_a_step_due_again(step):
    step("old").do(None)
    assert not step("new").is_done()


def test_a_step_that_fails_is_not_done_even_if_it_was_before(step):
    def fail(shell):
        raise RuntimeError

    step().do(None)
    with pytest.raises(RuntimeError):
        step(run=fail).do(None)
    assert not step().is_done()


def test_a_step_whose_product_was_deleted_is_due_again(step):
    step().do(None)
    step().stamp.unlink()
    assert not step().is_done()


def test_a_digest_depends_on_every_part_and_where_it_ends(tmp_path):
    file = tmp_path / "lock"
    file.write_text("a==1")
    first = digest(["x", file])
    assert digest(["x", file]) == first
    assert digest(["xa", "==1"]) != digest(["x", "a==1"])
    file.write_text("a==2")
    assert digest(["x", file]) != first
