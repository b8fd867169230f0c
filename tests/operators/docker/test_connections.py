"""What lies between a worker and an engine: proxies that cut, engines that hang, settings that are wrong."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import airflow.sdk  # noqa: F401 - sets logging up, which would undo what a test has set up
import pytest
from domino_plugin.operators.choice import choose_runtime
from domino_plugin.operators.docker import (
    DockerRun,
    Engine,
    EngineOptions,
    Images,
    ImageUnavailable,
    container,
    stream,
)
from domino_plugin.operators.docker import engine as engines
from domino_plugin.operators.docker.engine import EngineRefusal
from support.engine_proxy import EngineProxy

from domino_plugin.storage import LocalStorage

pytestmark = pytest.mark.docker

SLOW = "import time; open(self.results_path + '/started', 'w'); print('started', flush=True); time.sleep(60)"

MakeProxy = Callable[..., EngineProxy]


@pytest.fixture
def proxy(engine_url: str) -> Iterator[MakeProxy]:
    """Make proxies before the engine."""
    if not engine_url.startswith("unix://"):
        pytest.skip("the engine has no socket to stand before")
    made: list[EngineProxy] = []

    def make(patience: float | None = None) -> EngineProxy:
        made.append(EngineProxy(engine_url.removeprefix("unix://"), patience))
        return made[-1]

    yield make
    for one in made:
        one.close()


def _run(proxy: EngineProxy, call: Any, on_line: Any = None) -> Any:
    options = EngineOptions(url=proxy.url, pull="never", network="none")
    return DockerRun(Engine.connect(options), options, call).run(on_line)


def test_a_connection_that_is_cut_is_told_from_a_worker_that_died(piece: Any, proxy: MakeProxy) -> None:
    one = proxy()
    error = _run(one, piece(SLOW), lambda _: one.cut()).error
    assert "The connection to the container was cut while the Piece ran" in error["summary"]
    assert "proxy" in error["summary"]


def test_a_silent_piece_keeps_its_connection(
    piece: Any, proxy: MakeProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "_SILENCE", 0.2)
    outcome = _run(proxy(patience=2.0), piece("import time; time.sleep(5); out = 1"))
    assert outcome.error is None, outcome.error
    assert outcome.outputs["value"] == 1


def test_an_engine_that_hangs_does_not_hang_the_task(
    piece: Any, proxy: MakeProxy, monkeypatch: pytest.MonkeyPatch, client: Any
) -> None:
    monkeypatch.setattr(stream, "_SILENCE", 0.2)
    monkeypatch.setattr(container, "_COME_BACK", 1.0)
    one = proxy()
    options = EngineOptions(url=one.url, pull="never", network="none")
    engine = Engine.connect(options)
    monkeypatch.setattr(engines, "_PATIENCE", 1.0)
    engine.api.timeout = 1.0
    error = DockerRun(engine, options, piece(SLOW)).run(lambda _: one.stall()).error
    assert "The Docker engine went away while the Piece ran" in error["summary"]
    # Its container can't be removed by then.
    for left in client.api.containers(all=True, filters={"label": "domino.piece"}):
        client.api.remove_container(left["Id"], force=True)


def test_a_machine_that_is_gone_without_a_word_is_found_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        connection = socket.create_connection(server.getsockname())
        attached = stream.Stream(connection)
        assert connection.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        attached.close()


def test_a_pull_of_which_nothing_is_heard_ends(
    engine: Engine, engine_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not engine_url.startswith("unix://"):
        pytest.skip("the engine may not reach this machine's loopback")
    monkeypatch.setattr(engines, "_SILENCE", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as registry:
        name = f"127.0.0.1:{registry.getsockname()[1]}/no:1"
        with pytest.raises(ImageUnavailable, match=r"nothing has come for too long.*reach the registry"):
            Images(engine).get(name)


def test_an_engine_that_goes_in_the_midst_of_a_pull(monkeypatch: pytest.MonkeyPatch) -> None:
    """No engine can be made to do this at the right moment: this one says a line and no more."""

    def serve(server: socket.socket, *, hang: bool) -> None:
        one, _ = server.accept()
        with one:
            one.recv(65536)
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            one.sendall(head + b"14\r\n" + b'{"status":"Pulling"}' + b"\r\n")
            if hang:
                ended.wait(20)

    import docker

    monkeypatch.setattr(engines, "_SILENCE", 0.5)
    for hang, kind in ((True, ImageUnavailable), (False, engines.EngineSilent)):
        ended = threading.Event()
        with socket.create_server(("127.0.0.1", 0)) as server:
            thread = threading.Thread(target=serve, args=(server,), kwargs={"hang": hang})
            thread.start()
            url = f"tcp://127.0.0.1:{server.getsockname()[1]}"
            api = docker.APIClient(base_url=url, version="1.41")
            api.send = engines._bounded(api.send)
            with pytest.raises(kind):
                Images(Engine(url, api, "1"), pull="always").get("some:1")
            ended.set()
            thread.join()


@pytest.mark.parametrize("force_removal", ["while it runs", "after its response"])
def test_a_container_that_somebody_removes(
    run: Any, client: Any, storage: LocalStorage, force_removal: str
) -> None:
    late = force_removal == "after its response"
    folder = storage.task_folder("d", "r", "t")

    def remove(line: str) -> None:
        if line != "now":
            return
        if late:
            end = time.monotonic() + 20
            while not list(folder.glob(".response-*.json")) and time.monotonic() < end:
                time.sleep(0.02)
        for one in client.api.containers(all=True, filters={"label": "domino.piece"}):
            client.api.remove_container(one["Id"], force=True)

    class Lines(list[str]):
        def append(self, line: str) -> None:
            remove(line)

    code = "print('now', flush=True); out = 1" if late else f"print('now', flush=True); {SLOW}"
    outcome = run(code, lines=Lines())
    if late:
        assert outcome.error is None, outcome.error
        assert outcome.outputs["value"] == 1
    else:
        assert "Somebody removed the container" in outcome.error["summary"]


def test_settings_of_the_sdk_that_can_not_be_used(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:1")
    monkeypatch.setenv("DOCKER_TLS_VERIFY", "1")
    monkeypatch.setenv("DOCKER_CERT_PATH", "/nowhere")
    with pytest.raises(EngineRefusal, match=r"settings of this worker.*DOCKER_CERT_PATH"):
        Engine.connect(EngineOptions())
    with caplog.at_level(logging.INFO):
        chosen = choose_runtime(
            "auto",
            allowed=("docker", "virtualenv"),
            image="x",
            connect=lambda: Engine.connect(EngineOptions()),
        )
    assert chosen is None
    assert "DOCKER_CERT_PATH" in caplog.text


@pytest.mark.filterwarnings("ignore:docker-credential-nowhere")
def test_a_login_program_that_is_not_there(
    engine_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"credsStore": "nowhere"}))
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    engine = Engine.connect(EngineOptions(url=engine_url))
    with pytest.raises(ImageUnavailable, match=r"docker-credential-nowhere.*\.docker/config\.json"):
        Images(engine).get("127.0.0.1:9/no:1")
