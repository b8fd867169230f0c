"""Stands between the worker and a Piece: starts it, watches over it and leaves none of its processes behind.

Run as a plain file by the worker's own interpreter, with the standard library alone. It is the subreaper of
all processes the Piece starts, so that none gets out of sight by forking twice; it ends them all when asked
to, when the worker dies, and when the Piece itself has ended. On request the Piece gets a mount namespace of
its own in which its run's folder lies at ``/home/shared_storage``.

Takes the number of a descriptor with a JSON object, see `Launch`, and writes one, see `Ending`, to the
status pipe.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import select
import signal
import stat
import sys
import time
from typing import TYPE_CHECKING, Any, NoReturn, TypedDict

if TYPE_CHECKING:
    from collections.abc import Collection


class Launch(TypedDict):
    """What to run, and how.

    `control` is the reading end of a pipe: anything in it, or its end, means stop. `status` is the writing
    end of another. `inherited` are descriptors the command gets. `shared_storage` is the folder to mount, or
    None; `workspace_files` is one to mount in it, only to be read, or None; `visible` are paths that must
    still be seen then. `cores` are the numbers of those to run on, or None for all. `memory` limits the data
    of each process, in bytes, or is None. `grace` is in seconds. `scratch` is a folder to delete if the
    worker has died and can't.
    """

    command: list[str]
    environment: dict[str, str]
    folder: str
    control: int
    status: int
    inherited: list[int]
    shared_storage: str | None
    workspace_files: str | None
    visible: list[str]
    cores: list[int] | None
    memory: int | None
    scratch: str | None
    grace: float
    worker: int


class Ending(TypedDict):
    """How it ended: `code` is negative for a signal; None with a `failure`, when nothing was run."""

    code: int | None
    failure: str | None
    failed_step: str | None
    left_over: int
    stopped: bool


MOUNT_POINT = "/home/shared_storage"
FILES_MOUNT_POINT = f"{MOUNT_POINT}/.files"
#: A daemon that the Piece has left behind gets this long, in seconds.
_LEFT_OVER_GRACE = 0.5
#: What no SIGKILL ends in this time hangs in the kernel; nobody can wait for it.
_KILL_PATIENCE = 10.0

#: Bytes above the memory limit that the runner may take to say that the limit was reached.
_MEMORY_RESERVE = 32 * 1024 * 1024

_CLONE_NEWNS, _CLONE_NEWUSER = 0x00020000, 0x10000000
_MS_NOSUID, _MS_NODEV, _MS_BIND, _MS_REC, _MS_PRIVATE = 0x2, 0x4, 0x1000, 0x4000, 0x40000
_MS_RDONLY, _MS_NOEXEC, _MS_REMOUNT = 0x1, 0x8, 0x20
_MS_NOATIME, _MS_NODIRATIME, _MS_RELATIME = 0x400, 0x800, 0x200000
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_CHILD_SUBREAPER = 1, 4, 36

_libc = ctypes.CDLL(None, use_errno=True)


def main() -> None:
    """Run one command to its end."""
    with open(int(sys.argv[1]), encoding="utf-8") as file:  # noqa: PTH123 - pathlib doubles the start-up
        launch: Launch = json.load(file)
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    for descriptor in (launch["control"], launch["status"]):
        os.set_inheritable(descriptor, False)  # noqa: FBT003
    ending = Watch(launch).run()
    if launch["scratch"] is not None and _worker_is_gone(launch):
        import shutil

        shutil.rmtree(launch["scratch"], ignore_errors=True)
    os.write(launch["status"], json.dumps(ending).encode())
    os._exit(0)


def _worker_is_gone(launch: Launch) -> bool:
    if os.getppid() != launch["worker"]:
        return True
    # A process that ends closes its descriptors before its children get another parent.
    os.set_blocking(launch["control"], False)
    try:
        while os.read(launch["control"], 4096):
            pass
    except BlockingIOError:
        return False
    return True


class Watch:
    """One command, from its start until nothing of it is left."""

    def __init__(self, launch: Launch) -> None:
        self.launch = launch
        self.stopped = False
        self.ending = False
        self.code: int | None = None
        self.child = 0
        self.wake, self.waking = os.pipe()
        for descriptor in (self.wake, self.waking):
            os.set_blocking(descriptor, False)
        signal.set_wakeup_fd(self.waking)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._on_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def run(self) -> Ending:
        """Start the command, wait for its end or a stop, clear up."""
        if os.getppid() != self.launch["worker"]:
            self.stopped = True
            return self._ending(failure="The worker is gone.", step="start")
        problem = self._start()
        if problem is not None:
            self._reap(block=True)
            return self._ending(failure=problem["error"], step=problem["step"])
        while self.code is None and not self.stopped:
            self._wait(None)
            self._reap()
        left_over = 0 if self.code is None else len(descendants(os.getpid()))
        if self.stopped or left_over:
            self._end_all(self.launch["grace"] if self.stopped else _LEFT_OVER_GRACE)
        return self._ending(left_over=left_over)

    def _ending(self, *, failure: str | None = None, step: str | None = None, left_over: int = 0) -> Ending:
        code = None if failure is not None else self.code
        return Ending(code=code, failure=failure, failed_step=step, left_over=left_over, stopped=self.stopped)

    def _on_stop(self, *_: Any) -> None:
        self.stopped = True

    def _start(self) -> dict[str, str] | None:
        told, telling = os.pipe()
        launcher = os.getpid()
        # Pieces of the same user may look into each other's processes, but not into this one.
        _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        self.child = os.fork()
        if self.child == 0:
            os.close(told)
            _become(self.launch, telling, launcher)
        # Among them may be the secrets, which are for the command alone.
        for descriptor in (telling, *self.launch["inherited"]):
            os.close(descriptor)
        text = b""
        # Ends when the command is executed, which closes the pipe, or when the child ends.
        while chunk := os.read(told, 65536):
            text += chunk
        os.close(told)
        problem: dict[str, str] | None = json.loads(text) if text else None
        return problem

    def _wait(self, seconds: float | None) -> None:
        watched = [self.wake]
        if not self.ending:
            watched.append(self.launch["control"])
        ready, _, _ = select.select(watched, [], [], seconds)
        if self.wake in ready:
            os.read(self.wake, 4096)
        if self.launch["control"] in ready:
            self.stopped = True

    def _reap(self, *, block: bool = False) -> bool:
        """Collect ended children; return whether any child is left."""
        while True:
            try:
                pid, status = os.waitpid(-1, 0 if block else os.WNOHANG)
            except ChildProcessError:
                return False
            if pid == 0:
                return True
            if pid == self.child:
                self.code = os.waitstatus_to_exitcode(status)

    def _end_all(self, grace: float) -> None:
        # The control pipe has said all it has to say.
        self.ending = True
        asked: set[int] = set()
        end = time.monotonic() + grace
        while self._reap() and time.monotonic() < end:
            # Again and again, for what is started meanwhile; each process is asked once.
            asked |= send_to_all(signal.SIGTERM, but=asked)
            self._wait(min(0.2, max(0.0, end - time.monotonic())))
        end = time.monotonic() + _KILL_PATIENCE
        while self._reap() and time.monotonic() < end:
            # Stopped first, so that none forks while the others are ended.
            send_to_all(signal.SIGSTOP)
            send_to_all(signal.SIGKILL)
            self._wait(0.05)


def descendants(root: int) -> list[int]:
    """Return all processes below `root`, from ``/proc``; ended ones that nobody has collected don't count."""
    below: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):  # noqa: PTH208
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123
                    state, upper = file.read().rpartition(b")")[2].split()[:2]
            except (OSError, ValueError):
                continue
            if state not in (b"Z", b"X"):
                below.setdefault(int(upper), []).append(int(name))
    found: list[int] = []
    open_ends = [root]
    while open_ends:
        next_level = below.get(open_ends.pop(), [])
        found += next_level
        open_ends += next_level
    return found


