"""A worker that runs in a container itself, and has its Pieces run by the engine that runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from domino_plugin.operators.docker.places import Places, own_container_id

from domino_plugin.storage import LocalStorage

pytestmark = pytest.mark.docker

ROOT = Path(__file__).parents[3]
SOCKET = "/var/run/docker.sock"
WORKER = """
import json, shutil, sys
from pathlib import Path
from domino_plugin.operators.docker import ContainerPiece, DockerRun, Engine, EngineOptions
from domino_plugin.errors import DominoError
call = json.loads(sys.argv[1])
shutil.copytree("/repository", "/tmp/unseen")
options = EngineOptions(url="unix:///var/run/docker.sock", pull="never", network="none")
folders = {name: Path(call.pop(name)) for name in ("run_folder", "task_folder")}
piece = ContainerPiece(**call, **folders, repository=Path("/tmp/unseen"))
try:
    outcome = DockerRun(Engine.connect(options), options, piece).run(lambda line: print("line:", line))
    print(json.dumps([outcome.outputs, outcome.error]))
except DominoError as error:
    print(type(error).__name__, error)
"""

Worker = Callable[..., str]


@pytest.fixture
def worker(client: Any, engine_url: str, plain: str, piece_repository: Path, storage: LocalStorage) -> Worker:
    """Run a Piece from a worker in a container, whose storage is mounted at another path, or nowhere."""
    if not engine_url.startswith("unix://"):
        pytest.skip("the engine has no socket to hand on")

    def go(code: str, *, mounted: bool) -> str:
        storage.prepare_task("d", "r", "t")
        call = {
            "image": plain,
            "piece": "CodePiece",
            "inputs": {"code": code},
            "run_folder": "/data/storage/d/r",
            "task_folder": "/data/storage/d/r/t",
            "task_id": "t",
        }
        python = Path(sys.executable)
        volumes = [
            f"{ROOT}:{ROOT}:ro",
            f"{sys.base_prefix}:{sys.base_prefix}:ro",
            f"{piece_repository}:/repository:ro",
            f"{engine_url.removeprefix('unix://')}:{SOCKET}",
        ]
        if mounted:
            volumes.append(f"{storage.root}:/data/storage")
        return client.containers.run(
            plain,
            [str(python), "-c", WORKER, json.dumps(call)],
            volumes=volumes,
            network_mode="none",
            remove=True,
            stderr=True,
        ).decode()

    return go


def test_its_mounts_are_found_and_the_rest_is_copied(worker: Worker, storage: LocalStorage) -> None:
    code = "open(self.results_path + '/x', 'w').write('hi'); print('hello'); out = self.results_path"
    text = worker(code, mounted=True)
    assert '[{"kind": "any", "value": "/home/shared_storage/t/results"}, null]' in text
    assert "line: hello" in text
    assert (storage.task_folder("d", "r", "t") / "results" / "x").read_text() == "hi"


def test_a_storage_that_is_not_mounted_says_what_to_do(worker: Worker) -> None:
    text = worker("out = 1", mounted=False)
    assert "Unreachable" in text
    assert "the folder /data/storage/d/r: it is not mounted" in text
    assert "docker_host_paths" in text


APART = """
import json, sys
from pathlib import Path
from domino_plugin.operators.docker import ContainerPiece, DockerRun, Engine, EngineOptions
url, image, run, root, there = json.loads(sys.argv[1])
options = EngineOptions(url=url, pull="never", network="none", host_paths=((Path(root), Path(there)),))
piece = ContainerPiece(
    image=image, piece="CodePiece", inputs={"code": "out = self.results_path"}, task_id="t",
    run_folder=Path(run), task_folder=Path(run, "t"), repository=Path(sys.argv[2]),
)
outcome = DockerRun(Engine.connect(options), options, piece).run(print)
print(json.dumps([outcome.outputs, outcome.error]))
"""


def test_what_no_host_path_names_is_copied(
    engine_url: str, plain: str, piece_repository: Path, storage: LocalStorage, tmp_path: Path
) -> None:
    """A worker whose repository the engine has nowhere, and that isn't in a container of this engine."""
    if os.geteuid() != 0 or not engine_url.startswith("unix://"):
        pytest.skip("takes root to hide folders from the engine")
    storage.prepare_task("d", "r", "t")
    here, unseen = tmp_path / "here", tmp_path / "unseen"
    for folder in (here, unseen):
        folder.mkdir()
    run = here / storage.run_folder("d", "r").relative_to(storage.root)
    call = json.dumps([engine_url, plain, str(run), str(here), str(storage.root)])
    script = (
        'mount --bind "$1" "$2" && mount -t tmpfs domino-test "$3" && cp -a "$4" "$3/repository" && '
        'exec "$5" -c "$6" "$7" "$3/repository"'
    )
    arguments = [storage.root, here, unseen, piece_repository, sys.executable, APART, call]
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script, "sh", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert '[{"kind": "any", "value": "/home/shared_storage/t/results"}, null]' in done.stdout, done.stderr


def test_what_the_administrator_says_counts_most(tmp_path: Path) -> None:
    here, deep = tmp_path / "a", tmp_path / "a" / "b"
    places = Places(((here, Path("/there")), (deep, Path("/deeper"))), complete=False)
    assert places.find(here / "x") == Path("/there/x")
    assert places.find(deep / "x") == Path("/deeper/x")
    assert places.find(tmp_path / "c") == tmp_path / "c"
    assert Places(((here, Path("/there")),), complete=True).find(tmp_path / "c") is None


def test_the_own_container_is_told_by_its_mounts(tmp_path: Path) -> None:
    file = tmp_path / "mountinfo"
    identity = "ab" * 32
    line = f"1 2 8:1 /var/lib/docker/containers/{identity}/hostname /etc/hostname rw - ext4 /dev/sda1 rw"
    file.write_text(f"3 4 0:1 / / rw - overlay overlay rw\n{line}\n")
    assert own_container_id(file) == identity
    assert own_container_id(tmp_path / "none") is None
