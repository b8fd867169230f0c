"""What passes by itself, and what doesn't, while an environment is built: a real uv, an index that fails."""

from __future__ import annotations

import http.server
import shutil
import socket
import struct
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowException, AirflowFailException
from domino_plugin.operators.environment_build import EnvironmentBuild
from domino_plugin.operators.failures import task_failure
from domino_plugin.operators.virtualenv import Environment, EnvironmentStore, PackageSource
from domino_plugin.operators.virtualenv import environments as module
from domino_plugin.operators.virtualenv.build_failures import RequirementsError

from domino_plugin.errors import DominoError, Unavailable

Handler = http.server.BaseHTTPRequestHandler
BASE = [("as pinned", "probe==1\n"), ("in newer versions", "probe>=1\n")]


def _status(code: int) -> Callable[[Handler], None]:
    def answer(handler: Handler) -> None:
        handler.send_response(code)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def _reset(handler: Handler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def _cut_short(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "10000")
    handler.end_headers()
    handler.wfile.write(b"<html>")
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)


class Index:
    """A package index on loopback; it has two versions of ``probe``, unless it is told to fail."""

    def __init__(self, folder: Path) -> None:
        #: Answers instead of the index, so many times as it says.
        self.failing: tuple[Callable[[Handler], None], float] | None = None
        for version in ("1", "2"):
            _write_wheel(folder, version)
        index = self

        class Answer(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *arguments: Any) -> None:
                super().__init__(*arguments, directory=str(folder))

            def log_message(self, *_: Any) -> None:
                pass

            def do_GET(self) -> None:
                if index.failing is not None and index.failing[1] > 0:
                    answer, times = index.failing
                    index.failing = (answer, times - 1)
                    answer(self)
                else:
                    super().do_GET()

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self._server.server_port}/simple"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _write_wheel(folder: Path, version: str) -> None:
    pages = folder / "simple" / "probe"
    pages.mkdir(parents=True, exist_ok=True)
    name, info = f"probe-{version}-py3-none-any.whl", f"probe-{version}.dist-info"
    with zipfile.ZipFile(pages / name, "w") as wheel:
        wheel.writestr("probe.py", "")
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: probe\nVersion: {version}\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    with (pages / "index.html").open("a") as page:
        page.write(f'<a href="{name}">{name}</a>')


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name in ("UV_INDEX", "UV_FIND_LINKS", "UV_CACHE_DIR", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(module, "base_requirements", lambda _: BASE)
    served = Index(tmp_path / "index")
    yield served
    served.close()


@pytest.fixture
def store(index: Index, tmp_path: Path) -> EnvironmentStore:
    return EnvironmentStore(tmp_path / "root", python=sys.executable, source=PackageSource(index.url))


@pytest.mark.parametrize(
    "answer",
    [_status(503), _status(429), _status(401), _status(403), _reset, _cut_short],
    ids=["503", "429", "401", "403", "reset", "cut short"],
)
def test_an_index_that_fails_for_a_while_is_asked_again_by_a_retry(
    store: EnvironmentStore, index: Index, answer: Callable[[Handler], None]
) -> None:
    index.failing = (answer, float("inf"))
    with pytest.raises(Unavailable, match="index can't be reached") as caught:
        store.ensure("")
    assert type(task_failure(caught.value)) is AirflowException, "no retry would follow"
    index.failing = None
    assert store.ensure("").packages == ("probe==1",)


def test_an_index_that_fails_for_a_moment_leaves_no_other_libraries(
    store: EnvironmentStore, index: Index
) -> None:
    index.failing = (_status(503), 1)
    with pytest.raises(Unavailable):
        store.ensure("")
    assert store.find("") is None
    environment = store.ensure("")
    assert (environment.packages, environment.base) == (("probe==1",), "as pinned")


def test_what_does_not_go_together_is_had_in_newer_versions(store: EnvironmentStore) -> None:
    environment = store.ensure("probe!=1\n")
    assert (environment.packages, environment.base) == (("probe==2",), "in newer versions")


@pytest.mark.parametrize(
    ("requirements", "words"),
    [
        ("probe==99\n", "no version of probe==99"),
        ("nowhere-to-be-found\n", "nowhere-to-be-found was not found"),
        ("probe=1\n", "no such comparison operator"),
        ("other @ {index}/other-1-py3-none-any.whl\n", "404"),
        ("./no-such-folder\n", "no-such-folder"),
        ("probe==1 --hash=sha256:" + "0" * 64 + "\n", "[Hh]ash"),
        ("{broken}\n", "out of tea"),
    ],
)
def test_what_only_its_author_can_mend_is_not_tried_again(
    store: EnvironmentStore, index: Index, tmp_path: Path, requirements: str, words: str
) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        '[project]\nname = "broken"\nversion = "1"\n'
    )
    (broken / "backend.py").write_text("raise SystemExit('out of tea')\n")
    with pytest.raises(RequirementsError, match=words) as caught:
        store.ensure(requirements.format(index=index.url, broken=broken))
    assert type(task_failure(caught.value)) is AirflowFailException


