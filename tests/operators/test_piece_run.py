from __future__ import annotations

import base64
import io
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from domino_plugin.operators.virtualenv import (
    PieceOutcome,
    PieceRun,
    namespace_available,
    run_piece,
)

from domino_plugin.storage import LocalStorage

Run = Callable[..., PieceOutcome]
WEBP = b"RIFF\x24\0\0\0WEBPVP8 "
SVG = b'<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg xmlns="http://www.w3.org/2000/svg"/>'
ISOLATIONS = ["mapping", *(["namespace"] if namespace_available()[0] else [])]


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_files_pass_from_task_to_task_by_the_same_path(
    call: Any, isolation: str, storage: LocalStorage
) -> None:
    first = run_piece(
        call(
            "f = f'{self.results_path}/a.txt'; open(f, 'w').write('hi'); out = f",
            task="one",
            isolation=isolation,
        )
    )
    assert first.outputs == {"value": "/home/shared_storage/one/results/a.txt"}
    assert first.isolation == isolation
    second = run_piece(
        call("out = open(value).read()", value=first.outputs["value"], task="two", isolation=isolation)
    )
    assert second.outputs == {"value": "hi"}
    assert storage.open_result("d", "r", first.outputs["value"]).path.read_text() == "hi"
    kept = storage.task_folder("d", "r", "one") / "xcom_out" / "xcom_out.json"
    assert json.loads(kept.read_text()) == first.outputs


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_a_path_written_in_code_exists(call: Any, isolation: str, storage: LocalStorage) -> None:
    run_piece(call("open(str(self.results_path) + '/a', 'w').write('x')", task="one", isolation=isolation))
    code = "out = open('/home/shared_storage/one/results/a').read()"
    assert run_piece(call(code, task="two", isolation=isolation)).outputs == {"value": "x"}


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_files_of_the_workspace_are_read_by_their_path(
    call: Any, isolation: str, storage: LocalStorage
) -> None:
    storage.put_file(7, "größe.csv", io.BytesIO(b"a,b"), max_bytes=10)
    path = "/home/shared_storage/.files/größe.csv"
    files = storage.workspace_folder(7)
    outcome = run_piece(
        call("out = [value, open(value).read()]", value=path, isolation=isolation, workspace_files=files)
    )
    assert outcome.outputs == {"value": [path, "a,b"]}


@pytest.mark.skipif("namespace" not in ISOLATIONS, reason="this machine has no namespaces")
def test_a_piece_does_not_change_files_of_the_workspace(call: Any, storage: LocalStorage) -> None:
    storage.put_file(7, "a.csv", io.BytesIO(b"a,b"), max_bytes=10)
    code = "open('/home/shared_storage/.files/a.csv', 'w').write('gone')"
    outcome = run_piece(call(code, isolation="namespace", workspace_files=storage.workspace_folder(7)))
    assert outcome.error is not None
    assert "Read-only file system" in outcome.error["message"]
    assert (storage.workspace_folder(7) / "a.csv").read_bytes() == b"a,b"


@pytest.mark.parametrize(
    "value", [None, 0, False, "", [], {}, "{{ ds }}", "a\n'\"\\ \u2028", [[1.5, {"k": None}]]]
)
def test_values_arrive_and_return_unchanged(call: Any, value: Any) -> None:
    assert run_piece(call("out = value", value=value)).outputs == {"value": value}


def test_the_pieces_lines_are_handed_on_and_kept(call: Any, storage: LocalStorage) -> None:
    lines: list[str] = []
    run_piece(call("import sys; print('one'); print('two', file=sys.stderr)"), lines.append)
    assert {"one", "two"} <= set(lines)
    log = storage.task_folder("d", "r", "t") / "results" / "log.txt"
    assert log.read_text().splitlines() == lines


def test_a_log_file_of_the_piece_itself_is_left_alone(call: Any, storage: LocalStorage) -> None:
    run_piece(call("print('line'); open(str(self.results_path) + '/log.txt', 'w').write('own')"))
    results = storage.task_folder("d", "r", "t") / "results"
    assert (results / "log.txt").read_text() == "own"
    assert "line" in (results / "log-2.txt").read_text()


def test_secrets_reach_the_piece_and_nothing_else(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "postgres://secret")
    monkeypatch.setenv("MY_PASSWORD", "worker-password")
    lines: list[str] = []
    code = (
        "import os\n"
        "out = [dict(os.environ), open('/proc/self/cmdline').read()]\n"
        "print('token', secrets.TOKEN, secrets.TOKEN.splitlines()[1])"
    )
    outcome = run_piece(call(code, secrets={"TOKEN": "first-line\nsecond-line"}), lines.append)
    assert outcome.outputs is not None
    seen = json.dumps(outcome.outputs)
    for hidden in ("first-line", "second-line", "worker-password", "postgres", "AIRFLOW__"):
        assert hidden not in seen
    assert [line for line in lines if line.startswith("token")] == ["token ***"]
    assert not [line for line in lines if "second-line" in line]


