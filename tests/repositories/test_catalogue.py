"""Installing, listing, looking up and removing repositories of a workspace."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import tarfile
from typing import NamedTuple

import pytest
from sqlalchemy import event, func, select
from support.git_server import GitServer, commit_all

from domino_plugin.db import models
from domino_plugin.errors import Conflict, Invalid, NotFound
from domino_plugin.repositories import catalogue
from domino_plugin.storage import open_storage


class Reference(NamedTuple):
    repository: str
    version: str
    name: str


def install(session, source, version=None, workspace_id=1):
    return catalogue.install(session, workspace_id, str(source), version, "ann")


def test_a_folder_is_installed_under_its_own_version(session, sample):
    folder = sample()
    row = install(session, folder)
    assert (row.version, row.commit, row.installed_by) == ("1.2.0", None, "ann")
    assert [piece.name for piece in row.pieces] == ["FetchPiece", "TablePiece"]
    assert row.repository.kind == "local"
    assert row.repository.source == str(folder)
    assert row.groups["group1"]["requirements_file"] == "requirements_1.txt"
    assert {secret.name: secret.variable_key for secret in row.repository.secrets} == {
        name: f"domino_secret__{row.repository_id}__{name}" for name in ("API_TOKEN", "PROXY")
    }
    with tarfile.open(open_storage().bundle_file(row.bundle)) as bundle:
        assert "pieces/FetchPiece/metadata.json" in bundle.getnames()


def test_a_tag_is_installed_from_a_git_server(session, sample, folders, tmp_path):
    commit = commit_all(sample(to="served.git"), "1.2.0")
    with GitServer(folders) as server:
        source = f"{server.url}/served.git"
        row = install(session, source, "1.2.0")
        assert (row.repository.kind, row.repository.source, row.commit) == ("git", source, commit)
        assert catalogue.source_versions(source).versions == ["1.2.0", "main"]
        with pytest.raises(Invalid, match=r"Which version.*1\.2\.0, main"):
            install(session, source)
        with pytest.raises(NotFound, match=r"Did you mean '1\.2\.0'"):
            install(session, source, "v1.2.0")
    by_file = install(session, f"file://{folders}/served.git", "1.2.0", workspace_id=2)
    assert by_file.bundle == row.bundle, "the same content gives the same bundle, however it came"


def test_somebody_elses_write_in_between_is_no_failure(session, sample, engine):
    """On SQLite, as Airflow sets it up, a transaction that read before that write can't write any more."""
    file = engine.url.database
    session.commit()
    with sqlite3.connect(file) as other:
        other.execute("PRAGMA journal_mode = WAL")

    def write(_connection, _cursor, statement, *_others):
        if statement.startswith("SELECT"):
            with contextlib.suppress(sqlite3.OperationalError), sqlite3.connect(file, timeout=0) as other:
                other.execute("UPDATE domino_workspace SET name = name || '.'")

    event.listen(engine, "after_cursor_execute", write)
    assert install(session, sample()).version == "1.2.0"
    session.commit()


def test_installing_twice_changes_nothing(session, sample):
    folder = sample()
    first = install(session, folder)
    assert install(session, folder) is first
    assert session.scalar(select(func.count(models.Piece.id))) == 2


def test_a_version_never_changes_its_content(session, sample):
    folder = sample()
    first = install(session, folder)
    (folder / "new.txt").write_text("new")
    with pytest.raises(Conflict, match=rf"{first.bundle[:12]}.*VERSION"):
        install(session, folder)
    second = install(session, folder, "1.3.0")
    assert second.repository_id == first.repository_id
    views = catalogue.list_repositories(session, 1)
    assert [version.version for version in views[0].versions] == ["1.3.0", "1.2.0"]


def test_a_moved_branch_is_told_by_its_commits(session, sample, folders):
    work = sample()
    then = commit_all(work)
    install(session, f"file://{work}", "main")
    (work / "x").write_text("x")
    now = commit_all(work)
    with pytest.raises(Conflict, match=rf"commit {then[:12]}.*commit {now[:12]}.*tag"):
        install(session, f"file://{work}", "main")


def test_what_can_be_read_is_installed_and_the_rest_told(session, sample):
    row = install(session, sample("odd"))
    assert len(row.pieces) == 4
    assert {problem["piece"] for problem in row.problems if problem["severity"] == "error"} == {
        "NoObjectPiece",
        "BadSecretPiece",
        "TextPiece",
        "HalfPiece",
        "bad name",
    }
    assert set(row.problems[0]) == {"severity", "piece", "file", "line", "message"}


