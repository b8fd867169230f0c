"""Which files inputs name."""

from __future__ import annotations

import json

import pytest

from domino_plugin.storage import references

NAMES = {
    "read/results/a.csv",
    "read/results/a b.csv",
    "read/results/ünï (1).csv",
    "read/results/part-1.csv",
    "read/results/part-2.csv",
    "read/results/sub/deep/x.txt",
    "read/results/sub/empty/",
    "read/report/",
    "read/3/results/m.csv",
    "read2/results/a.csv",
    "common.txt",
}
ROOT = "/home/shared_storage"


def _chosen(value: object) -> set[str]:
    return references.chosen(references.tails(value), NAMES)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (f"{ROOT}/read/results/a.csv", {"read/results/a.csv"}),
        ([{"x": {"y": (f"{ROOT}/read2/results/a.csv",)}}], {"read2/results/a.csv"}),
        ({f"{ROOT}/common.txt": 1}, {"common.txt"}),
        (f"{ROOT}/read/results/a b.csv", {"read/results/a b.csv"}),
        (f"{ROOT}/read/results/ünï (1).csv", {"read/results/ünï (1).csv"}),
        (f"{ROOT}//read/./results/a.csv", {"read/results/a.csv"}),
        (f"{ROOT}/read/3/results/m.csv", {"read/3/results/m.csv"}),
        (f"{ROOT}/read/results/sub", {"read/results/sub/deep/x.txt", "read/results/sub/empty/"}),
        (f"{ROOT}/read/results/sub/", {"read/results/sub/deep/x.txt", "read/results/sub/empty/"}),
        (f"{ROOT}/read/results/part", {"read/results/part-1.csv", "read/results/part-2.csv"}),
        (f"open('{ROOT}/read/results/a b.csv').read()", {"read/results/a b.csv"}),
        (f"{ROOT}/read/results/a.csv,{ROOT}/common.txt.", {"read/results/a.csv", "common.txt"}),
        (f"SELECT * FROM read_csv('{ROOT}/read/results/sub/deep/x.txt')", {"read/results/sub/deep/x.txt"}),
        (json.dumps({"p": [f"{ROOT}/read/results/a b.csv"]}), {"read/results/a b.csv"}),
        (f"see {ROOT}/common.txt\nand nothing else", {"common.txt"}),
        (ROOT, NAMES),
        (f"{ROOT}/", NAMES),
        (f"{ROOT}/read2", {"read2/results/a.csv"}),
        (f"{ROOT}/none/results/a.csv", set()),
        (f"{ROOT}_else/read/results/a.csv", set()),
        (f"/mnt{ROOT}/read/results/a.csv", set()),
        ("no path at all", set()),
        (42, set()),
    ],
)
def test_files_named_in_any_way_are_chosen_and_no_others(value: object, expected: set[str]) -> None:
    assert _chosen(value) == expected


def test_a_pattern_means_all_files_of_its_folder() -> None:
    assert _chosen(f"{ROOT}/read/results/part-*.csv") >= {
        "read/results/part-1.csv",
        "read/results/part-2.csv",
    }
    assert "read2/results/a.csv" not in _chosen(f"{ROOT}/read/results/*.csv")


def test_an_address_of_a_file_is_understood() -> None:
    found = _chosen(f"file://{ROOT}/read/results/a%20b.csv")
    assert "read/results/a b.csv" in found
    assert "read/results/part-1.csv" not in found


def test_only_the_tasks_named_are_asked_for() -> None:
    tails = references.tails([f"{ROOT}/read/results/a.csv", f"x {ROOT}/read2", f"{ROOT}/.files/a"])
    assert references.first_segments(tails) == {"read", "read2", ".files"}
    assert references.first_segments(references.tails(ROOT)) == {""}


def test_many_paths_and_many_files_take_no_time() -> None:
    names = {f"t/results/{number}.csv" for number in range(20_000)}
    inputs = [f"{ROOT}/t/results/{number}.csv" for number in range(10_000)]
    assert len(references.chosen(references.tails(inputs), names)) == 10_000