def send_to_all(number: int, but: Collection[int] = ()) -> set[int]:
    """Send a signal to every process below this one `but` some; return which got it."""
    pids = set(descendants(os.getpid())).difference(but)
    for pid in pids:
        with contextlib.suppress(OSError):
            os.kill(pid, number)
    return pids


def _become(launch: Launch, telling: int, launcher: int) -> NoReturn:
    step = "start"
    try:
        # Else its own files in /proc belonged to the superuser, and no namespace could be set up.
        _libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        # A session of its own: a Piece that signals its process group doesn't hit the launcher.
        os.setsid()
        if launch["shared_storage"] is not None:
            step = "namespace"
            enter_namespace(launch["shared_storage"], launch["workspace_files"], launch["visible"])
            step = "start"
        # After the namespace, whose credentials would reset it.
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != launcher:
            os._exit(1)
        os.chdir(launch["folder"])
        for descriptor in launch["inherited"]:
            os.set_inheritable(descriptor, True)  # noqa: FBT003
        limit(launch["cores"], launch["memory"])
        os.execve(launch["command"][0], launch["command"], launch["environment"])  # noqa: S606
    except BaseException as error:  # noqa: BLE001 - the launcher reports it
        os.write(telling, json.dumps({"step": step, "error": str(error) or repr(error)}).encode())
    os._exit(127)


