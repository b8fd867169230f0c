"""Validation says the same about inputs as public Pieces did when they ran: see ``tests/golden``."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.recordings import CASES, MISSING, REPOSITORIES

from domino_plugin.repositories.reader import read_repository
from domino_plugin.workflows.document import ValueInput
from domino_plugin.workflows.schema_check import InputChecker

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason=MISSING)


def recorded_tasks() -> list[Any]:
    schemas: dict[str, dict[str, Any]] = {}
    found = []
    for file in sorted(CASES.glob("*.json")):
        for task in json.loads(file.read_text())["tasks"]:
            folder = REPOSITORIES / task["repository"].replace("/", "+")
            if task["repository"] not in schemas:
                pieces = read_repository(folder).usable_pieces if folder.is_dir() else ()
                schemas[task["repository"]] = {piece.name: piece.input_schema for piece in pieces}
            schema = schemas[task["repository"]].get(task["piece"])
            if schema is not None:
                found.append(pytest.param(task, schema, id=f"{file.stem}-{task['task_id']}"))
    return found


@pytest.mark.parametrize(("task", "schema"), recorded_tasks())
def test_inputs_are_refused_exactly_where_the_piece_refused_them(task, schema):
    checker = InputChecker(schema)
    problems = [name for name in checker.required if name not in task["input"]]
    for name, item in task["input"].items():
        text = json.dumps(item)
        # What comes from upstream, or was too long to be recorded whole, is unknown here.
        if "fromUpstream" not in text and '"$big"' not in text and name in checker.properties:
            problems += checker.check(name, ValueInput(value=item))
    error = task["expected"].get("error") or {}
    assert bool(problems) == ("ValidationError" in (error.get("type") or "")), problems


def test_there_is_something_to_compare():
    assert len(recorded_tasks()) >= 100
