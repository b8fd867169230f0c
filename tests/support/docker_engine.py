"""A Docker engine for tests: one that answers already, else one of our own, which is stopped afterwards.

The own one has its socket, its data and its bridge to itself and leaves the machine's network alone, so
that it gets in nobody's way. It takes root and Debian's package docker.io.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from support.kept import start_kept

_PATIENCE = 60


class EngineUnavailable(Exception):
    """No engine answers and none can be started; the text says why."""


def connect(url: str) -> Any:
    """Return a client of the engine."""
    import docker

    return docker.DockerClient(base_url=url, version="auto", timeout=120)


def answering() -> str | None:
    """Return the address of an engine that answers, if there is one."""
    for url in (os.environ.get("DOCKER_HOST"), "unix:///var/run/docker.sock"):
        if url:
            with contextlib.suppress(Exception):
                client = connect(url)
                client.ping()
                return url
    return None


#: A user namespace is read from files of the machine; the engine gets its own, which nobody else sees.
_WITH_RANGES = """
set -e
mount -t tmpfs domino-test "$0"
cp -a /etc/. "$0/"
printf '%s' "$1" > "$0/subuid"
printf '%s' "$1" > "$0/subgid"
mount --bind "$0" /etc
shift
exec "$@"
"""
#: Whom the ranges are said of: any user with a group of the same name.
_REMAPPED = "daemon"


class OwnEngine:
    """An engine of our own.

    Args:
        users: (first user of the machine, how many) for each range of its containers' users, beginning with
            the superuser; empty: they are the machine's own.
    """

    def __init__(self, users: Sequence[tuple[int, int]] = ()) -> None:
        self._ranges = "".join(f"{_REMAPPED}:{first}:{count}\n" for first, count in users)
        # Short: the paths of its sockets have 108 characters at the most.
        self.folder = Path(tempfile.mkdtemp(prefix="dmn-", dir="/tmp"))
        self.url = f"unix://{self.folder}/docker.sock"
        # Of its own, too: an engine would take another's bridge for its.
        number = random.randrange(1, 250)
        self._bridge, self._address = f"dmn{os.getpid() % 100000}-{number}", f"10.213.{number}.1/24"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers.

        Raises:
            EngineUnavailable: it can't be started here.
        """
        try:
            _check_possible()
            self._make_bridge()
            self._run()
        except BaseException:
            self.stop()
            raise

    def _make_bridge(self) -> None:
        for command in (
            f"ip link add {self._bridge} type bridge",
            f"ip addr add {self._address} dev {self._bridge}",
            f"ip link set {self._bridge} up",
        ):
            done = subprocess.run(command.split(), capture_output=True, text=True, check=False)
            if done.returncode:
                raise EngineUnavailable(f"no Docker engine answers, and {command!r} fails: {done.stderr}")

    def _run(self) -> None:
        with (self.folder / "log.txt").open("ab") as log:
            self._process = start_kept(
                [
                    *self._namespace(),
                    "dockerd",
                    *("--host", self.url, "--data-root", str(self.folder / "data")),
                    *("--exec-root", str(self.folder / "exec"), "--pidfile", str(self.folder / "pid")),
                    *("--bridge", self._bridge, "--iptables=false", "--ip-forward=false", "--ip-masq=false"),
                    *("--userland-proxy=false", "--log-level", "warn"),
                    *(("--userns-remap", _REMAPPED) if self._ranges else ()),
                ],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            with contextlib.suppress(Exception):
                connect(self.url).ping()
                return
            time.sleep(0.2)
        lines = (self.folder / "log.txt").read_text(errors="replace").splitlines()
        raise EngineUnavailable("dockerd doesn't start here: " + " | ".join(lines[-3:]))

    def _namespace(self) -> tuple[str, ...]:
        if not self._ranges:
            return ()
        etc = self.folder / "etc"
        etc.mkdir(exist_ok=True)
        # Containers' users have to get to their files.
        self.folder.chmod(0o755)
        return ("unshare", "--mount", "sh", "-c", _WITH_RANGES, str(etc), self._ranges)

    def halt(self, number: int = signal.SIGTERM) -> None:
        """End the engine, its data kept; `start_again` brings it back."""
        if self._process is None:
            return
        # The engine, and what it has started, which outlives it if it is killed.
        files = (self.folder / "pid", self.folder / "exec/containerd/containerd.pid")
        processes = [pid for pid in map(_pid_in, files) if pid is not None]
        self._process.send_signal(number)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        self._process = None
        for pid in processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        end = time.monotonic() + _PATIENCE
        while any(Path(f"/proc/{pid}").exists() for pid in processes) and time.monotonic() < end:
            time.sleep(0.05)

    def start_again(self) -> None:
        """Start the halted engine."""
        self._run()

    def stop(self) -> None:
        """End it and delete everything of it."""
        self.halt()
        with contextlib.suppress(OSError):
            for line in Path("/proc/self/mounts").read_text().splitlines():
                place = line.split()[1]
                if place.startswith(f"{self.folder}/"):
                    subprocess.run(["umount", "-l", place], check=False, capture_output=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        subprocess.run(["ip", "link", "delete", self._bridge], check=False, capture_output=True)


def _pid_in(file: Path) -> int | None:
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        return None


def _check_possible() -> None:
    if os.geteuid() != 0:
        raise EngineUnavailable("no Docker engine answers, and only root can start one")
    for program in ("dockerd", "ip"):
        if shutil.which(program) is None:
            fix = "apt-get install docker.io iproute2"
            raise EngineUnavailable(f"no Docker engine answers, and there is no {program}: {fix}")
