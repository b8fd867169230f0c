"""A real engine with images of our making, and Pieces to run in them."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from domino_plugin.operators.docker import ContainerPiece, DockerRun, Engine, EngineOptions
from domino_plugin.operators.outcome import PieceOutcome
from support.docker_engine import EngineUnavailable, OwnEngine, answering, connect
from support.docker_images import TestImages

from domino_plugin.storage import LocalStorage

#: The newest and the oldest runtime of published images; the latter has pydantic 1.
ORIGINALS = ("domino-py==0.9.4", "domino-py==0.5.0")


@pytest.fixture(scope="session")
def piece_repository(piece_repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with CodePiece, and an output that the oldest runtime understands before any other."""
    root = tmp_path_factory.mktemp("container") / "repository"
    shutil.copytree(piece_repository, root, ignore=shutil.ignore_patterns("__pycache__"))
    models = root / "pieces" / "CodePiece" / "models.py"
    output = "class OutputModel(BaseModel):\n"
    models.write_text(models.read_text().replace(output, output + '    kind: str = "any"\n'))
    _add_locked_piece(root)
    # As an unpacked bundle: everybody may read it, whoever a container's user is.
    for path in (root, *root.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return root


def _add_locked_piece(root: Path) -> None:
    """Add a Piece that needs a secret."""
    models = (root / "pieces" / "CodePiece" / "models.py").read_text()
    locked = root / "pieces" / "LockedPiece"
    locked.mkdir()
    (locked / "models.py").write_text(models.replace("TOKEN: Optional[str] = None", "TOKEN: str"))
    piece = (root / "pieces" / "CodePiece" / "piece.py").read_text()
    (locked / "piece.py").write_text(piece.replace("CodePiece", "LockedPiece"))
    compiled = root / ".domino" / "compiled_metadata.json"
    metadata = json.loads(compiled.read_text())
    metadata["LockedPiece"] = {**metadata["CodePiece"], "name": "LockedPiece"}
    compiled.write_text(json.dumps(metadata))


@pytest.fixture(scope="session")
def engine_url() -> Iterator[str]:
    """The address of an engine that answers and can run containers; without one, the test is skipped."""
    url = answering()
    if url is not None:
        _prove(url)
        yield url
        return
    own = OwnEngine()
    try:
        own.start()
    except EngineUnavailable as error:
        pytest.skip(str(error))
    try:
        _prove(own.url)
        yield own.url
    finally:
        own.stop()


def _prove(url: str) -> None:
    """Skip if the machine forbids the engine to run anything; an image that can't be made is a failure."""
    from docker.errors import APIError

    client = connect(url)
    image = TestImages(client).base()
    try:
        client.containers.run(image, ["true"], network_mode="none", remove=True)
    except APIError as error:
        pytest.skip(f"the Docker engine at {url} can't run a container here: {error.explanation}")


@pytest.fixture(scope="session")
def client(engine_url: str) -> Any:
    """Docker's own client, to look from outside."""
    return connect(engine_url)


@pytest.fixture(scope="session")
def images(client: Any) -> TestImages:
    """Makes images."""
    return TestImages(client)


@pytest.fixture(scope="session")
def plain(images: TestImages) -> str:
    """An image with Python and pydantic, and nothing of Domino."""
    return images.plain()


@pytest.fixture(scope="session", params=["plain", *ORIGINALS])
def any_image(request: pytest.FixtureRequest, images: TestImages, piece_repository: Path) -> str:
    """Each kind of image: with our runner, and with the original runtimes."""
    if request.param == "plain":
        return images.plain()
    return images.original(request.param, piece_repository)


@pytest.fixture
def options(engine_url: str) -> EngineOptions:
    """What holds for all containers."""
    return EngineOptions(url=engine_url, pull="never", network="none")


@pytest.fixture
def engine(options: EngineOptions) -> Engine:
    """A connection."""
    return Engine.connect(options)


@pytest.fixture(autouse=True)
def nothing_left(client: Any) -> Iterator[None]:
    """Whatever a test does, none of its containers may stay."""
    yield
    assert client.api.containers(all=True, filters={"label": "domino.piece"}) == []


@pytest.fixture
def piece(plain: str, piece_repository: Path, storage: LocalStorage) -> Callable[..., ContainerPiece]:
    """Make the call of the Piece that runs the code it is given."""

    def make(code: str, *, value: Any = None, task: str = "t", **arguments: Any) -> ContainerPiece:
        return ContainerPiece(
            **{
                "image": plain,
                "repository": piece_repository,
                "piece": "CodePiece",
                "inputs": {"code": code, "value": value, **arguments.pop("inputs", {})},
                "run_folder": storage.run_folder("d", "r"),
                "task_folder": storage.prepare_task("d", "r", task),
                "task_id": task,
                "dag_id": "d",
                "run_id": "r",
                "grace": 1.0,
                **arguments,
            }
        )

    return make


Run = Callable[..., PieceOutcome]


@pytest.fixture
def run(engine: Engine, options: EngineOptions, piece: Callable[..., ContainerPiece]) -> Run:
    """Run code in a container; `lines` takes what it writes, `with_options` changes the options."""

    def go(
        code: str,
        *,
        lines: list[str] | None = None,
        with_options: dict[str, Any] | None = None,
        logins: Any = tuple,
        **call: Any,
    ) -> PieceOutcome:
        changed = dataclasses.replace(options, **(with_options or {}))
        run = DockerRun(engine, changed, piece(code, **call), logins)
        return run.run(None if lines is None else lines.append)

    return go
