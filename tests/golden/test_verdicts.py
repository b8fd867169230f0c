"""When a replay counts as equal up to the last digits: never by the numbers alone."""

from __future__ import annotations

import base64
import hashlib
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parent))
from closeness import close
from comparison import STORAGE, Difference, Kind, Places, compare_task
from reasons import Verdict, judge
from recorded import on_python
from running import Outcome

CASE = {"id": "a-case", "base_python": "3.10.13", "tasks": [{}]}
RECORDED = "name,value\nfirst,-1.7661701958530753\n"


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (RECORDED, RECORDED.replace("0753", "0751")),
        ('{"x":[1e-17,2.5]}', '{"x":[3e-18,2.5]}'),
        ("0.1", "0.10000000000000002"),
    ],
)
def test_texts_that_are_close(before: str, now: str) -> None:
    assert close(before, now)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("0.12345", "0.12346"),
        ("0.5", "-0.5"),
        ("rows: 1000001", "rows: 1000002"),
        ("first 0.5", "other 0.5"),
        ("0.5,0.25", "0.5"),
    ],
)
def test_texts_that_are_not(before: str, now: str) -> None:
    assert not close(before, now)


def _compare(tmp_path: Path, now: str, *, text: bool = True, shown: bool = False) -> list[Difference]:
    results = tmp_path / "task" / "results"
    results.mkdir(parents=True)
    (results / "data.csv").write_text(now, encoding="utf-8")
    path = f"{STORAGE}/goldendag0/manual__2024_01_02/task/results/data.csv"
    file: dict[str, Any] = {
        "path": path,
        "size": len(RECORDED),
        "sha256": hashlib.sha256(RECORDED.encode()).hexdigest(),
        "volatile": False,
    }
    outputs = {"rows": 1}
    full: dict[str, Any] = dict(outputs)
    if shown:
        outputs["display_result"] = _shown(RECORDED)
        full["display_result"] = _shown(now)
    expected = {
        "error": None,
        "xcom": outputs,
        "volatile_xcom_paths": [],
        "files_written": [{**file, "text": RECORDED} if text else file],
    }
    response = {"error": None, "outputs": {"rows": 1}}
    return compare_task(expected, response, Places(tmp_path, tmp_path), full, results)


def _shown(text: str) -> dict[str, str]:
    return {"file_type": "csv", "base64_content": base64.b64encode(text.encode()).decode()}


CLOSE = RECORDED.replace("0753", "0751")


@pytest.mark.parametrize(
    ("now", "text", "kinds"),
    [
        (RECORDED, True, []),
        (CLOSE, True, [Kind.DIGITS]),
        (CLOSE, False, [Kind.VALUE]),
        (RECORDED.replace("-1.7", "-1.8"), True, [Kind.VALUE]),
    ],
)
def test_kind_of_a_file_that_differs(tmp_path: Path, now: str, *, text: bool, kinds: list[Kind]) -> None:
    assert [difference.kind for difference in _compare(tmp_path, now, text=text)] == kinds


def test_a_file_of_unknown_text_is_known_by_its_display(tmp_path: Path) -> None:
    found = _compare(tmp_path, CLOSE, text=False, shown=True)
    assert [difference.kind for difference in found] == [Kind.DIGITS, Kind.DIGITS]


@pytest.mark.parametrize(
    ("kinds", "here", "verdict"),
    [
        ([], None, Verdict.EQUAL),
        ([Kind.DIGITS], [], Verdict.LAST_DIGITS),
        ([Kind.DIGITS, Kind.VALUE], [], Verdict.AS_ORIGINAL),
        ([Kind.DIGITS], ["the file data.csv differs"], Verdict.DIFFERS),
        ([Kind.VALUE, Kind.OTHER], None, Verdict.DIFFERS),
    ],
)
def test_the_original_has_the_last_word(kinds: list[Kind], here: list[str] | None, verdict: Verdict) -> None:
    outcome = Outcome([Difference("something", kind) for kind in kinds], here)
    assert judge(CASE, outcome, "3.10", isolated=True)[0] is verdict


def test_a_known_reason_covers_only_its_words() -> None:
    case = {**CASE, "id": "template-sleep-stale"}
    known = Outcome([Difference("exit code: recorded 1, now 0", Kind.OTHER)], None)
    more = Outcome([*known.differences, Difference("file x: new", Kind.OTHER)], None)
    assert judge(case, known, "3.10", isolated=True)[0] is Verdict.REASON
    assert judge(case, more, "3.10", isolated=True)[0] is Verdict.DIFFERS


def test_another_date_than_today_is_no_reason() -> None:
    case = {**CASE, "id": "default-datetime-default"}
    wrong = Difference('task: date: recorded "2026-11-23", now "2026-11-24"', Kind.VALUE)
    assert judge(case, Outcome([wrong], ["the outputs differ"]), "3.10", isolated=True)[0] is Verdict.DIFFERS


def test_the_recording_on_another_python_takes_its_place() -> None:
    def shown(text: str) -> dict[str, str]:
        return {"file_type": "txt", "base64_content": base64.b64encode(text.encode()).decode()}

    def file(name: str, text: str) -> dict[str, Any]:
        digest = hashlib.sha256(text.encode()).hexdigest()
        return {"path": f"/{name}", "size": len(text), "sha256": digest, "volatile": False, "text": text}

    expected = {
        "xcom": {"out": "two", "display_result": shown("two")},
        "error": None,
        "files_written": [file("log.txt", "two"), file("two.csv", "1,2")],
    }
    difference = {
        "xcom_paths": ["/out", "/display_result/base64_content"],
        "xcom_values_311": {
            "/out": "Number.two",
            "/display_result/base64_content": shown("Number.two")["base64_content"],
        },
        "files_only_in_one": ["/two.csv", "/Number.two.csv"],
    }
    case = {"base_python": "3.10.13", "tasks": [{"expected": expected, "differs_on_python_3_11": difference}]}
    assert on_python(case, "3.10") is case
    other = on_python(case, "3.11")
    log, table = other["tasks"][0]["expected"]["files_written"]
    assert other["tasks"][0]["expected"]["xcom"]["out"] == "Number.two"
    assert (log["path"], log["sha256"]) == ("/log.txt", hashlib.sha256(b"Number.two").hexdigest())
    assert (table["path"], table["sha256"]) == ("/Number.two.csv", file("", "1,2")["sha256"])
    assert expected["xcom"]["out"] == "two", "the recording itself stays as it is"
    # Nothing is excused for the Python any more.
    outcome = Outcome([Difference("out: other", Kind.VALUE)], None)
    assert judge({**other, "id": "a-case"}, outcome, "3.11", isolated=True)[0] is Verdict.DIFFERS
