"""What a difference from a recording means: a verdict on each case, and the reasons that are known."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple

from comparison import Kind
from running import Outcome


class Verdict(Enum):
    """How a case compares with its recording, the best first."""

    EQUAL = "equal"
    #: All that differs are numbers, by at most a millionth; and the original comes to our very bytes here.
    LAST_DIGITS = "equal up to the last digits (CPU)"
    #: The same, but values differ by more, or only checksums of them were recorded.
    AS_ORIGINAL = "as the original on this CPU"
    REASON = "differs with a reason"
    DIFFERS = "DIFFERS"


class Reason(NamedTuple):
    """Why a case differs, and the words of which every difference must have one."""

    text: str
    words: tuple[str, ...]


REASONS = {
    "template-sleep-stale": Reason(
        "the original refuses a Piece that the repository's compiled metadata lacks; here its folder is "
        "enough, so that an author can run a Piece before compiling",
        ("exit code", "error", "outputs"),
    ),
    "default-datetime-default": Reason(
        "the Piece outputs today's date, and both recordings are of one day; it is today's now",
        (f'date: recorded "2026-11-23", now "{datetime.now().astimezone().date()}"',),
    ),
}
_NETWORK = {
    "vanclei-jobstart": Reason(
        "recorded without network, which nobody may leave here; an address of it may answer",
        ("error",),
    )
}


def judge(
    case: dict[str, Any], outcome: Outcome, version: str, *, isolated: bool
) -> tuple[Verdict, list[str]]:
    """Return the verdict on a case, and the lines that tell why.

    Args:
        case: the recording.
        outcome: what its replay came to.
        version: of the Python that ran it.
        isolated: whether it ran without network, as recorded.
    """
    lines = [difference.text for difference in outcome.differences]
    if not lines:
        return Verdict.EQUAL, []
    if outcome.here == []:
        digits = all(difference.kind is Kind.DIGITS for difference in outcome.differences)
        return Verdict.LAST_DIGITS if digits else Verdict.AS_ORIGINAL, lines
    reason = _reason_for(case, lines, version, isolated=isolated)
    if reason:
        return Verdict.REASON, [f"reason: {reason}"]
    return Verdict.DIFFERS, [*lines, *(f"than the original here: {line}" for line in outcome.here or [])]


def _reason_for(case: dict[str, Any], lines: list[str], version: str, *, isolated: bool) -> str | None:
    recorded = ".".join(case["base_python"].split(".")[:2])
    if version != recorded and any(task.get("differs_on_python_3_11") for task in case["tasks"]):
        return f"recorded on Python {recorded}, and known to differ on {version}: f-strings of enum members"
    known = REASONS if isolated else {**REASONS, **_NETWORK}
    reason = known.get(case["id"])
    if reason and all(any(word in line for word in reason.words) for line in lines):
        return reason.text
    return None
