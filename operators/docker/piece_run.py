"""Runs one Piece in a container by the runner protocol, and collects what it leaves."""

from __future__ import annotations

import contextlib
import json
import math
import os
import re
import stat
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from domino_plugin.operators.docker.call import ContainerPiece, EngineOptions
from domino_plugin.operators.docker.container import Container, Ended
from domino_plugin.operators.docker.endings import response_of
from domino_plugin.operators.docker.engine import Engine
from domino_plugin.operators.docker.images import Image, Images, RegistryLogin
from domino_plugin.operators.docker.places import Places, archive_of
from domino_plugin.operators.docker.sweeping import labels
from domino_plugin.operators.last_words import LastWords
from domino_plugin.operators.lines import OnLine
from domino_plugin.operators.outcome import PieceOutcome
from domino_plugin.operators.task_folder import TaskFolder
from domino_plugin.operators.threads import thread_variables

from domino_plugin.errors import Invalid
from domino_plugin.runtime import protocol
from domino_plugin.runtime.masking import Mask
from domino_plugin.storage import layout

#: Where the container has our runner and, for images without them, the repository's files.
_RUNNER = PurePosixPath("/.domino/runtime")
_REPOSITORY = PurePosixPath("/.domino/repository")
_NO_PYTHON, _OLD_PYTHON = 127, 126
#: Takes the Python that the original runtime package belongs to, where the image has it; else the first on
#: the path that isn't too old. Asking for the version starts no interpreter.
_START = f"""
if d=$(command -v domino) && read -r l < "$d"; then l=${{l#'#!'}}; l=${{l# }}; l=${{l%% *}}; fi 2>/dev/null
case "${{l##*/}}" in *python*|*pypy*) ;; *) l= ;; esac
for p in "$l" "$(command -v python)" "$(command -v python3)"; do
  [ -n "$p" ] && [ -x "$p" ] || continue
  case "$("$p" -V 2>&1)" in
    "Python 3."[89]*|"Python 3."[1-9][0-9]*|"Python "[4-9]*) exec "$p" {_RUNNER}/runner.py --container ;;
    *) old={_OLD_PYTHON} ;;
  esac
done
exit "${{old:-{_NO_PYTHON}}}"
"""
#: What the original runtime writes for a log viewer that cuts there.
_CUT_MARK = re.compile(r"(?:Start|End) cut point for logger \S+$")
#: What the engine takes at the least.
_SMALLEST_CPU = 0.01
_SMALLEST_MEMORY_MIB = 6


