"""Fetching and unpacking, from a real server on the loopback."""

import hashlib
import io
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from huban_bringup.errors import CannotStart
from huban_bringup.models.download import fetched
from huban_bringup.models.folders import installed
from huban_bringup.models.manifest import ModelSource
from huban_bringup.models.unpack import unpack

FILES = {"model/am/final.mdl": "numbers", "model/conf/model.conf": "--beam=13\n", "model/graph/words.txt": "stop 1\n"}


def archive(files=FILES):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return content.getvalue()


class Server:
    """Gives `content`; ends after `most` bytes; remembers which ranges were asked for."""

    def __init__(self):
        self.content, self.most, self.knows_ranges, self.status = archive(), None, True, 200
        self.ranges = []
        answers = {"do_GET": lambda request: self._answer(request), "log_message": lambda *_: None}
        handler = type("Handler", (BaseHTTPRequestHandler,), answers)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/model.zip"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def source(self, **changes):
        right = hashlib.sha256(self.content).hexdigest()
        values = {"sha256": right, "size": len(self.content), **changes}
        return ModelSource("tiny", "en", self.url, "vosk/en", "Apache-2.0", **values)

    def close(self):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, request):
        asked = request.headers.get("Range")
        self.ranges.append(asked)
        start = int(asked[len("bytes=") : -1]) if asked and self.knows_ranges else 0
        body = self.content[start:]
        request.send_response(206 if start else self.status)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[: self.most])


@pytest.fixture
def server():
    running = Server()
    yield running
    running.close()


def test_a_right_archive_is_kept_and_not_fetched_again(server, tmp_path):
    told = []
    file = fetched(server.source(), tmp_path, told.append)
    assert file.read_bytes() == server.content
    assert told[-1] == len(server.content)
    assert fetched(server.source(), tmp_path, told.append) == file
    assert len(server.ranges) == 1


def test_a_wrong_checksum_is_refused_and_nothing_is_kept(server, tmp_path):
    with pytest.raises(CannotStart, match="wrong checksum"):
        fetched(server.source(sha256="0" * 64), tmp_path, lambda _: None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("knows_ranges", [True, False])
def test_a_download_that_broke_off_goes_on_where_it_stopped(server, tmp_path, knows_ranges):
    server.most, server.knows_ranges = 100, knows_ranges
    with pytest.raises(CannotStart, match="try again"):
        fetched(server.source(), tmp_path, lambda _: None)
    assert (tmp_path / "model.zip.part").stat().st_size == 100
    server.most = None
    assert fetched(server.source(), tmp_path, lambda _: None).read_bytes() == server.content
    assert server.ranges == [None, "bytes=100-"]


def test_a_file_that_is_longer_than_announced_is_refused(server, tmp_path):
    with pytest.raises(CannotStart, match=r"ended after|wrong checksum"):
        fetched(server.source(size=len(server.content) - 5), tmp_path, lambda _: None)
    assert not (tmp_path / "model.zip").exists()


def test_a_server_that_does_not_have_it_is_one_clear_line(server, tmp_path):
    server.status = 404
    with pytest.raises(CannotStart, match="404"):
        fetched(server.source(), tmp_path, lambda _: None)


def test_an_unpacked_model_lies_in_its_folder_and_replaces_an_older_one(tmp_path):
    (tmp_path / "model.zip").write_bytes(archive())
    (tmp_path / "vosk/en").mkdir(parents=True)
    (tmp_path / "vosk/en/old").touch()
    unpack(tmp_path / "model.zip", tmp_path / "vosk/en")
    assert sorted(path.name for path in (tmp_path / "vosk/en").iterdir()) == ["am", "conf", "graph"]
    assert [path.name for path in (tmp_path / "vosk").iterdir()] == ["en"]
    assert installed(tmp_path, "en").full


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({**FILES, "../outside": "!"}, "lies outside"),
        ({**FILES, "/etc/outside": "!"}, "lies outside"),
        ({**FILES, "..\\outside": "!"}, "lies outside"),
        ({"model/am/final.mdl": "numbers"}, "holds no Vosk model"),
        ({**FILES, "second/file": ""}, "holds no Vosk model"),
    ],
)
def test_an_archive_that_is_no_model_leaves_what_is_there(tmp_path, files, complaint):
    (tmp_path / "model.zip").write_bytes(archive(files))
    (tmp_path / "vosk/en").mkdir(parents=True)
    (tmp_path / "vosk/en/old").touch()
    with pytest.raises(CannotStart, match=complaint):
        unpack(tmp_path / "model.zip", tmp_path / "vosk/en")
    assert [path.name for path in (tmp_path / "vosk/en").iterdir()] == ["old"]
    assert sorted(path.name for path in tmp_path.rglob("*outside*")) == []


def test_a_broken_archive_is_one_clear_line(tmp_path):
    (tmp_path / "model.zip").write_bytes(archive()[:200])
    with pytest.raises(CannotStart, match="cannot be unpacked"):
        unpack(tmp_path / "model.zip", tmp_path / "vosk/en")
