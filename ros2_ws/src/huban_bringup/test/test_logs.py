from huban_bringup import logs


def test_a_large_log_is_moved_aside_while_its_writer_goes_on(tmp_path):
    path = tmp_path / "a.log"
    with path.open("ab", buffering=0) as writer:
        writer.write(b"x" * 100)
        logs.limit(path, largest_bytes=50)
        writer.write(b"more")
    assert path.read_text() == "more"
    assert path.with_suffix(".log.1").read_text() == "x" * 100


def test_a_small_log_is_left_alone(tmp_path):
    path = tmp_path / "a.log"
    path.write_text("few")
    logs.limit(path, largest_bytes=50)
    assert path.read_text() == "few"


def test_the_last_error_line_counts_more_than_the_last_line(tmp_path):
    path = tmp_path / "a.log"
    path.write_text("error: volume\nTraceback\nbye\n\n")
    assert logs.last_line(path) == "error: volume"


def test_what_was_said_before_does_not_count(tmp_path):
    path = tmp_path / "a.log"
    path.write_text("error: old\nnew\n")
    assert logs.last_line(path, start=len("error: old\n")) == "new"


def test_a_log_that_was_cut_since_is_read_from_its_beginning(tmp_path):
    path = tmp_path / "a.log"
    path.write_text("short\n")
    assert logs.last_line(path, start=10_000) == "short"


def test_no_log_says_nothing(tmp_path):
    assert logs.last_line(tmp_path / "none.log") == ""
