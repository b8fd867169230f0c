"""What a case was recorded to do on another Python than the one of the recordings.

Of the second recording, on 3.11, a case holds what is different: f-strings of enum members.
"""

from __future__ import annotations

import base64
import copy
import hashlib
from typing import Any

_SECOND = "3.11"


def on_python(case: dict[str, Any], version: str) -> dict[str, Any]:
    """Return the recording of a case on a Python, such as "3.11"; the case itself if it says nothing else."""
    if version != _SECOND or not any(task.get("differs_on_python_3_11") for task in case["tasks"]):
        return case
    case = copy.deepcopy(case)
    case["base_python"] = version
    for task in case["tasks"]:
        difference = task.pop("differs_on_python_3_11", None)
        if difference:
            _apply(task["expected"], difference)
    return case


def _apply(expected: dict[str, Any], difference: dict[str, Any]) -> None:
    before = _shown(expected)
    for path, value in difference.get("xcom_values_311", {}).items():
        *parents, last = path.strip("/").split("/")
        place = expected["xcom"]
        for parent in parents:
            place = place[parent]
        place[last] = value
    if "error_message_311" in difference:
        expected["error"]["message"] = difference["error_message_311"]
    names = set(difference.get("files_only_in_one", ()))
    new = names - {file["path"] for file in expected["files_written"]}
    now = _shown(expected)
    for file in expected["files_written"]:
        if file["path"] in names and len(new) == 1:
            file["path"] = next(iter(new))
        # A file that is also displayed, whose content is recorded with the outputs.
        if before is not None and now is not None and file["sha256"] == hashlib.sha256(before).hexdigest():
            file |= {"sha256": hashlib.sha256(now).hexdigest(), "size": len(now)}
            file.pop("text", None)


def _shown(expected: dict[str, Any]) -> bytes | None:
    """Return the content of what a task displays, if it is recorded whole."""
    shown = ((expected["xcom"] or {}).get("display_result") or {}).get("base64_content")
    return base64.b64decode(shown) if isinstance(shown, str) else None