class DockerRun:
    """One run of a Piece in a container, which can be stopped.

    Args:
        engine: the engine.
        options: what holds for all containers.
        call: the Piece and everything it needs.
        logins: gives those of private registries, once an image is to be pulled.
        image: the image, if it is known that the engine has it.
    """

    def __init__(
        self,
        engine: Engine,
        options: EngineOptions,
        call: ContainerPiece,
        logins: Callable[[], Iterable[RegistryLogin]] = tuple,
        image: Image | None = None,
    ) -> None:
        self._engine = engine
        self._options = options
        self._call = call
        self._logins = logins
        self._files = TaskFolder(call.run_folder, call.task_folder)
        self._container: Container | None = None
        self._stopped = False
        self._image = image

    def stop(self) -> None:
        """End the Piece; returns at once, may be called from a signal handler."""
        self._stopped = True
        if self._container is not None:
            self._container.stop()

    def prepare(self) -> Image:
        """Have the engine get the image, which may take long; `run` does it otherwise.

        Raises:
            ImageUnavailable: it can't be had.
            EngineSilent: the engine has gone.
        """
        if self._image is None:
            images = Images(
                self._engine,
                pull=self._options.pull,
                logins=self._logins,
                stopped=lambda: self._stopped,
            )
            self._image = images.get(self._call.image)
        return self._image

    def run(self, on_line: OnLine | None = None) -> PieceOutcome:
        """Run the Piece to its end; a Piece that fails is an outcome, too.

        Raises:
            DominoError: the image can't be had, or the container not be run.
            OSError: the storage can't be written.
        """
        image = self.prepare()
        call = self._call
        reply = f".response-{os.urandom(8).hex()}.json"
        self._open_folders(image)
        config, archives = self._config(image)
        self._container = Container(self._engine, config, archives=archives, grace=call.grace)
        if self._stopped:
            self._container.stop()
        with self._files.kept_log(call.secrets, on_line) as masked:
            words = LastWords(reply, lambda line: None if _CUT_MARK.search(line) else masked(line))
            ended = self._container.run(
                self._payload(image, reply), words.hear, Mask(call.secrets.values()).encoded
            )
        return self._outcome(image, ended, self._files.take(reply) or words.response)

    def _outcome(self, image: Image, ended: Ended, reply: bytes | None) -> PieceOutcome:
        response = response_of(reply, ended, self._call.memory_limit_mib)
        if reply is None:
            _check_python(image, ended.code)
        outputs = response["outputs"] if response["error"] is None else None
        if outputs is not None:
            self._files.write_outputs(outputs)
        return PieceOutcome(
            outputs=outputs,
            error=response["error"],
            exit_code=ended.code,
            display=self._files.display(response["display_result"]),
            storage_bytes=response["storage_bytes"],
            isolation="container",
            seconds=ended.seconds,
            image=image.name,
            image_digest=image.digest,
        )

    def _payload(self, image: Image, reply: str) -> bytes:
        data = json.dumps(
            {
                "request": self._request(reply),
                "secrets": dict(self._call.secrets),
                "open_files": not self._same_user(image),
                "grace": self._call.grace,
            },
            allow_nan=False,
        ).encode()
        return b"%d\n" % len(data) + data

    def _request(self, reply: str) -> protocol.Request:
        task = self._call.canonical_task_folder
        return self._call.request(
            repository=str(_REPOSITORY),
            task_folder=task,
            shared_storage=protocol.SHARED_STORAGE,
            response_file=f"{task}/{reply}",
        )

    def _config(self, image: Image) -> tuple[Mapping[str, Any], tuple[bytes, ...]]:
        api, call = self._engine.api, self._call
        mounts, archives = self._mounts()
        host = api.create_host_config(
            mounts=mounts,
            binds=list(self._options.volumes) or None,
            network_mode=self._options.network or None,
            # The lines go to the task's log; the engine need not keep them.
            log_config={"type": "none"},
            security_opt=["no-new-privileges"],
            **self._limits(),
        )
        config = api.create_container_config(
            image.id,
            None,
            entrypoint=["/bin/sh", "-c", _START],
            environment=self._environment(),
            stdin_open=True,
            host_config=host,
            labels=labels(call.piece, {"dag": call.dag_id, "run": call.run_id, "task": call.task_id}),
        )
        # The streams are read from the first byte, and the end of ours tells the Piece that we are gone.
        config |= {"AttachStdin": True, "StdinOnce": True}
        return config, archives

    def _mounts(self) -> tuple[list[Any], tuple[bytes, ...]]:
        from docker.types import Mount

        call = self._call
        places = Places.seen_by(self._engine, self._options.host_paths)
        mounts = [_bind(Mount, places.need(call.run_folder), layout.CANONICAL_ROOT)]
        if call.workspace_files is not None:
            # The engine would make the mount point, and not for this worker's user.
            (call.run_folder / layout.WORKSPACE_FILES.name).mkdir(exist_ok=True)
            mounts.append(
                _bind(Mount, places.need(call.workspace_files), layout.WORKSPACE_FILES, read_only=True)
            )
        archives = []
        for folder, target in ((protocol.RUNNER_FILE.parent, _RUNNER), (call.repository, _REPOSITORY)):
            seen = places.find(folder)
            if seen is not None:
                mounts.append(_bind(Mount, seen, target, read_only=True))
            else:
                archives.append(archive_of(folder, target))
        return mounts, tuple(archives)

    def _environment(self) -> dict[str, str]:
        limit = self._call.cpu_limit
        return {
            "PYTHONUNBUFFERED": "1",
            **({} if limit is None else thread_variables(math.ceil(limit), {})),
            **self._options.environment,
        }

    def _limits(self) -> dict[str, Any]:
        from docker.types import DeviceRequest

        call = self._call
        limits: dict[str, Any] = {}
        # More than there is would be refused; it is no limit.
        if call.cpu_limit is not None and call.cpu_limit < self._engine.cores:
            limits["nano_cpus"] = round(max(call.cpu_limit, _SMALLEST_CPU) * 1e9)
        if call.cpu_request is not None:
            # A whole core is a share of 1024, as Kubernetes counts.
            limits["cpu_shares"] = max(2, round(call.cpu_request * 1024))
        if call.memory_limit_mib is not None:
            # No more in swap: a limit is a limit.
            limits["mem_limit"] = limits["memswap_limit"] = call.memory_limit_mib * 1024 * 1024
        if call.memory_request_mib is not None:
            limits["mem_reservation"] = max(call.memory_request_mib, _SMALLEST_MEMORY_MIB) * 1024 * 1024
        if call.gpus:
            limits["device_requests"] = [DeviceRequest(count=call.gpus, capabilities=[["gpu"]])]
        return limits

    def _same_user(self, image: Image) -> bool:
        """Whether the storage takes the container's user for this worker's.

        That is certain of the superuser alone, and only if the engine leaves him his number.
        """
        return os.getuid() == 0 and image.runs_as_root and not self._engine.renumbers_users

    def _open_folders(self, image: Image) -> None:
        """Let the container's user write the task's folders, which are this worker's."""
        if self._same_user(image):
            return
        run, task = self._call.run_folder, self._call.task_folder
        # This worker may keep what it makes to itself: the umask of Airflow's daemons is 077.
        for folder in (above for above in task.parents if above.is_relative_to(run)):
            _allow(folder, 0o555)
        for folder in (task, *(task / name for name in (layout.RESULTS, layout.REPORT, layout.XCOM))):
            _allow(folder, 0o777)


def _allow(folder: Path, mode: int) -> None:
    with contextlib.suppress(OSError):
        folder.chmod(stat.S_IMODE(folder.stat().st_mode) | mode)


def _bind(mount: Any, source: Path, target: PurePosixPath, *, read_only: bool = False) -> Any:
    return mount(target=str(target), source=str(source), type="bind", read_only=read_only)


def _check_python(image: Image, code: int) -> None:
    """Raise `Invalid` if this exit code says that the image has no Python to run a Piece with."""
    if code == _NO_PYTHON:
        raise Invalid(
            f"The image {image.name} has no Python: Pieces need one with Python and what they import."
        )
    if code == _OLD_PYTHON:
        raise Invalid(f"The Python of the image {image.name} is too old: Pieces need Python 3.8 or newer.")
