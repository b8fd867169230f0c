"""Reading repositories: our samples of every wild variation, hostile folders, and the public repositories."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from support.recordings import MISSING
from support.recordings import REPOSITORIES as WILD

from domino_plugin.errors import Invalid
from domino_plugin.repositories.reader import MAX_PROBLEMS, read_repository
from domino_plugin.repositories.schemas import normalise_schema

PROJECT = Path(__file__).parents[2]
SAMPLES = PROJECT / "tests" / "samples" / "repositories"
#: Pieces with schemas, and all, in each public repository.
WILD_COUNTS = {
    "IISAS+default_domino_pieces": (16, 16),
    "IISAS+default_domino_pieces_tests": (1, 1),
    "IISAS+domino_smart_grid_pieces": (10, 10),
    "Mockingbird1234+custom_domino_pieces": (2, 2),
    "Mockingbird1234+trusted_data_default_domino_pieces": (16, 16),
    "Ronak-NG+domino-test": (1, 6),
    "Tauffer-Consulting+aws_domino_pieces": (1, 1),
    "Tauffer-Consulting+data_apis_domino_pieces": (8, 8),
    "Tauffer-Consulting+default_domino_pieces": (16, 16),
    "Tauffer-Consulting+domino_pieces_repository_template": (1, 3),
    "Tauffer-Consulting+google-apis-pieces": (1, 1),
    "Tauffer-Consulting+h2o_ml_domino_pieces": (1, 1),
    "Tauffer-Consulting+ml_domino_pieces": (9, 9),
    "Tauffer-Consulting+openai_domino_pieces": (10, 10),
    "Tauffer-Consulting+social_media_domino_pieces": (7, 7),
    "Tauffer-Consulting+timeseries_domino_pieces": (3, 3),
    "egorbenko+test-piece": (1, 1),
    "giupb+example_pieces": (1, 1),
    "jasonmzx+jason_domino_pieces": (18, 18),
    "jibingeo+domino_io_pieces": (1, 1),
    "nathan-vm+all_inputs_piece": (7, 7),
    "nathan-vm+openai_api_pieces": (9, 9),
    "nathan-vm+test_domino_pieces": (2, 2),
    "rajivgarg+my_custom_domino_pieces": (2, 2),
    "s2jin+ml_library_blocks": (9, 9),
    "tdari+default_domino_pieces": (16, 16),
    "tdari+web-browser-pieces": (5, 5),
    "vanclei+domino_pieces": (19, 19),
    "wiley163+my_domino_pieces": (5, 5),
}


def schemas_of(content):
    for piece in content.usable_pieces:
        for schema in (piece.input_schema, piece.output_schema, piece.secrets_schema):
            if schema is not None:
                yield schema


def sub_schemas(schema):
    """Every schema within a normalised one, itself included."""
    yield schema
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            inner = list(value.values())
        elif key in ("anyOf", "allOf", "prefixItems"):
            inner = value
        else:
            inner = [value] if key in ("items", "additionalProperties") and isinstance(value, dict) else []
        for item in inner:
            yield from sub_schemas(item)


def assert_clean(content):
    """Check what holds for every repository, whatever it holds."""
    names = {name for group in content.groups.values() for name in group.pieces}
    assert names == set(content.pieces)
    assert sum(len(group.pieces) for group in content.groups.values()) == len(content.pieces)
    for piece in content.pieces.values():
        assert piece.name in content.groups[piece.group].pieces
        assert piece.label
        assert set(piece.secret_names) <= set(content.groups[piece.group].secrets)
    for schema in schemas_of(content):
        Draft202012Validator.check_schema(schema)
        assert json.dumps(normalise_schema(schema)[0], sort_keys=True) == json.dumps(schema, sort_keys=True)
        for part in sub_schemas(schema):
            assert not {"definitions", "oneOf", "const", "nullable"} & set(part)
            assert "enum" not in part or None not in part["enum"]
            if "$ref" in part:
                target = schema["$defs"][part["$ref"].removeprefix("#/$defs/")]
                assert "enum" not in target, "choices are written in place"
    json.dumps([problem.as_dict() for problem in content.problems])


@pytest.mark.skipif(not WILD.is_dir(), reason=MISSING)
@pytest.mark.parametrize("name", WILD_COUNTS)
def test_public_repositories_load(name):
    content = read_repository(WILD / name)
    assert_clean(content)
    assert (len(content.usable_pieces), len(content.pieces)) == WILD_COUNTS[name]
    without = {piece.name for piece in content.pieces.values() if not piece.has_schemas}
    told = {problem.piece for problem in content.problems if problem.severity == "error"}
    assert told == without
    compiled = json.loads((WILD / name / ".domino" / "compiled_metadata.json").read_text())
    mapped = json.loads((WILD / name / ".domino" / "dependencies_map.json").read_text())
    assert {piece.name for piece in content.usable_pieces} == set(compiled)
    for piece in content.usable_pieces:
        for key in ("input_schema", "output_schema", "secrets_schema"):
            raw = compiled[piece.name][key] or {}
            assert set((getattr(piece, key) or {}).get("properties", {})) == set(raw.get("properties", {}))
    for key, group in mapped.items():
        assert set(group["pieces"]) <= set(content.groups[key].pieces)
        assert content.groups[key].image == group["source_image"]
        assert set(content.groups[key].secrets) >= set(group["secrets"])


@pytest.mark.skipif(not WILD.is_dir(), reason=MISSING)
def test_all_public_repositories_are_counted():
    assert {path.name for path in WILD.iterdir() if (path / "config.toml").exists()} == set(WILD_COUNTS)


def test_modern_sample():
    content = read_repository(SAMPLES / "modern")
    assert_clean(content)
    assert (content.name, content.label, content.version) == ("modern_pieces", "Modern Pieces", "1.2.0")
    assert content.problems == ()
    assert content.groups["group0"].as_dict() == {
        "requirements_file": "requirements_0.txt",
        "dockerfile": None,
        "image": "ghcr.io/example/modern_pieces:1.2.0-group0",
        "pieces": ["FetchPiece"],
        "secrets": ["API_TOKEN", "PROXY"],
    }
    fetch = content.pieces["FetchPiece"]
    assert fetch.style == {
        "node_type": "source",
        "icon": "fa-solid:download",
        "icon_color": None,
        "background_color": "#b3cde8",
    }
    properties = fetch.input_schema["properties"]
    assert properties["method"] == {
        "enum": ["GET", "POST"],
        "type": "string",
        "default": "GET",
        "description": "HTTP method.",
        "title": "Method",
    }
    assert properties["mode"]["enum"] == ["stream"]
    assert properties["fallback"]["anyOf"] == [{"enum": ["GET", "POST"], "type": "string"}, {"type": "null"}]
    assert properties["parts"]["items"] == {"$ref": "#/$defs/Part"}
    assert fetch.secret_names == ("API_TOKEN", "PROXY")


def test_sample_of_pydantic_1():
    content = read_repository(SAMPLES / "pydantic1")
    assert_clean(content)
    assert content.label == "old-pieces", "the template's placeholder is no label"
    train = content.pieces["TrainPiece"]
    assert train.label == "Train a model"
    assert train.tags == ("ml",)
    assert train.style["icon"] == "fa-solid:brain"
    assert train.resources == {
        "requests": {"cpu": 100, "memory": 128},
        "limits": {"cpu": 500, "memory": 1024},
    }
    assert content.groups == {
        "group0": content.groups["group0"].__class__(
            "group0", "requirements.txt", None, None, ("TrainPiece",), ()
        )
    }
    properties = train.input_schema["properties"]
    assert properties["format"]["enum"] == ["bin", "mojo"]
    assert properties["format"]["description"] == "How to save."
    assert properties["shape"]["prefixItems"] == [{"type": "integer"}, {"type": "integer"}]
    assert train.input_schema["$defs"]["Option"]["properties"]["format"]["enum"] == ["bin", "mojo"]


def test_sample_of_oddities():
    content = read_repository(SAMPLES / "odd")
    assert_clean(content)
    assert (content.label, content.version) == ("odd_pieces", "0.1")
    assert sorted(content.pieces) == [
        "BothPiece",
        "EscapingPiece",
        "HalfPiece",
        "MissingFilePiece",
        "NullPiece",
    ]
    assert sorted(piece.name for piece in content.usable_pieces) == [
        "BothPiece",
        "EscapingPiece",
        "MissingFilePiece",
        "NullPiece",
    ]
    assert [content.pieces[name].label for name in ("NullPiece", "BothPiece", "MissingFilePiece")] == [
        "NullPiece",
        "BothPiece",
        "Gone file",
    ]
    both = content.pieces["BothPiece"]
    assert both.resources == {"requests": {"cpu": 100, "memory": 128}, "limits": {"cpu": 100, "memory": 128}}
    assert (both.tags, both.style["icon"], both.secrets_schema) == (("alone",), None, None)
    assert both.input_schema["properties"]["choice"] == {
        "enum": [10.5, 2],
        "type": "number",
        "title": "Choice",
    }
    group = content.groups[both.group]
    assert (group.requirements_file, group.dockerfile) == ("requirements_0.txt", "Dockerfile_0")
    assert content.groups["group3"].secrets == ("EXTRA",)
    assert content.groups["group3"].pieces == ("EscapingPiece", "HalfPiece", "NullPiece")
    errors = {problem.piece: problem for problem in content.problems if problem.severity == "error"}
    assert set(errors) == {"NoObjectPiece", "BadSecretPiece", "TextPiece", "HalfPiece", "bad name"}
    lines = (SAMPLES / "odd" / ".domino" / "compiled_metadata.json").read_text().splitlines()
    found = errors["NoObjectPiece"]
    assert '"NoObjectPiece": {' in lines[found.line - 1]
    assert "input_schema" in found.message
    warned = {
        problem.piece or problem.file: problem.message
        for problem in content.problems
        if problem.severity == "warning"
    }
    assert "OtherName" in warned["BothPiece"] or "numeric" in warned["BothPiece"]
    assert "MissingFilePiece" in warned["dependencies/gone.txt"]
    assert "must end in 'Piece'" in warned["pieces/LowercasEnding/metadata.json"]


def test_repository_without_compiled_metadata_tells_which_pieces_have_no_schemas():
    content = read_repository(SAMPLES / "uncompiled")
    assert_clean(content)
    assert sorted(content.pieces) == ["BarePiece", "OnePiece", "TwoPiece"]
    assert content.usable_pieces == []
    assert content.pieces["OnePiece"].label == "One"
    assert content.groups[content.pieces["OnePiece"].group].requirements_file == "requirements_0.txt"
    problems = {problem.piece: problem for problem in content.problems}
    assert "organize" in problems["OnePiece"].message
    assert (problems["BrokenPiece"].file, problems["BrokenPiece"].line) == (
        "pieces/BrokenPiece/metadata.json",
        3,
    )


def test_groups_dont_depend_on_the_order_of_the_file_system(tmp_path):
    for order in (("APiece", "BPiece", "CPiece"), ("CPiece", "BPiece", "APiece")):
        folder = tmp_path / order[0]
        for name in order:
            write(
                folder,
                f"pieces/{name}/metadata.json",
                {"dependency": {"requirements_file": f"{name[0] if name != 'CPiece' else 'A'}.txt"}},
            )
    first, second = (read_repository(tmp_path / name) for name in ("APiece", "CPiece"))
    assert first.groups == second.groups
    assert first.groups["group0"].pieces == ("APiece", "CPiece")


def write(folder: Path, name: str, content) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


@pytest.fixture
def copy(tmp_path):
    """A copy of the modern sample, to be broken."""
    return Path(shutil.copytree(SAMPLES / "modern", tmp_path / "modern"))


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        (".domino/compiled_metadata.json", '{\n\n"a": }', 3),
        (".domino/compiled_metadata.json", "[" * 100_000, None),
        (".domino/compiled_metadata.json", "3", None),
        (".domino/compiled_metadata.json", "", 1),
        ("config.toml", "[repository\n", None),
    ],
)
def test_broken_files_are_told_and_the_rest_is_read(copy, file, text, line):
    write(copy, file, text)
    content = read_repository(copy)
    found = [problem for problem in content.problems if problem.file == file]
    assert found
    assert found[0].line == line
    assert set(content.pieces) == {"FetchPiece", "TablePiece"}


def test_no_utf8_and_numbers_out_of_range(copy):
    (copy / ".domino" / "dependencies_map.json").write_bytes(b'{\n"\xff": 1}')
    compiled = copy / ".domino" / "compiled_metadata.json"
    compiled.write_text(compiled.read_text().replace('"minLength": 1', '"minLength": NaN, "default": 1e999'))
    content = read_repository(copy)
    assert [(problem.file, problem.line) for problem in content.problems if "UTF-8" in problem.message] == [
        (".domino/dependencies_map.json", 2)
    ]
    json.dumps(content.pieces["FetchPiece"].input_schema, allow_nan=False)


def test_nothing_outside_the_folder_is_read(copy, tmp_path):
    outside = write(tmp_path, "outside/metadata.json", {"description": "outside"})
    (copy / ".domino").rename(tmp_path / "taken")
    (copy / ".domino").symlink_to(tmp_path / "taken")
    write(copy, "pieces/LinkPiece/x", "")
    (copy / "pieces" / "LinkPiece" / "metadata.json").symlink_to(outside)
    (copy / "pieces" / "FolderPiece").symlink_to(outside.parent)
    content = read_repository(copy)
    assert content.usable_pieces == []
    assert "FolderPiece" not in content.pieces
    assert all(piece.description != "outside" for piece in content.pieces.values())
    assert "outside the repository" in " ".join(problem.message for problem in content.problems)


def test_a_pipe_is_not_waited_for(copy):
    (copy / ".domino" / "compiled_metadata.json").unlink()
    os.mkfifo(copy / ".domino" / "compiled_metadata.json")
    content = read_repository(copy)
    assert "no ordinary file" in content.problems[0].message


def test_findings_are_bounded(tmp_path):
    write(tmp_path, ".domino/compiled_metadata.json", {f"P{n}Piece": "x" for n in range(900)})
    content = read_repository(tmp_path)
    assert len(content.problems) == MAX_PROBLEMS + 1
    assert "more" in content.problems[-1].message


def test_what_is_no_repository(tmp_path):
    with pytest.raises(Invalid, match="no Piece repository"):
        read_repository(tmp_path)
    with pytest.raises(Invalid, match="no folder"):
        read_repository(tmp_path / "missing")
    write(tmp_path, "HEAD", "x")
    (tmp_path / "objects").mkdir()
    with pytest.raises(Invalid, match="file://"):
        read_repository(tmp_path)
