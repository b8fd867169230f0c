"""Builds the virtual environments of Pieces with uv, each once, and finds them again.

An environment is a folder ``environments/<key>-<random>`` and a file ``environments/<key>.json`` that points
to it. The file is written last, so an environment is there whole or not at all; a folder that no file points
to was left by a killed builder and is swept by the next one. Builders of one key wait for each other.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import platform
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from domino_plugin.operators.virtualenv.base_libraries import (
    BASE_LIBRARIES,
    ONLY_AS_WHEELS,
    base_requirements,
)
from domino_plugin.operators.virtualenv.build_failures import (
    ConflictError,
    RequirementsError,
    failure,
)
from domino_plugin.operators.virtualenv.holding import hold, try_lock
from domino_plugin.operators.virtualenv.interpreters import Interpreter, find_interpreter, uv_path
from domino_plugin.operators.virtualenv.packages import PackageSource, without_login
from domino_plugin.operators.virtualenv.process import ProcessTree
from domino_plugin.operators.virtualenv.python_versions import PythonNeed
from domino_plugin.operators.virtualenv.uv_cache import own_cache

from domino_plugin.errors import DominoError, Unavailable

log = logging.getLogger("domino.environment")

#: Raised when environments built before can't be used any more.
_FORMAT = 1
_POLL = 0.2


class BuildStoppedError(DominoError):
    """Somebody asked for the end of the build, or it took too long."""

    status = 503
    title = "Build stopped"


@dataclass(frozen=True)
class Environment:
    """A finished environment.

    Attributes:
        key: names it; the same requirements, base libraries and Python give the same key.
        folder: where it is.
        version: of its Python.
        seconds: that building it took.
        packages: ``name==version`` of everything in it.
        note: why its Python isn't the one asked for.
        base: which versions of the base libraries it has.
    """

    key: str
    folder: Path
    version: str
    seconds: float
    packages: tuple[str, ...]
    note: str | None = None
    base: str = ""

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"


def environment_key(requirements: str, python: str) -> str:
    """Return the key of the environment for a requirements text and a wanted Python version."""
    lines = [line.strip() for line in requirements.splitlines()]
    parts = {
        "format": _FORMAT,
        "requirements": [line for line in lines if line and not line.startswith("#")],
        "base": [asdict(library) for library in BASE_LIBRARIES],
        "python": python,
        "machine": [sys.platform, platform.machine()],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]


#: What uv says when it has done a step, and the step that comes then.
_STEP_AFTER = {"Resolved": "download", "Prepared": "install"}


class EnvironmentStore:
    """The environments below one folder of this machine.

    Args:
        root: the folder; nothing else should lie in it.
        python: the wanted Python version, such as "3.10", or the path of an interpreter.
        build_timeout: seconds that a build may take.
        allow_download: whether uv may fetch that Python.
        source: where packages come from.
    """

    def __init__(
        self,
        root: Path | str,
        *,
        python: str = "3.10",
        build_timeout: float = 1800,
        allow_download: bool = False,
        source: PackageSource | None = None,
    ) -> None:
        self.root = Path(root) / "environments"
        self._python = python
        self._build_timeout = build_timeout
        self._allow_download = allow_download
        self._source = source or PackageSource()
        self._variables = self._source.variables()
        self._cache = own_cache(Path(root), self._variables)
        if self._cache is not None:
            self._variables["UV_CACHE_DIR"] = str(self._cache)
        self._stopped = threading.Event()
        self._tree: ProcessTree | None = None
        #: Told which step of a build begins: ``resolve``, ``download``, ``install``.
        self.on_step: Callable[[str], None] = lambda _step: None

    def find(self, requirements: str, python: PythonNeed | None = None) -> Environment | None:
        """Return the environment for a requirements text, if it is built and its Python still there."""
        key = self._key(requirements, python)
        try:
            data: dict[str, Any] = json.loads((self.root / f"{key}.json").read_bytes())
            environment = Environment(
                key=key,
                folder=self.root / data["folder"],
                version=data["version"],
                seconds=data["seconds"],
                packages=tuple(data["packages"]),
                note=data.get("note"),
                base=data.get("base", ""),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return environment if environment.python.exists() else None

    def ensure(self, requirements: str, python: PythonNeed | None = None) -> Environment:
        """Return the environment for a requirements text, built now if need be.

        Args:
            requirements: lines of a requirements file.
            python: which Python the dependency group asks for, if it does.

        Raises:
            RequirementsError: it can't be built; the text holds what uv says.
            BuildStoppedError: `stop` was called, or it took too long.
            Unavailable: there is no interpreter, no uv, no room, or no way to the package index.
        """
        found = self.find(requirements, python)
        if found is not None:
            return found
        key = self._key(requirements, python)
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            (self.root / f"{key}.lock").touch()
        except OSError as error:
            raise Unavailable(
                f"Environments can't be built in {self.root}: {error.strerror}. Check [domino] "
                "environments_root and the rights of the user that runs the worker."
            ) from error
        with self._locked(key):
            found = self.find(requirements, python)
            if found is not None:
                log.info("Environment %s was built meanwhile by another task.", key)
                return found
            self._sweep(key)
            with contextlib.nullcontext() if self._cache is None else hold(self._cache):
                return self._build(key, requirements, python)

    def stop(self) -> None:
        """End a running build soon; may be called from a signal handler."""
        self._stopped.set()
        if self._tree is not None:
            self._tree.stop()

    @contextlib.contextmanager
    def _locked(self, key: str) -> Iterator[None]:
        # The kernel lets go of the lock when its holder dies, however it dies.
        with (self.root / f"{key}.lock").open("w") as file:
            waiting_since = time.monotonic()
            while not try_lock(file.fileno()):
                if time.monotonic() - waiting_since < _POLL:
                    log.info("Another task is building environment %s: waiting for it.", key)
                if time.monotonic() - waiting_since > self._build_timeout:
                    raise BuildStoppedError(f"Environment {key} was still being built by another task.")
                self._check_stopped(key)
                time.sleep(_POLL)
            yield

    def _check_stopped(self, key: str) -> None:
        if self._stopped.is_set():
            raise BuildStoppedError(f"Building environment {key} was stopped.")

    def _sweep(self, key: str) -> None:
        for left_over in self.root.glob(f"{key}-*"):
            log.info("Removing what an earlier build has left in %s.", left_over)
            shutil.rmtree(left_over, ignore_errors=True)
        (self.root / f"{key}.json").unlink(missing_ok=True)

    def _key(self, requirements: str, python: PythonNeed | None) -> str:
        wanted = self._python if python is None else f"{self._python} {python.spec}"
        return environment_key(requirements, wanted)

    def _build(self, key: str, requirements: str, python: PythonNeed | None) -> Environment:
        started = time.monotonic()
        interpreter = find_interpreter(self._python, allow_download=self._allow_download, need=python)
        log.info("Building environment %s with Python %s.", key, interpreter.version)
        self.on_step("resolve")
        if interpreter.note:
            log.warning(interpreter.note)
        folder = Path(tempfile.mkdtemp(prefix=f"{key}-", dir=self.root))
        folder.chmod(0o755)
        try:
            base = self._install(key, folder, interpreter, requirements)
            packages = self._packages(folder)
            environment = Environment(
                key=key,
                folder=folder,
                version=interpreter.version,
                seconds=round(time.monotonic() - started, 1),
                packages=packages,
                note=interpreter.note,
                base=base,
            )
            # The file that Pieces lock is there from the start: a task of another user can't make it.
            with hold(folder):
                _publish(self.root / f"{key}.json", environment)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        log.info("Environment %s is ready: %d packages in %s s.", key, len(packages), environment.seconds)
        return environment

    def _install(self, key: str, folder: Path, interpreter: Interpreter, requirements: str) -> str:
        self._uv(key, ["venv", "--allow-existing", "--no-project", "--python", interpreter.path, folder])
        author = folder / "requirements.txt"
        author.write_text(requirements, encoding="utf-8")
        said: list[str] = []
        for choice, base in base_requirements(requirements):
            file = folder / "base-libraries.txt"
            file.write_text(base, encoding="utf-8")
            command: list[str | Path] = ["pip", "install", "--python", folder / "bin" / "python"]
            for name in ONLY_AS_WHEELS:
                command += ["--only-binary", name]
            try:
                self._uv(key, [*command, "-r", file, "-r", author])
            except ConflictError as error:
                # No other failure may end here: the environment would keep libraries that nobody asked for.
                said = str(error).splitlines()
                log.warning("That does not go together with the base libraries %s.", choice)
                continue
            except RequirementsError as error:
                said = str(error).splitlines()
                break
            return choice
        raise RequirementsError(
            "The Piece's requirements can't be installed: "
            + "\n".join([*said[-15:], self._source.hint()]).strip()
        )

    def _packages(self, folder: Path) -> tuple[str, ...]:
        lines: list[str] = []
        tree = ProcessTree(
            [uv_path(), "pip", "freeze", "--python", folder / "bin" / "python"],
            environment=self._variables,
            folder=folder,
        )
        tree.run(lines.append)
        return tuple(line for line in lines if "==" in line or " @ " in line)

    def _uv(self, key: str, arguments: Sequence[str | Path]) -> None:
        """Run uv, its lines into the log."""
        lines: list[str] = []

        def on_line(line: str) -> None:
            if line.strip():
                lines.append(without_login(line))
                log.info("%s", lines[-1])
                if step := _STEP_AFTER.get(line.strip().partition(" ")[0]):
                    self.on_step(step)

        variables = {**self._variables, "UV_NO_PROGRESS": "1", "NO_COLOR": "1"}
        self._check_stopped(key)
        tree = self._tree = ProcessTree([uv_path(), *arguments], environment=variables, folder=self.root)
        timer = threading.Timer(self._build_timeout, tree.stop)
        timer.daemon = True
        timer.start()
        try:
            ending = tree.run(on_line)
        finally:
            timer.cancel()
            self._tree = None
        if ending["stopped"]:
            self._check_stopped(key)
            raise BuildStoppedError(
                f"Building environment {key} took more than {self._build_timeout:.0f} s. "
                "Raise [domino] environment_build_timeout if it needs longer."
            )
        if ending["code"] != 0:
            raise failure(lines, ending["code"], self.root)


def _publish(path: Path, environment: Environment) -> None:
    data = {
        "folder": environment.folder.name,
        "version": environment.version,
        "seconds": environment.seconds,
        "packages": environment.packages,
        "note": environment.note,
        "base": environment.base,
    }
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(json.dumps(data, indent=1), encoding="utf-8")
    temporary.replace(path)