def test_home_and_working_directory_are_the_pieces_own_and_go(call: Any, tmp_path: Path) -> None:
    code = (
        "import os, tempfile\n"
        "open('in_cwd', 'w').write('x'); open(os.path.expanduser('~/in_home'), 'w').write('x')\n"
        "os.mkdir('locked'); open('locked/f', 'w').close(); os.chmod('locked', 0o500)\n"
        "out = [os.getcwd(), os.environ['HOME'], tempfile.gettempdir()]"
    )
    outcome = run_piece(call(code))
    assert outcome.outputs is not None, outcome.error
    for folder in outcome.outputs["value"]:
        assert not Path(folder).exists()


@pytest.mark.parametrize(
    ("display", "name", "content"),
    [
        ({"file_type": "md", "base64_content": "IyBUaXRsZQ=="}, "display_result.md", b"# Title"),
        ({"file_type": "plotly_json", "base64_content": "e30="}, "display_result.json", b"{}"),
        (
            {"file_type": "image", "base64_content": "iVBORw0KGgo="},
            "display_result.png",
            b"\x89PNG\r\n\x1a\n",
        ),
        ({"file_type": "image", "base64_content": _base64(WEBP)}, "display_result.webp", WEBP),
        ({"file_type": "image", "base64_content": _base64(SVG)}, "display_result.svg", SVG),
        ({"file_type": "image", "base64_content": "\n aGFsbG8"}, "display_result.bin", b"hallo"),
        ({"file_type": "../../x", "base64_content": "e30="}, "display_result.x", b"{}"),
        ({"file_type": "png", "base64_content": "-_-_-_8="}, "display_result.png", b"\xfb\xff\xbf\xfb\xff"),
        ({"file_type": "png", "base64_content": "-_-_-_8"}, "display_result.png", b"\xfb\xff\xbf\xfb\xff"),
        (
            {"file_type": "png", "base64_content": "data:image/png;base64,iVBORw0K\nGgo="},
            "display_result.png",
            b"\x89PNG\r\n\x1a\n",
        ),
        ({"file_type": "html", "base64_content": "data:,%3Cp%3E"}, "display_result.html", b"<p>"),
        ({"file_type": "txt", "base64_content": ""}, "display_result.txt", b""),
    ],
)
def test_what_a_piece_shows_becomes_a_file(
    call: Any, storage: LocalStorage, display: dict[str, str], name: str, content: bytes
) -> None:
    outcome = run_piece(call(f"self.display_result = {display!r}"))
    assert outcome.display is not None
    assert outcome.display.file == storage.task_folder("d", "r", "t") / "results" / name
    assert outcome.display.file.read_bytes() == content
    assert outcome.display.size == len(content)


@pytest.mark.parametrize("content", ["not base64 at all!", "aGFsbG8=aGFsbG8=", "aGFsb", b"\x89PNG", 17.5])
def test_content_that_is_none_is_told(call: Any, content: object) -> None:
    outcome = run_piece(call(f"self.display_result = {{'file_type': 'png', 'base64_content': {content!r}}}"))
    assert outcome.error is None
    assert outcome.display is not None
    assert outcome.display.file is not None
    assert (outcome.display.file_type, outcome.display.file.suffix) == ("txt", ".txt")
    assert "base64_content can't be decoded" in outcome.display.file.read_text()


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_a_file_beside_empty_content_is_found(call: Any, isolation: str) -> None:
    code = (
        "f = str(self.results_path) + '/a.png'; open(f, 'w').write('pixels'); "
        "self.display_result = {'file_type': 'png', 'file_path': f, 'base64_content': ''}"
    )
    display = run_piece(call(code, isolation=isolation)).display
    assert display is not None
    assert display.file is not None
    assert (display.file.name, display.file.read_text()) == ("a.png", "pixels")


@pytest.mark.parametrize("isolation", ISOLATIONS)
@pytest.mark.parametrize("read", ["value", "'/home/shared_storage/.files/größe.csv'"])
def test_a_file_of_the_workspace_that_a_piece_shows_is_kept_with_the_run(
    call: Any, isolation: str, read: str, storage: LocalStorage
) -> None:
    storage.put_file(7, "größe.csv", io.BytesIO(b"a,b"), max_bytes=10)
    path = "/home/shared_storage/.files/größe.csv"
    files = storage.workspace_folder(7)
    code = f"self.display_result = {{'file_type': 'csv', 'file_path': {read}}}"
    outcome = run_piece(call(code, value=path, isolation=isolation, workspace_files=files))
    assert outcome.display is not None
    assert outcome.display.file == storage.task_folder("d", "r", "t") / "results" / "display_result.csv"
    assert (outcome.display.file.read_bytes(), outcome.display.size) == (b"a,b", 3)


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_a_file_elsewhere_that_a_piece_shows_is_kept_with_the_run(
    call: Any, isolation: str, storage: LocalStorage
) -> None:
    svg = "open('a.picture', 'w').write('\\ufeff \\n<svg/>')"
    code = f"{svg}; self.display_result = {{'file_type': 'image', 'file_path': 'a.picture'}}"
    display = run_piece(call(code, isolation=isolation)).display
    assert display is not None
    assert display.file == storage.task_folder("d", "r", "t") / "results" / "display_result.svg"
    assert display.file.read_text() == "\ufeff \n<svg/>"
    assert display.size == len("\ufeff \n<svg/>".encode())


