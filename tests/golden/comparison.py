"""Compares what a task came to with its recording."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from closeness import close

STORAGE = "/home/shared_storage"
#: The original keeps all runs below one folder; here the run's own folder is the storage.
_RECORDED_RUN = re.compile(STORAGE + r"/goldendag[0-9a-f]+/manual__[0-9T_]+")
#: What the original adds to the outputs.
_EXTRA = {"piece_name", "piece_metadata", "_shared_storage_usage_in_bytes"}


class Kind(Enum):
    """What is different: last digits of numbers, a value altogether or of unknown text, or anything else."""

    DIGITS = "last digits"
    VALUE = "value"
    OTHER = "other"


class Difference(NamedTuple):
    """A difference from a recording, in a sentence."""

    text: str
    kind: Kind


class Places:
    """Translates between the paths of a replay and those of the recordings."""

    def __init__(self, run_folder: Path, work_dir: Path) -> None:
        self.run_folder = run_folder
        self.work_dir = work_dir

    def canonical(self, value: Any) -> Any:
        """Return a value of the replay with its paths as recorded."""
        return _map_text(value, lambda text: text.replace(str(self.run_folder), STORAGE))

    def real(self, recorded: str) -> Path:
        """Return the file of the replay that a recorded path names; the working directory was /home."""
        path = _RECORDED_RUN.sub(STORAGE, recorded)
        if path.startswith(STORAGE + "/"):
            return self.run_folder / path[len(STORAGE) + 1 :]
        return self.work_dir / path[len("/home/") :]


def compare_task(
    expected: dict[str, Any], response: dict[str, Any] | None, places: Places, full: Any, results: Path
) -> list[Difference]:
    """Return the differences between a recorded task and its replay."""
    if response is None:
        return [_other("the process ended without an outcome")]
    differences = _compare_error(expected["error"], places.canonical(response["error"]))
    if expected["xcom"] is not None and response["outputs"] is not None:
        recorded = {key: value for key, value in expected["xcom"].items() if key not in _EXTRA}
        volatile = [path.strip("/").split("/") for path in expected["volatile_xcom_paths"]]
        differences += _compare(_recorded(recorded), places.canonical(full), [], volatile)
    elif (expected["xcom"] is None) != (response["outputs"] is None):
        differences.append(_other("outputs: one has some, the other none"))
    return differences + _compare_files(expected, places, results)


def _other(text: str) -> Difference:
    return Difference(text, Kind.OTHER)


def _compare_error(expected: dict[str, Any] | None, error: dict[str, Any] | None) -> list[Difference]:
    if expected is None or error is None:
        now = error and error["summary"]
        return [] if expected is error else [_other(f"error: recorded {expected}, now {now}")]
    pairs = (
        ("error type", expected["type"], error["type"]),
        ("error message", _first_line(expected["message"]), _first_line(error["message"])),
        ("error in the Piece's code", expected["in_piece_code"], error["in_piece_code"]),
    )
    return [
        _other(f"{what}: recorded {before!r}, now {now!r}") for what, before, now in pairs if before != now
    ]


def _first_line(message: str) -> str:
    """Return what of a message is the same every time: no addresses, no place of a syntax error."""
    line = re.sub(r"0x[0-9a-f]+", "0x", message.split("\n", maxsplit=1)[0])
    return re.sub(r" \([\w.]+, line \d+\)$", "", line)


def _compare(expected: Any, actual: Any, where: list[str], volatile: list[list[str]]) -> list[Difference]:
    if any(where[: len(path)] == path for path in volatile) or _equal(expected, actual):
        return []
    if isinstance(expected, dict) and isinstance(actual, dict) and "$big" not in expected:
        differences = []
        for key in sorted(expected.keys() | actual.keys()):
            if (key in expected) != (key in actual):
                found = "missing" if key in expected else "new"
                differences.append(_other(f"{'.'.join([*where, key])}: {found}"))
            else:
                differences += _compare(expected[key], actual[key], [*where, key], volatile)
        return differences
    text = f"{'.'.join(where)}: recorded {_short(expected)}, now {_short(actual)}"
    return [Difference(text, Kind.DIGITS if _only_digits(expected, actual) else Kind.VALUE)]


def _only_digits(expected: Any, actual: Any) -> bool:
    if isinstance(expected, str) and isinstance(actual, str):
        before, now = _decoded(expected), _decoded(actual)
        return close(expected, actual) if before is None or now is None else close(before, now)
    if isinstance(expected, list) and isinstance(actual, list):
        return close(json.dumps(expected), json.dumps(actual))
    return isinstance(expected, float) and isinstance(actual, float) and close(repr(expected), repr(actual))


def _equal(expected: Any, actual: Any) -> bool:
    if isinstance(expected, dict) and "$big" in expected and isinstance(actual, str):
        digest = hashlib.sha256(actual.encode()).hexdigest()
        return bool(expected["$big"]["sha256"] == digest and expected["$big"]["chars"] == len(actual))
    # The text keeps true, 1 and 1.0 apart.
    return json.dumps(expected, sort_keys=True) == json.dumps(actual, sort_keys=True) or (
        isinstance(expected, str) and isinstance(actual, str) and _same_encoded(expected, actual)
    )


def _same_encoded(expected: str, actual: str) -> bool:
    """Whether two base64 texts say the same but for the paths in what they hold."""
    before, now = _decoded(expected), _decoded(actual)
    return before is not None and now is not None and bool(_RECORDED_RUN.sub(STORAGE, before) == now)


def _decoded(text: str) -> str | None:
    try:
        return base64.b64decode(text, validate=True).decode()
    except ValueError:
        return None


def _compare_files(task: dict[str, Any], places: Places, results: Path) -> list[Difference]:
    expected = task["files_written"]
    recorded = {places.real(file["path"]) for file in expected}
    new = [file for file in results.rglob("*") if file.is_file() and file not in recorded]
    differences = [_other(f"file {places.canonical(str(file))}: new") for file in new]
    for file in expected:
        name, real = _RECORDED_RUN.sub(STORAGE, file["path"]), places.real(file["path"])
        if not real.is_file():
            differences.append(_other(f"file {name}: missing"))
        elif not file["volatile"] and hashlib.sha256(real.read_bytes()).hexdigest() != file["sha256"]:
            text = f"file {name}: recorded {file['size']} bytes, now other {real.stat().st_size}"
            kind = _kind_of_content(file.get("text") or _text_shown(task["xcom"], file["sha256"]), real)
            differences.append(Difference(text, kind))
    return differences


def _text_shown(outputs: dict[str, Any] | None, checksum: str) -> str | None:
    """Return the text of a recorded file that is also the display result, whose content is recorded."""
    shown = ((outputs or {}).get("display_result") or {}).get("base64_content")
    text = _decoded(shown) if isinstance(shown, str) else None
    return text if text is not None and hashlib.sha256(text.encode()).hexdigest() == checksum else None


def _kind_of_content(recorded: str | None, file: Path) -> Kind:
    if recorded is None:
        return Kind.VALUE
    same = close(recorded, file.read_text(encoding="utf-8", errors="replace"))
    return Kind.DIGITS if same else Kind.VALUE


def _recorded(value: Any) -> Any:
    """Return a recorded value with paths as they are here; the original writes an absent path as a text."""
    value = _map_text(value, lambda text: _RECORDED_RUN.sub(STORAGE, text))
    shown = value.get("display_result")
    if isinstance(shown, dict) and shown.get("file_path") == "None":
        value = {**value, "display_result": {**shown, "file_path": None}}
    return value


def _map_text(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_map_text(item, change) for item in value]
    if isinstance(value, dict):
        return {key: _map_text(item, change) for key, item in value.items()}
    return value


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 120 else text[:117] + "..."