def test_a_repository_without_a_usable_piece_is_refused_with_its_findings(session, sample):
    with pytest.raises(Invalid, match="no Piece") as caught:
        install(session, sample("uncompiled"))
    assert ("BrokenPiece", "pieces/BrokenPiece/metadata.json:3") in {
        (problem["node"], problem["field"]) for problem in caught.value.problems
    }
    assert catalogue.list_repositories(session, 1) == []


def test_the_starter_pieces_are_a_repository(session, sample, monkeypatch):
    folder = sample()
    (folder / "starter_pieces").mkdir()
    folder.joinpath("config.toml").rename(folder / "starter_pieces" / "config.toml")
    for part in ("pieces", "dependencies", ".domino"):
        folder.joinpath(part).rename(folder / "starter_pieces" / part)
    monkeypatch.setattr("importlib.resources.files", lambda _: folder)
    row = install(session, "starter")
    assert (row.repository.kind, row.repository.source, row.version) == ("starter", "starter", "1.2.0")
    assert catalogue.source_versions("starter").versions == ["1.2.0"]


def test_two_who_install_at_the_same_moment_end_up_with_one(session, sample, monkeypatch):
    folder = sample()
    first = install(session, folder)
    session.commit()
    look, blind = session.scalar, iter([True])

    def not_yet_there(statement):
        """The first look comes too early to see the other's."""
        return None if next(blind, False) else look(statement)

    monkeypatch.setattr(session, "scalar", not_yet_there)
    assert install(session, folder).id == first.id


def test_unknown_workspace(session, sample):
    with pytest.raises(NotFound, match="workspace 9"):
        install(session, sample(), workspace_id=9)


def test_workspaces_dont_see_each_other(session, sample):
    row = install(session, sample())
    assert catalogue.list_repositories(session, 2) == []
    assert catalogue.list_pieces(session, 2) == []
    with pytest.raises(NotFound):
        catalogue.get_repository(session, 2, row.repository_id)
    with pytest.raises(NotFound):
        catalogue.remove(session, 2, row.repository_id)
    reference = Reference(row.repository.source, "1.2.0", "TablePiece")
    assert catalogue.find_pieces(session, 2, [reference]) == {}


def test_pieces_are_listed_with_what_the_editor_needs(session, sample):
    folder = sample()
    row = install(session, folder)
    install(session, folder, "1.10.0")
    views = catalogue.list_pieces(session, 1)
    assert [(view.name, view.version) for view in views] == [
        ("FetchPiece", "1.10.0"),
        ("FetchPiece", "1.2.0"),
        ("TablePiece", "1.10.0"),
        ("TablePiece", "1.2.0"),
    ]
    only = catalogue.list_pieces(session, 1, repository_id=row.repository_id, version="1.2.0")
    assert [(view.name, view.label, view.repository) for view in only] == [
        ("FetchPiece", "Fetch", str(folder)),
        ("TablePiece", "Table", str(folder)),
    ]
    assert only[0].input_schema["required"] == ["url"]


def test_a_found_piece_has_all_that_running_it_takes(session, sample):
    row = install(session, sample())
    row.repository.secrets[0].is_set = True
    session.flush()
    found = catalogue.find_piece(session, 1, Reference(row.repository.source, "1.2.0", "FetchPiece"))
    assert (found.bundle, found.group_key, found.version_id) == (row.bundle, "group0", row.id)
    assert found.group["pieces"] == ["FetchPiece"]
    assert [(secret.name, secret.required, secret.is_set) for secret in found.secrets] == [
        ("API_TOKEN", True, True),
        ("PROXY", False, False),
    ]
    assert found.secrets[0].variable == f"domino_secret__{row.repository_id}__API_TOKEN"


@pytest.mark.parametrize(
    ("repository", "version", "name", "words"),
    [
        ("/nowhere", "1.2.0", "FetchPiece", "isn't installed"),
        (None, "1.1", "FetchPiece", "but 1.2.0"),
        (None, "1.2.0", "FechPiece", "Did you mean 'FetchPiece'"),
    ],
)
def test_a_piece_that_isnt_there_is_told_precisely(session, sample, repository, version, name, words):
    row = install(session, sample())
    with pytest.raises(NotFound, match=words):
        catalogue.find_piece(session, 1, Reference(repository or row.repository.source, version, name))