@pytest.mark.parametrize("path", ["f.encode()", "__import__('pathlib').Path(f)"])
def test_other_forms_of_a_path_are_paths(call: Any, path: str) -> None:
    code = (
        "f = str(self.results_path) + '/a.md'; open(f, 'w').write('# A'); "
        f"self.display_result = {{'file_type': 'md', 'file_path': {path}}}"
    )
    display = run_piece(call(code)).display
    assert display is not None
    assert display.file is not None
    assert display.file.read_text() == "# A"


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_a_link_in_the_run_is_followed(call: Any, isolation: str) -> None:
    code = (
        "import os; f = str(self.results_path); open(f + '/a.md', 'w').write('# A'); "
        "os.symlink(f + '/a.md', f + '/b.md'); "
        "self.display_result = {'file_type': 'md', 'file_path': f + '/b.md'}"
    )
    display = run_piece(call(code, isolation=isolation)).display
    assert display is not None
    assert display.file is not None
    assert (display.file.name, display.size) == ("b.md", 3)


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_a_file_a_piece_shows_is_found(call: Any, isolation: str) -> None:
    code = (
        "f = str(self.results_path) + '/a.html'; open(f, 'w').write('<p>'); "
        "self.display_result = {'file_type': 'html', 'file_path': f}"
    )
    outcome = run_piece(call(code, isolation=isolation))
    assert outcome.display is not None
    assert outcome.display.file is not None
    assert outcome.display.file.read_text() == "<p>"


def test_a_refused_input_is_named_with_its_value(call: Any) -> None:
    outcome = run_piece(call("", inputs={"number": "three"}))
    assert outcome.outputs is None
    assert outcome.error is not None
    assert outcome.error["input"] == "number"
    assert "three" in str(outcome.error["value"])
    assert not outcome.error["in_piece_code"]


@pytest.mark.parametrize(
    ("code", "exit_code", "words"),
    [
        ("raise ValueError('bad luck')", 1, "bad luck"),
        ("raise SystemExit(3)", 3, "3"),
        ("import os; os._exit(4)", 4, "exit code 4"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -9, "SIGKILL"),
    ],
)
def test_a_failure_tells_why(call: Any, code: str, exit_code: int, words: str) -> None:
    outcome = run_piece(call(code))
    assert outcome.outputs is None
    assert outcome.error is not None
    assert outcome.exit_code == exit_code
    assert words in outcome.error["summary"]
    assert outcome.error["in_piece_code"]


def test_a_stopped_piece_ends_and_says_so(call: Any, storage: LocalStorage) -> None:
    run = PieceRun(call("import time; print('up', flush=True); time.sleep(60)"))
    outcome = run.run(lambda line: threading.Thread(target=run.stop).start() if line == "up" else None)
    assert outcome.outputs is None
    assert outcome.error is not None
    assert "stopped" in outcome.error["summary"]
    assert "up" in (storage.task_folder("d", "r", "t") / "results" / "log.txt").read_text()


#: Has the runner find no room for its response.
NO_ROOM = """
import errno, os
from domino_plugin.runtime import protocol
def write(path, text):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
protocol._write = write
"""


def test_what_can_not_be_written_is_said(call: Any) -> None:
    lines: list[str] = []
    outcome = run_piece(call(NO_ROOM + "print('hello'); out = 1"), lines.append)
    assert outcome.outputs is None
    assert outcome.error is not None
    assert outcome.error["summary"] == "What the Piece returns can't be written: No space left on device."
    # The line is for us alone.
    assert lines == ["hello"]


def test_why_a_piece_has_failed_is_said_too(call: Any) -> None:
    lines: list[str] = []
    outcome = run_piece(call(NO_ROOM + "raise ValueError('ünlucky')"), lines.append)
    assert outcome.exit_code == 1
    assert outcome.error is not None
    assert (outcome.error["type"], outcome.error["summary"]) == ("ValueError", "ValueError: ünlucky")
    assert outcome.error["in_piece_code"]
    assert not [line for line in lines if line.startswith("response-")]
