"""Where things lie in the shared storage: ids to folder names and back.

``{root}/{dag_id}/{run_id}/{task_id}[/{map_index}]`` holds ``results/``, ``report/`` and ``xcom_out/``, each
id escaped to a plain folder name. Earlier tries of a task are kept in ``{run folder}/.tries``, and what
belongs to no run in ``{root}/.domino``; an escaped id never begins like these.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from domino_plugin.errors import Invalid

#: Where Pieces see the shared storage of their run, whatever the runtime.
CANONICAL_ROOT = PurePosixPath("/home/shared_storage")
#: Folder of the root that belongs to no run.
PRIVATE_FOLDER = ".domino"
#: Where Pieces see the files of their workspace: no task's id begins with a dot.
WORKSPACE_FILES = CANONICAL_ROOT / ".files"
#: Folder of a run that keeps the earlier tries of its tasks.
TRIES_FOLDER = ".tries"
RESULTS = "results"
REPORT = "report"
XCOM = "xcom_out"
XCOM_FILE = "xcom_out.json"
LOG_FILE = "log.txt"
#: Names that a task's log may have: a file of the Piece keeps the first.
_LOG_NAMES = re.compile(r"log(-\d+)?\.txt")

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ESCAPED = re.compile(r"(?:[A-Za-z0-9_-]|\.[0-9a-f]{2})+")
_SHORTENED = re.compile(r"[A-Za-z0-9_.-]{150}\.h[0-9a-f]{32}")
#: File systems take names of 255 bytes; the rest is for the number of a try.
_MAX_NAME = 220
_SHORTENED_PREFIX = 150


def escape_run_id(run_id: str) -> str:
    """Return the folder name of any id: bytes outside ``[A-Za-z0-9_-]`` become ``.`` and two hex digits.

    Names longer than a file system takes are cut and end in ``.h`` and a hash: still one name per id, but
    `unescape_run_id` can't undo it.

    Raises:
        ValueError: the id is empty.
    """
    if not run_id:
        raise ValueError("An empty id has no folder.")
    name = "".join(
        chr(byte) if byte in _PLAIN else f".{byte:02x}" for byte in run_id.encode("utf-8", "surrogatepass")
    )
    if len(name) <= _MAX_NAME:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:32]
    return f"{name[:_SHORTENED_PREFIX]}.h{digest}"


def unescape_run_id(name: str) -> str:
    """Return the id whose folder is `name`.

    Raises:
        ValueError: `name` is no folder name of an id, or one that was shortened.
    """
    if not _ESCAPED.fullmatch(name):
        raise ValueError(f"{name!r} is not the folder name of an id, or a shortened one.")
    data = re.sub(rb"\.([0-9a-f]{2})", lambda match: bytes.fromhex(match[1].decode()), name.encode())
    return data.decode("utf-8", "surrogatepass")


def is_folder_name(name: str) -> bool:
    """Whether `escape_run_id` could have made this name."""
    return bool(_ESCAPED.fullmatch(name) or _SHORTENED.fullmatch(name))


def is_task_output(inside: Sequence[str]) -> bool:
    """Whether a path shows that a folder is a run's: it is in the folder for outputs that every task has.

    Args:
        inside: the path's parts, relative to the folder.
    """
    task, *rest = inside
    if rest[:1] == [XCOM]:
        return task != TRIES_FOLDER and is_folder_name(task)
    mapped = bool(rest) and rest[0].isdigit() and is_folder_name(task)
    return rest[1:2] == [XCOM] and (mapped or task == TRIES_FOLDER)


def run_path(root: Path, dag_id: str, run_id: str) -> Path:
    """Return the folder of a run."""
    return root / escape_run_id(dag_id) / escape_run_id(run_id)


def task_path(task_id: str, map_index: int = -1) -> PurePosixPath:
    """Return a task's folder relative to its run's; a mapped instance's is one deeper."""
    folder = PurePosixPath(escape_run_id(task_id))
    return folder if map_index < 0 else folder / str(map_index)


def canonical_task_path(task_id: str, map_index: int = -1) -> PurePosixPath:
    """Return a task's folder as Pieces see it, below ``/home/shared_storage``."""
    return CANONICAL_ROOT / task_path(task_id, map_index)


def inside_run(canonical_path: str) -> PurePosixPath | None:
    """Return the path in its run's folder of what a Piece knows by `canonical_path`, if it is in there."""
    path = PurePosixPath(canonical_path)
    if not path.is_relative_to(CANONICAL_ROOT) or ".." in path.parts or "\0" in canonical_path:
        return None
    return path.relative_to(CANONICAL_ROOT)


def is_log(name: str) -> bool:
    """Whether a file of this name may be the log that is kept beside a task's results."""
    return _LOG_NAMES.fullmatch(name) is not None


def bundle_path(digest: str) -> PurePosixPath:
    """Return where a bundle is, relative to the root.

    Raises:
        Invalid: it is no digest.
    """
    if not _DIGEST.fullmatch(digest):
        raise Invalid(f"{digest!r} is no bundle digest: it takes 64 hexadecimal digits.")
    return PurePosixPath(PRIVATE_FOLDER, "bundles", f"{digest}.tar.gz")


def workspace_path(workspace_id: int) -> PurePosixPath:
    """Return the folder with a workspace's files, relative to the root."""
    return PurePosixPath(PRIVATE_FOLDER, "files", str(int(workspace_id)))


def plain_name(name: str) -> str:
    """Return a file's name as it is.

    Raises:
        Invalid: it is a path, or the name of something hidden.
    """
    if PurePosixPath(name).name != name or name.startswith(".") or "\0" in name:
        raise Invalid(f"{name!r} is no plain file name.")
    return name


def real_path(path: str, run_folder: Path) -> Path:
    """Return the file of this machine that a Piece calls `path`."""
    pure = PurePosixPath(os.path.normpath(path))
    if pure.is_relative_to(CANONICAL_ROOT):
        return run_folder / pure.relative_to(CANONICAL_ROOT)
    return Path(pure)
