"""Runs the tests of public repositories with the `domino` module that the runner provides to Pieces.

``python tests/golden/authors_tests.py PIECES``; with ``--original`` also with the original runtime's module.
They run without network, and those that fail must be the ones that fail with the original's.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))
import environments
import network
from support.recordings import MISSING, PACKAGES

PROVIDED = environments.ROOT / "domino_plugin" / "runtime" / "provided"


class Expected(NamedTuple):
    """What a repository's tests come to with the original runtime and no network, with which packages.

    `failed` has the reason of each test that fails, by file and name.
    """

    packages: str
    passed: int
    skipped: int
    failed: dict[str, str]


_ASKS = "asks a public server"
_NO_NETWORK = dict.fromkeys(
    (
        "test_httprequestpiece.py::test_httprequest_get",
        "test_httprequestpiece.py::test_httprequest_post",
        "test_httprequestpiece.py::test_httprequest_put",
        "test_httprequestpiece.py::test_httprequest_delete",
        "test_pagescrapper.py::test_pagescrapper",
        "test_save_image_piece.py::test_api_fetch_piece",
    ),
    _ASKS,
)
_PRICES = "test_electricity_price_prediction_model_train_piece.py::test_electricity_price_train_okte_"
_EVALUATE = "test_evaluate_ml_model_piece.py::test_evaluate_ml_model_piece_"
EXPECTED = {
    "nathan-vm/all_inputs_piece": Expected("base", 7, 0, {}),
    "tdari/web-browser-pieces": Expected("base", 5, 0, {}),
    "Tauffer-Consulting/domino_pieces_repository_template": Expected("base", 2, 0, {}),
    "Tauffer-Consulting/timeseries_domino_pieces": Expected("timeseries", 2, 0, {}),
    "Tauffer-Consulting/ml_domino_pieces": Expected("ml", 7, 0, {}),
    "Tauffer-Consulting/default_domino_pieces": Expected("default", 23, 0, _NO_NETWORK),
    "IISAS/default_domino_pieces": Expected("iisasdefault", 23, 0, _NO_NETWORK),
    "IISAS/domino_smart_grid_pieces": Expected(
        "smartgrid",
        34,
        2,
        {
            f"{_PRICES}labels_and_xgb": _ASKS,
            f"{_PRICES}future_fallback": _ASKS,
            f"{_EVALUATE}missing_pred_df_raises": "expects an error that the Piece doesn't raise",
            f"{_EVALUATE}invalid_option_raises": "gives an object for a text, which pydantic refuses",
        },
    ),
}


class Found(NamedTuple):
    """What the tests came to: numbers, the tests that failed, and pytest's own words."""

    passed: int
    skipped: int
    failed: list[str]
    said: str


def main() -> int:
    """Run the tests of all repositories; return 1 if one doesn't come to what is expected."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pieces", help="folder of checkouts, one <owner>+<name> each")
    parser.add_argument("--original", action="store_true", help="with the original runtime's module, too")
    options = parser.parse_args()
    if not PACKAGES.is_file():
        sys.exit(MISSING)
    kinds = [False, True] if options.original else [False]
    sets = dict.fromkeys(expected.packages for expected in EXPECTED.values())
    pythons = {
        (name, kind): environments.build(name, PACKAGES, original=kind).python
        for name in sets
        for kind in kinds
    }
    isolated = network.leave()
    if not isolated:
        print("With the machine's network: tests that ask public servers may pass.", flush=True)
    wrong = 0
    for repository, expected in EXPECTED.items():
        for kind in kinds:
            found = _run(
                Path(options.pieces) / repository.replace("/", "+"), pythons[expected.packages, kind], kind
            )
            wrong += _report(repository, expected, found, original=kind, isolated=isolated)
    return 1 if wrong else 0


def _run(checkout: Path, python: Path, original: bool) -> Found:
    """Run the tests in a copy of the checkout, which they write into."""
    variables = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": "" if original else str(PROVIDED),
    }
    # As in a checkout of their own: no settings of pytest but the repository's.
    command = [str(python), "-m", "pytest", "-rf", "-q", "-p", "no:cacheprovider", "--rootdir", ".", "pieces"]
    with tempfile.TemporaryDirectory(prefix="domino-golden-tests-") as folder:
        copy = Path(folder) / checkout.name
        shutil.copytree(checkout, copy, ignore=shutil.ignore_patterns(".git"))
        ended = subprocess.run(command, cwd=copy, env=variables, capture_output=True, text=True, check=False)
    numbers = {
        word: int(number) for number, word in re.findall(r"(\d+) (passed|skipped|error)", ended.stdout)
    }
    failed = re.findall(r"^(?:FAILED|ERROR) (?:\S*/)?([\w.]+(?:::[^\s]+)?)", ended.stdout, re.MULTILINE)
    return Found(numbers.get("passed", 0), numbers.get("skipped", 0), failed, ended.stdout + ended.stderr)


def _report(repository: str, expected: Expected, found: Found, *, original: bool, isolated: bool) -> bool:
    """Print what the tests of a repository came to; return whether that is other than expected."""
    new = [name for name in found.failed if name not in expected.failed]
    passed = [name for name in expected.failed if name not in found.failed]
    if not isolated:
        passed = [name for name in passed if expected.failed[name] != _ASKS]
    total = expected.passed + len(expected.failed) + expected.skipped
    ran = found.passed + len(found.failed) + found.skipped
    same = not new and not passed and total == ran
    module = " (the original's module)" if original else ""
    numbers = f"{found.passed} passed, {len(found.failed)} failed, {found.skipped} skipped"
    verdict = "as expected" if same else f"NOT AS EXPECTED, of {total} tests"
    print(f"{repository}{module}: {numbers}: {verdict}", flush=True)
    for name in found.failed:
        print(f"    failed: {name}: {expected.failed.get(name, 'NOT EXPECTED')}", flush=True)
    for name in passed:
        print(f"    didn't fail, though expected: {name}: {expected.failed[name]}", flush=True)
    if not same:
        print(found.said[-3000:], flush=True)
    return not same


if __name__ == "__main__":
    sys.exit(main())
