"""The folder is a Piece repository like any other, and its compiled files are up to date."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from support.starter import shipped_version

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[2]
REPOSITORY = ROOT / "domino_plugin" / "starter_pieces"
#: The Pieces by the file with what they need; what other people's workflows name must stay.
GROUPS = {
    None: [
        "CheckConditionPiece",
        "CustomPythonPiece",
        "HttpRequestPiece",
        "LogPiece",
        "ReadTextPiece",
        "SendEmailPiece",
        "WaitPiece",
        "WriteTextPiece",
    ],
    "requirements_1.txt": [
        "AggregatePiece",
        "FilterRowsPiece",
        "JoinTablesPiece",
        "PivotPiece",
        "PreviewTablePiece",
        "ReadCsvPiece",
        "ReadJsonPiece",
        "SelectColumnsPiece",
        "SortRowsPiece",
        "UnpivotPiece",
        "WriteCsvPiece",
        "WriteJsonPiece",
    ],
    "requirements_2.txt": ["ChartPiece", "ImageFilterPiece", "ReportPiece"],
    "requirements_3.txt": [
        "QueryDatabasePiece",
        "QueryFilesPiece",
        "ReadExcelPiece",
        "ReadParquetPiece",
        "WriteExcelPiece",
        "WriteParquetPiece",
    ],
}
PIECES = {name for names in GROUPS.values() for name in names}


@pytest.fixture(scope="module")
def compiled() -> dict[str, Any]:
    return json.loads((REPOSITORY / ".domino" / "compiled_metadata.json").read_text(encoding="utf-8"))


def test_the_compiled_files_are_up_to_date() -> None:
    command = [
        sys.executable,
        "-m",
        "domino_plugin.cli.main",
        "piece",
        "organize",
        str(REPOSITORY),
        "--check",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_it_has_its_pieces(compiled: dict[str, Any]) -> None:
    assert set(compiled) == PIECES
    assert {path.parent.name for path in REPOSITORY.glob("pieces/*Piece/piece.py")} == PIECES


def test_every_field_explains_itself(compiled: dict[str, Any]) -> None:
    def fields(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
        models = [schema, *schema.get("$defs", {}).values()]
        return [item for model in models for item in model.get("properties", {}).items()]

    silent = [
        (name, field)
        for name, piece in compiled.items()
        for schema in (piece["input_schema"], piece["output_schema"])
        for field, about in fields(schema)
        if not about.get("description")
    ]
    assert silent == []


def test_every_piece_has_a_label_an_icon_and_tags(compiled: dict[str, Any]) -> None:
    for piece in compiled.values():
        assert piece["style"]["node_label"]
        assert re.fullmatch(r"[a-z-]+:[a-z0-9-]+", piece["style"]["icon_class_name"])
        assert piece["tags"]
        assert piece["description"]


def test_pieces_with_the_same_needs_share_a_group() -> None:
    groups = json.loads((REPOSITORY / ".domino" / "dependencies_map.json").read_text(encoding="utf-8"))
    found = {group["dependency"]["requirements_file"]: group["pieces"] for group in groups.values()}
    assert found == GROUPS


def test_requirements_are_pinned() -> None:
    for file in REPOSITORY.glob("dependencies/*.txt"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert re.fullmatch(r"[a-z-]+==[0-9.]+", line), f"{file.name}: {line}"


@pytest.mark.network
@pytest.mark.parametrize("version", ["3.10", "3.11", "3.12", "3.13"])
def test_requirements_have_wheels_for_every_python(version: str) -> None:
    command = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "compile",
        "--only-binary",
        ":all:",
        "--python-version",
        version,
    ]
    files = [str(file) for file in sorted(REPOSITORY.glob("dependencies/*.txt"))]
    done = subprocess.run([*command, *files], capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 0, done.stderr


def test_the_configuration_names_the_repository() -> None:
    with (REPOSITORY / "config.toml").open("rb") as file:
        repository = tomllib.load(file)["repository"]
    assert repository["REPOSITORY_LABEL"] == "Starter Pieces"
    assert re.fullmatch(r"\d+\.\d+\.\d+", repository["VERSION"])


def test_the_readme_names_the_version_shipped() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r'"repository": "starter", "version": "([^"]+)"', text)) == {shipped_version()}


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        ("ReadCsvPiece/data/penguins.csv", ["CC0 1.0", "Kristen Gorman"]),
        ("ReadCsvPiece/data/seattle-weather.csv", ["public domain", "National Oceanic"]),
        ("ReadCsvPiece/data/iowa-electricity.csv", ["public domain", "Energy Information Administration"]),
        ("ReadJsonPiece/data/wheat.json", ["public domain", "Playfair"]),
        ("ImageFilterPiece/data/cat.jpg", ["CC0", "Stefan van der Walt"]),
    ],
)
def test_the_samples_are_what_their_readme_says(sample: str, words: list[str]) -> None:
    file = REPOSITORY / "pieces" / sample
    about = (file.parent / "README.md").read_text(encoding="utf-8")
    assert file.name in about
    assert hashlib.sha256(file.read_bytes()).hexdigest() in about
    for word in words:
        assert word in about


def test_every_sample_is_told_of() -> None:
    silent = [
        file
        for file in REPOSITORY.glob("pieces/*/data/*")
        if file.name not in (file.parent / "README.md").read_text(encoding="utf-8")
        and file.name != "README.md"
    ]
    assert silent == []


def test_the_penguins_are_all_there() -> None:
    file = REPOSITORY / "pieces" / "ReadCsvPiece" / "data" / "penguins.csv"
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    assert Counter(row["species"] for row in rows) == {"Adelie": 152, "Gentoo": 124, "Chinstrap": 68}


def test_the_forms_have_every_kind_of_field(compiled: dict[str, Any]) -> None:
    """What the editor can show, some starter Piece shows: a new user meets it, and a test of forms can."""
    text = json.dumps([[piece["input_schema"], piece["secrets_schema"]] for piece in compiled.values()])
    for feature in (
        '"const"',
        '"enum"',
        '"anyOf"',
        '"type": "null"',
        '"$ref"',
        '"additionalProperties"',
        '"format": "date"',
        '"format": "date-time"',
        '"format": "time"',
        '"format": "duration"',
        '"format": "file-path"',
        '"minimum"',
        '"maximum"',
        '"exclusiveMinimum"',
        '"multipleOf"',
        '"pattern"',
        '"minItems"',
        '"maxLength"',
        '"widget": "textarea"',
        '"widget": "codeeditor-python"',
        '"widget": "codeeditor-sql"',
        '"widget": "codeeditor-json"',
        '"widget": "codeeditor-html"',
        '"widget": "codeeditor-markdown"',
        '"from_upstream": "always"',
        '"from_upstream": "never"',
    ):
        assert feature in text, feature
