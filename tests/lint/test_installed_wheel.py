"""`make lint` sees into the mapped folders."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.installed_wheel import FOLDERS, ROOT, check

pytestmark = pytest.mark.packaging


def test_a_planted_type_error_and_layer_violation_are_both_reported(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("node_modules"))
    for file in ROOT.iterdir():
        if file.is_file():
            shutil.copy2(file, tree)
    (tree / "operators" / "planted.py").write_text(
        "from __future__ import annotations\n\nimport domino_plugin.db.models\n\n"
        "TABLES: int = domino_plugin.db.models.__name__\n"
    )

    code, report = check(tree, ROOT / ".cache" / "lint-planted")

    assert code != 0
    assert "operators/planted.py:5: error: Incompatible types in assignment" in report
    assert "domino_plugin.operators.planted -> domino_plugin.db.models" in report