def test_a_killed_uv_may_be_tried_again(
    store: EnvironmentStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uv = tmp_path / "uv"
    uv.write_text("#!/bin/sh\nkill -9 $$\n")
    uv.chmod(0o755)
    with monkeypatch.context() as patch:
        patch.setattr(module, "uv_path", lambda: str(uv))
        with pytest.raises(Unavailable, match="SIGKILL"):
            store.ensure("")
    assert store.ensure("").packages == ("probe==1",)


_ON_A_SMALL_DISK = """
import sys
from pathlib import Path
from domino_plugin.operators.failures import task_failure
from domino_plugin.operators.virtualenv import EnvironmentStore, PackageSource
from domino_plugin.operators.virtualenv import environments as module
from domino_plugin.errors import DominoError

module.base_requirements = lambda _: [("as pinned", "probe==1\\n"), ("in newer versions", "probe>=1\\n")]
disk, index = Path(sys.argv[1]), sys.argv[2]
store = EnvironmentStore(disk, python=sys.executable, source=PackageSource(index))
(disk / "big").write_bytes(bytes(4 * 2**20 - 8 * 4096))
try:
    print("OUTCOME", store.ensure("").packages)
except DominoError as error:
    print("OUTCOME", type(task_failure(error)).__name__, error)
(disk / "big").unlink()
print("OUTCOME", store.ensure("").packages)
"""


def test_a_disk_that_is_full_during_a_build_is_named_and_a_retry_succeeds(
    index: Index, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    script = tmp_path / "script.py"
    script.write_text(_ON_A_SMALL_DISK)
    unshare = shutil.which("unshare")
    inside = 'mount -t tmpfs -o size=4m none "$1" && exec "$2" "$3" "$1" "$4"'
    command = [
        str(unshare), "--user", "--map-root-user", "--mount", "sh", "-c", inside, "-",
        str(disk), sys.executable, str(script), index.url,
    ]  # fmt: skip
    if unshare is None or subprocess.run([*command[:4], "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system allows no user namespaces")
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    outcomes = [line for line in done.stdout.splitlines() if line.startswith("OUTCOME")]
    assert len(outcomes) == 2, done.stdout + done.stderr
    assert outcomes[0].startswith(f"OUTCOME AirflowException The environment can't be built in {disk}")
    assert "Make room on the worker" in outcomes[0]
    assert outcomes[1] == "OUTCOME ('probe==1',)"


def test_the_task_that_builds_names_what_it_cannot_write(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Any) -> Environment:
        raise OSError(28, "No space left on device", "/srv/environments")

    monkeypatch.setattr(EnvironmentBuild, "_build", full)
    with pytest.raises(AirflowException, match=r"left on device \(/srv/environments\)\. Make room") as caught:
        EnvironmentBuild({"dag_run": SimpleNamespace(conf={}), "ti": None}).run()  # type: ignore[typeddict-item]
    assert not isinstance(caught.value, AirflowFailException)
    assert not isinstance(caught.value, DominoError)