def limit(cores: list[int] | None, memory: int | None) -> None:
    """Bind this process and all it starts to cores, and limit the memory of each of them."""
    if cores is not None:
        os.sched_setaffinity(0, cores)
    if memory is not None:
        # Not RLIMIT_AS, which counts what is only reserved or mapped from files: many times what is used.
        present = resource.getrlimit(resource.RLIMIT_DATA)[1]
        most = memory + _MEMORY_RESERVE
        if present != resource.RLIM_INFINITY:
            most = min(most, present)
        resource.setrlimit(resource.RLIMIT_DATA, (min(memory, most), most))


def enter_namespace(run_folder: str, workspace_files: str | None, visible: list[str]) -> None:
    """Make this process see `run_folder` at ``/home/shared_storage``, and no other process.

    The files of the workspace, if there are any, are seen in it and can't be written.

    Raises:
        OSError: the system doesn't allow it; nothing outside this process has changed.
    """
    _unshare()
    _mount(None, "/", None, _MS_REC | _MS_PRIVATE)
    source = os.open(run_folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    # Opened before anything covers it: the storage may lie below the mount point.
    files = None
    if workspace_files is not None:
        files = os.open(workspace_files, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if not os.path.isdir(MOUNT_POINT) or os.path.realpath(MOUNT_POINT) != MOUNT_POINT:  # noqa: PTH112
            _cover_home()
        _mount(f"/proc/self/fd/{source}", MOUNT_POINT, None, _MS_BIND | _MS_REC)
        if files is not None:
            os.makedirs(FILES_MOUNT_POINT, exist_ok=True)  # noqa: PTH103
            _mount(f"/proc/self/fd/{files}", FILES_MOUNT_POINT, None, _MS_BIND | _MS_REC)
            flags = _MS_REMOUNT | _MS_BIND | _MS_RDONLY | _kept_flags(FILES_MOUNT_POINT)
            _mount(None, FILES_MOUNT_POINT, None, flags)
    finally:
        os.close(source)
        if files is not None:
            os.close(files)
    hidden = [path for path in visible if not os.path.exists(path)]  # noqa: PTH110
    if hidden:
        raise OSError(f"{hidden[0]} can't be seen any more with the storage mounted")


def _kept_flags(path: str) -> int:
    """Return the flags that a mount has by where it comes from: no user namespace may take them off."""
    found = os.statvfs(path).f_flag
    pairs = ((os.ST_NOSUID, _MS_NOSUID), (os.ST_NODEV, _MS_NODEV), (os.ST_NOEXEC, _MS_NOEXEC))
    times = ((os.ST_NOATIME, _MS_NOATIME), (os.ST_NODIRATIME, _MS_NODIRATIME), (os.ST_RELATIME, _MS_RELATIME))
    return sum(flag for bit, flag in (*pairs, *times) if found & bit)


def _unshare() -> None:
    user, group = os.geteuid(), os.getegid()
    # The superuser needs no user namespace, in which foreign files would be out of reach.
    if user == 0 and _libc.unshare(_CLONE_NEWNS) == 0:
        return
    if _libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNS) != 0:
        _fail("a user and mount namespace is not allowed here")
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123
            file.write(text)


def _cover_home() -> None:
    """Put an empty file system over ``/home`` and what was there back into it.

    Nobody but the superuser could make the mount point otherwise, and nobody wants it on the machine.
    """
    home = os.path.realpath("/home")
    before = os.open(home, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    names = os.listdir(home)  # noqa: PTH208
    _mount("domino", home, "tmpfs", _MS_NOSUID | _MS_NODEV, "mode=0755")
    for name in names:
        if name != os.path.basename(MOUNT_POINT):  # noqa: PTH119
            _put_back(f"/proc/self/fd/{before}/{name}", os.path.join(home, name))  # noqa: PTH118
    os.mkdir(os.path.join(home, os.path.basename(MOUNT_POINT)))  # noqa: PTH102, PTH118, PTH119
    os.close(before)


def _put_back(source: str, target: str) -> None:
    mode = os.lstat(source).st_mode
    if stat.S_ISLNK(mode):
        os.symlink(os.readlink(source), target)  # noqa: PTH115, PTH211
        return
    if stat.S_ISDIR(mode):
        os.mkdir(target)  # noqa: PTH102
    elif stat.S_ISREG(mode):
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))
    else:
        return
    _mount(source, target, None, _MS_BIND | _MS_REC)


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    arguments = [None if text is None else os.fsencode(text) for text in (source, target, kind)]
    data = None if options is None else options.encode()
    if _libc.mount(*arguments, ctypes.c_ulong(flags), data) != 0:
        _fail(f"mounting at {target} is not allowed here")


def _fail(what: str) -> NoReturn:
    number = ctypes.get_errno()
    raise OSError(number, f"{what} ({os.strerror(number)})")


if __name__ == "__main__":
    main()
