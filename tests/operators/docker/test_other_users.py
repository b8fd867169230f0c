"""Engines whose containers' users are others to the machine, and workers that aren't the superuser."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from domino_plugin.operators.docker import piece_run
from support.docker_engine import EngineUnavailable, OwnEngine, connect
from support.docker_images import TestImages

pytestmark = pytest.mark.docker

WORKER_USER, OTHER_USER = 1234, 4321
WORKER = """
import encodings.ascii, encodings.idna, encodings.latin_1, json, os, shutil, sys, tarfile
from pathlib import Path
from domino_plugin.operators.docker import ContainerPiece, DockerRun, Engine, EngineOptions
from domino_plugin.storage import LocalStorage
from domino_plugin.storage.base import TaskKey
root, url, umask, user, without, call = json.loads(sys.argv[1])
# What is imported later need not be readable for him.
Engine.connect(EngineOptions(url=url))
os.setgroups([]); os.setresgid(user, user, user); os.setresuid(user, user, user)
os.umask(umask)
storage = LocalStorage(root)
options = EngineOptions(url=url, pull="never", network="none")
with storage.open_task(TaskKey("d", "r", "t", 3), {}) as files:
    piece = ContainerPiece(
        **{**call, "repository": Path(call["repository"])}, run_folder=files.run_folder,
        task_folder=files.task_folder, task_id="t", dag_id="d", run_id="r",
    )
    lines = []
    engine = Engine.connect(options)
    if without:
        make = engine.api.create_host_config
        engine.api.create_host_config = lambda **a: make(**a, cap_drop=without)
    outcome = DockerRun(engine, options, piece).run(lines.append)
    left = [p for p in files.task_folder.rglob("*") if p.is_file()]
    # What a worker does with them sooner or later.
    sizes = {p.name: len(p.read_bytes()) for p in left}
    print(json.dumps([outcome.outputs, outcome.error, sizes, lines]))
    if outcome.error is None:
        shutil.rmtree(files.task_folder)
"""
#: Leaves files that only their maker may read, in a folder that only he may enter.
SHY = (
    "import os; f = self.results_path; os.mkdir(f + '/deep', 0o700)\n"
    "for n in ('a', 'deep/b'): os.close(os.open(f + '/' + n, os.O_CREAT | os.O_WRONLY, 0o600))\n"
    "out = os.getuid()"
)


class Place(NamedTuple):
    """An engine, and images on it."""

    url: str
    plain: str
    with_user: str


@pytest.fixture(scope="module")
def remapped() -> Iterator[str]:
    """The address of an engine whose containers' superuser is one of the machine's ordinary users.

    For a worker of that user it is as a rootless engine of his own, for others as one with userns-remap.
    """
    engine = OwnEngine(((WORKER_USER, 1), (300_000, 65_536)))
    try:
        engine.start()
    except EngineUnavailable as error:
        pytest.skip(f"an engine with other users can't be started here: {error}")
    try:
        assert "name=userns" in connect(engine.url).info()["SecurityOptions"]
        yield engine.url
    finally:
        # Nothing of it is kept, and it takes long to end by itself.
        engine.halt(signal.SIGKILL)
        engine.stop()


@pytest.fixture(scope="module", params=["engine_url", "remapped"])
def place(request: pytest.FixtureRequest) -> Place:
    """Both kinds of engines, for everybody to use."""
    url = request.getfixturevalue(request.param)
    socket = Path(url.removeprefix("unix://"))
    if os.geteuid() != 0 or not socket.is_socket():
        pytest.skip("takes root to become other users, and an engine's socket")
    if socket.parent.name.startswith("dmn-"):
        socket.chmod(0o666)
        socket.parent.chmod(0o755)
    images = TestImages(connect(url))
    return Place(url, images.plain(), images.plain(lines="USER 12345\n", kind="user"))


Work = Callable[..., Any]


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that other users get to."""
    folder = Path(tempfile.mkdtemp(prefix="dmn-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def work(place: Place, piece_repository: Path, open_place: Path) -> Work:
    """Run code as a worker of some user does: what it gives, why not, what it has left, what it has said."""
    repository = open_place / "repository"
    shutil.copytree(piece_repository, repository)
    root = open_place / "storage"
    root.mkdir()

    def go(
        code: str, *, user: int, umask: int = 0o022, image: str = place.plain, without: Sequence[str] = ()
    ) -> Any:
        os.chown(root, user, user)
        call = {"image": image, "repository": str(repository), "piece": "CodePiece", "inputs": {"code": code}}
        done = subprocess.run(
            [sys.executable, "-c", WORKER, json.dumps([str(root), place.url, umask, user, without, call])],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return go


@pytest.mark.parametrize("user", [0, WORKER_USER, OTHER_USER])
@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_a_worker_of_any_user_gets_what_a_piece_leaves(work: Work, user: int, umask: int) -> None:
    outputs, error, sizes, lines = work(SHY, user=user, umask=umask)
    assert error is None, (error, lines)
    assert outputs["value"] == 0
    assert {"a", "b", "xcom_out.json"} <= set(sizes)


@pytest.mark.parametrize("user", [0, WORKER_USER])
def test_an_image_with_a_user_of_its_own_where_the_umask_is_strict(
    work: Work, place: Place, user: int
) -> None:
    outputs, error, sizes, lines = work(SHY, user=user, umask=0o077, image=place.with_user)
    assert error is None, (error, lines)
    assert outputs["value"] == 12345
    assert {"a", "b", "xcom_out.json"} <= set(sizes)


def test_a_storage_to_which_the_superuser_is_nobody_special(work: Work) -> None:
    """As NFS with root_squash: he may neither write where he isn't let nor give files away."""
    without = ["CHOWN", "DAC_OVERRIDE", "FOWNER"]
    outputs, error, sizes, lines = work(SHY, user=OTHER_USER, umask=0o077, without=without)
    assert error is None, (error, lines)
    assert outputs["value"] == 0
    assert {"a", "b", "xcom_out.json"} <= set(sizes)


def test_a_folder_that_can_not_be_opened_is_named_with_what_to_do(
    run: Any, images: TestImages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the storage belongs to somebody else, or keeps the superuser out."""
    monkeypatch.setattr(piece_run, "_allow", lambda *_: None)
    lines: list[str] = []
    error = run("out = 1", image=images.plain(lines="USER 12345\n", kind="user"), lines=lines).error
    cause = "The container's user 12345 may not write the task's folder"
    assert error["summary"].startswith(f"What the Piece returns can't be written: Permission denied. {cause}")
    assert "Let the worker's user own the shared storage" in error["summary"]
    assert lines[0].startswith(cause)