def test_github_is_found_in_any_case(session, sample, monkeypatch):
    row = install(session, sample())
    from domino_plugin.repositories.sources import source_hash

    row.repository.source = "https://github.com/Owner/Name"
    row.repository.source_hash = source_hash(row.repository.source)
    session.flush()
    reference = Reference("https://github.com/owner/name", "1.2.0", "TablePiece")
    assert catalogue.find_pieces(session, 1, [reference])[reference].repository == row.repository.source


def big(folder, count):
    """Make a repository of many Pieces, each with a secret of its own and one they share."""
    schema = {"type": "object", "properties": {"x": {"type": "integer"}}}
    pieces = {
        f"P{number}Piece": {
            "input_schema": schema,
            "output_schema": schema,
            "secrets_schema": {"type": "object", "properties": {f"S{number}": {}, "SHARED": {}}},
        }
        for number in range(count)
    }
    (folder / ".domino").mkdir(parents=True)
    (folder / ".domino" / "compiled_metadata.json").write_text(json.dumps(pieces))
    (folder / "config.toml").write_text('[repository]\nREPOSITORY_NAME = "big"\nVERSION = "1"\n')
    return folder


def list_all(session, _source, _count, _repository_id):
    return catalogue.list_repositories(session, 1), catalogue.list_pieces(session, 1)


def find_all(session, source, count, _repository_id):
    references = [Reference(source, "1", f"P{number}Piece") for number in range(count)]
    assert len(catalogue.find_pieces(session, 1, references)) == count


def remove_it(session, _source, _count, repository_id):
    catalogue.remove(session, 1, repository_id)


@pytest.mark.parametrize(("action", "most"), [(None, 10), (list_all, 3), (find_all, 2), (remove_it, 9)])
def test_statements_dont_grow_with_the_number_of_pieces(session, folders, count_statements, action, most):
    counts = []
    for count in (3, 300):
        source = str(big(folders / f"big{count}", count))
        with count_statements() as statements:
            row = install(session, source)
        if action is not None:
            repository_id = row.repository_id
            session.commit()
            with count_statements() as statements:
                action(session, source, count, repository_id)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= most, statements


def document(source, version):
    return {"nodes": [{"id": "a", "piece": {"repository": source, "version": version, "name": "FetchPiece"}}]}


def workflow(session, name, current, *, published=None, workspace_id=1):
    """A workflow whose saved document is `current`, and whose published one is `published` if given."""
    row = models.Workflow(
        workspace_id=workspace_id,
        name=name,
        dag_id=name,
        current_version=2,
        published_version=1 if published else 2,
        layout={},
    )
    row.versions = [
        models.WorkflowVersion(number=1, document=published or {}),
        models.WorkflowVersion(number=2, document=current),
    ]
    session.add(row)
    session.flush()


def test_a_repository_in_use_is_not_removed(session, sample):
    folder = sample()
    row = install(session, folder)
    newer = install(session, folder, "1.3.0")
    workflow(session, "Old user", {}, published=document(str(folder), "1.2.0"))
    workflow(session, "User", document(str(folder), "1.2.0"))
    workflow(session, "Elsewhere", document(str(folder), "1.2.0"), workspace_id=2)
    with pytest.raises(Conflict, match="'Old user', 'User'") as caught:
        catalogue.remove(session, 1, row.repository_id)
    assert [problem["field"] for problem in caught.value.problems] == ["Old user", "User"]
    with pytest.raises(Conflict, match=r"Version 1\.2\.0"):
        catalogue.remove(session, 1, row.repository_id, version_id=row.id)
    catalogue.remove(session, 1, row.repository_id, version_id=newer.id)
    assert [
        version.version for version in catalogue.get_repository(session, 1, row.repository_id).versions
    ] == ["1.2.0"]


def test_an_unused_repository_goes_whole(session, sample):
    row = install(session, sample())
    workflow(session, "Was a user", {}, published={})
    catalogue.remove(session, 1, row.repository_id)
    session.commit()
    for table in (models.Repository, models.RepositoryVersion, models.Piece, models.Secret):
        assert session.scalar(select(func.count()).select_from(table)) == 0
    assert install(session, row_source := str(sample(to="again"))).repository.source == row_source


def test_removing_the_last_version_removes_the_repository(session, sample):
    row = install(session, sample())
    with pytest.raises(NotFound, match="no version 99"):
        catalogue.remove(session, 1, row.repository_id, version_id=99)
    catalogue.remove(session, 1, row.repository_id, version_id=row.id)
    assert catalogue.list_repositories(session, 1) == []
