from __future__ import annotations

import io
import os
import tarfile
from pathlib import Path

import pytest

from domino_plugin.errors import Invalid, TooLarge
from domino_plugin.storage.bundles import file_digest, make_bundle, unpack_bundle

MAX = 1024 * 1024


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    (root / "pieces" / "APiece").mkdir(parents=True)
    (root / "pieces" / "APiece" / "piece.py").write_text("x = 1\n")
    (root / "config.toml").write_text("[repository]\n")
    (root / "run.sh").write_text("#!/bin/sh\n")
    (root / "run.sh").chmod(0o755)
    (root / "link.toml").symlink_to("config.toml")
    (root / ".git").mkdir()
    (root / ".git" / "HEAD").write_text("ref")
    return root


def test_the_same_content_gives_the_same_bundle(repository: Path, tmp_path: Path) -> None:
    first, archive = make_bundle(repository, max_bytes=MAX)
    archive.unlink()
    (repository / ".git" / "HEAD").write_text("another commit")
    os.utime(repository / "config.toml", (1, 1))
    moved = repository.rename(tmp_path / "elsewhere")
    second, archive = make_bundle(moved, max_bytes=MAX)
    assert first == second == file_digest(archive)
    (moved / "config.toml").write_text("[repository]\n\n")
    assert make_bundle(moved, max_bytes=MAX)[0] != first


def test_a_bundle_unpacks_to_what_was_packed(repository: Path, tmp_path: Path) -> None:
    digest, archive = make_bundle(repository, max_bytes=MAX)
    target = tmp_path / "target"
    target.mkdir()
    unpack_bundle(archive, digest, target)
    assert (target / "pieces" / "APiece" / "piece.py").read_text() == "x = 1\n"
    assert os.access(target / "run.sh", os.X_OK)
    assert not os.access(target / "config.toml", os.X_OK)
    assert (target / "link.toml").readlink() == Path("config.toml")
    assert not (target / ".git").exists()


def test_what_is_unpacked_is_for_everybody_to_read_whatever_the_umask(
    repository: Path, tmp_path: Path
) -> None:
    digest, archive = make_bundle(repository, max_bytes=MAX)
    before = os.umask(0o077)
    try:
        target = tmp_path / "target"
        target.mkdir()
        unpack_bundle(archive, digest, target)
    finally:
        os.umask(before)
    for path in (target, *target.rglob("*")):
        assert path.stat().st_mode & 0o055 == (0o055 if path.is_dir() or path.name == "run.sh" else 0o044)


@pytest.mark.parametrize("target", ["/etc/passwd", "../../secret", "pieces/../../x"])
def test_a_link_out_of_the_repository_is_refused(repository: Path, target: str) -> None:
    (repository / "bad").symlink_to(target)
    with pytest.raises(Invalid, match="bad leads out"):
        make_bundle(repository, max_bytes=MAX)


def test_a_pipe_is_refused(repository: Path) -> None:
    os.mkfifo(repository / "pipe")
    with pytest.raises(Invalid, match="pipe"):
        make_bundle(repository, max_bytes=MAX)


def test_more_than_the_limit_is_refused(repository: Path) -> None:
    (repository / "big").write_bytes(b"0" * 2000)
    with pytest.raises(TooLarge, match="fetch_max_megabytes"):
        make_bundle(repository, max_bytes=1500)


def _archive(path: Path, *members: tuple[tarfile.TarInfo, bytes]) -> str:
    with tarfile.open(path, "w:gz") as archive:
        for member, content in members:
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return file_digest(path)


def _member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, link
    return member


@pytest.mark.parametrize(
    "members",
    [
        [(_member("../evil"), b"x")],
        [(_member("/tmp/evil"), b"x")],
        [(_member("link", tarfile.SYMTYPE, "/etc"), b""), (_member("link/evil"), b"x")],
        [(_member("link", tarfile.SYMTYPE, "../.."), b"")],
        [(_member("a"), b"x"), (_member("hard", tarfile.LNKTYPE, "/etc/passwd"), b"")],
        [(_member("device", tarfile.CHRTYPE), b"")],
    ],
)
def test_a_bundle_never_writes_outside_its_folder(
    tmp_path: Path, members: list[tuple[tarfile.TarInfo, bytes]]
) -> None:
    target = tmp_path / "deep" / "target"
    target.mkdir(parents=True)
    digest = _archive(tmp_path / "b.tar.gz", *members)
    with pytest.raises(Invalid):
        unpack_bundle(tmp_path / "b.tar.gz", digest, target)
    assert not list(tmp_path.rglob("evil"))


def test_a_damaged_bundle_is_refused(repository: Path, tmp_path: Path) -> None:
    digest, archive = make_bundle(repository, max_bytes=MAX)
    archive.write_bytes(archive.read_bytes()[:100])
    with pytest.raises(Invalid, match="damaged"):
        unpack_bundle(archive, digest, tmp_path / "target")
    with pytest.raises(Invalid, match="can't be unpacked"):
        unpack_bundle(archive, file_digest(archive), tmp_path / "target")
