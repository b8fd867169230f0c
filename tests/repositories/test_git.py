"""Fetching from a real Git server and from file URLs; everything hostile is contained."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from support.git_server import GitServer, commit_all, git

from domino_plugin.errors import Invalid, NotFound, TooLarge, Unavailable
from domino_plugin.repositories.git import fetched, list_versions
from domino_plugin.repositories.sources import Source, parse_source

MEGABYTE = 1024 * 1024


@pytest.fixture
def server(tmp_path):
    (tmp_path / "served").mkdir()
    with GitServer(tmp_path / "served") as running:
        yield running


@pytest.fixture
def work(server):
    """A repository with tags 0.9, 0.10, v1.0 and branches main and dev; `x.txt` tells where one is."""
    folder = server.root / "pieces.git"
    folder.mkdir()
    for tag in ("0.9", "0.10", "v1.0"):
        (folder / "x.txt").write_text(tag)
        commit_all(folder, tag)
    git(folder, "checkout", "--quiet", "-b", "dev")
    (folder / "x.txt").write_text("dev")
    commit_all(folder)
    git(folder, "checkout", "--quiet", "main")
    return folder


def fetch(source, version, *, timeout=60.0, max_bytes=50 * MEGABYTE):
    """Return the text of ``x.txt`` at a version, and the commit."""
    with fetched(source, version, timeout=timeout, max_bytes=max_bytes) as (folder, commit):
        assert not (folder / ".git").exists()
        return (folder / "x.txt").read_text(), commit


@pytest.fixture
def source(server, work):
    return parse_source(f"{server.url}/pieces.git", [])


def test_a_tag_a_branch_and_a_commit_over_http(source, work, server):
    assert fetch(source, "0.10") == ("0.10", git(work, "rev-parse", "0.10^{commit}"))
    assert fetch(source, "dev") == ("dev", git(work, "rev-parse", "dev"))
    commit = git(work, "rev-parse", "0.9^{commit}")
    assert fetch(source, commit) == ("0.9", commit)
    uploads = [path for path in server.requests if "git-upload-pack" in path and "info/refs" not in path]
    assert len(uploads) <= 2 * 3 * 2


def test_a_tag_wins_over_a_branch_of_the_same_name(source, work):
    git(work, "branch", "0.9", "dev")
    assert fetch(source, "0.9")[0] == "0.9"


def test_file_url(work, tmp_path):
    assert fetch(parse_source(f"file://{work}", [tmp_path]), "v1.0")[0] == "v1.0"


def test_versions_are_listed_newest_first_and_the_default_branch_before_others(source, work):
    versions = list_versions(source, timeout=60)
    assert [(version.name, version.kind) for version in versions] == [
        ("v1.0", "tag"),
        ("0.10", "tag"),
        ("0.9", "tag"),
        ("main", "branch"),
        ("dev", "branch"),
    ]
    assert versions[0].commit == git(work, "rev-parse", "v1.0^{commit}")
    assert [version.name for version in versions if version.is_default] == ["main"]


def test_the_server_may_want_the_git_suffix(server, work):
    assert fetch(parse_source(f"{server.url}/pieces", []), "0.9")[0] == "0.9"


@pytest.mark.parametrize(("wanted", "near"), [("1.0", "v1.0"), ("0.1", "0.10"), ("develop", "dev")])
def test_a_missing_version_names_near_ones(source, wanted, near):
    with pytest.raises(NotFound, match=f"Did you mean '{near}'") as caught:
        fetch(source, wanted)
    assert "v1.0, 0.10, 0.9" in caught.value.message


@pytest.mark.parametrize(
    "version", ["--upload-pack=touch /tmp/x", "../x", "refs/tags/0.9", "a..b", "0.9:x", "\n"]
)
def test_a_version_is_only_ever_compared(source, version):
    with pytest.raises(NotFound, match="no version"):
        fetch(source, version)


def test_an_empty_repository_says_so(server):
    git(server.root, "init", "--quiet", "--bare", "empty.git")
    with pytest.raises(NotFound, match="empty"):
        fetch(parse_source(f"{server.url}/empty.git", []), "1")


def test_no_repository_there(server):
    with pytest.raises(Invalid, match="no Git repository"):
        fetch(parse_source(f"{server.url}/missing", []), "1")


def test_a_server_of_plain_files_is_explained(work, server):
    git(server.root, "clone", "--quiet", "--bare", "pieces.git", "plain.git")
    git(server.root / "plain.git", "update-server-info")
    folder = partial(SimpleHTTPRequestHandler, directory=str(server.root))
    with ThreadingHTTPServer(("127.0.0.1", 0), folder) as plain:
        threading.Thread(target=plain.serve_forever, daemon=True).start()
        with pytest.raises(Invalid, match="as plain files"):
            fetch(Source("git", f"http://127.0.0.1:{plain.server_address[1]}/plain.git"), "0.9")
        plain.shutdown()


def test_a_login_is_asked_for(source, server):
    server.login = ("ann", "secret")
    with pytest.raises(Invalid, match="without a login"):
        fetch(source, "0.9", timeout=20)


def test_nobody_answers():
    with pytest.raises(Unavailable, match="can't be reached"):
        fetch(Source("git", "http://127.0.0.1:9/x"), "1")
    with pytest.raises(Unavailable, match="isn't known"):
        fetch(Source("git", "http://nowhere.invalid/x"), "1")


def test_redirects_are_not_followed(source, server, tmp_path):
    with GitServer(server.root) as other:
        server.redirect = other.url
        with pytest.raises(Invalid, match="isn't followed"):
            fetch(source, "0.9")
        assert other.requests == []


@pytest.mark.parametrize("host", ["169.254.169.254", "[fe80::1]", "[::ffff:169.254.1.1]"])
def test_link_local_addresses_are_never_asked(host):
    with pytest.raises(Invalid, match="link-local"):
        fetch(Source("git", f"http://{host}/x"), "1", timeout=5)


def test_an_ipv6_address_is_asked():
    with pytest.raises(Unavailable, match="can't be reached"):
        fetch(Source("git", "http://[::1]:9/x"), "1")


def test_a_slow_server_is_given_up_and_nothing_is_left_running(source, server):
    server.delay = 30
    start = time.monotonic()
    with pytest.raises(Unavailable, match="fetch_timeout"):
        fetch(source, "0.9", timeout=1)
    assert time.monotonic() - start < 20
    end = time.monotonic() + 20
    # What was killed may take a moment to end on a busy machine.
    while f"127.0.0.1:{server.port}" in _processes():
        assert time.monotonic() < end, "Git goes on"
        time.sleep(0.1)


def _processes():
    return subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout


def test_too_large_on_the_way(source, work):
    (work / "noise").write_bytes(os.urandom(3 * MEGABYTE))
    commit_all(work, "big")
    with pytest.raises(TooLarge, match="fetch_max_megabytes"):
        fetch(source, "big", max_bytes=2 * MEGABYTE)


def test_too_large_once_unpacked_is_noticed_before(source, work):
    (work / "zeros").write_bytes(bytes(30 * MEGABYTE))
    commit_all(work, "bomb")
    with pytest.raises(TooLarge):
        fetch(source, "bomb", max_bytes=5 * MEGABYTE)


def test_hooks_filters_and_submodules_do_nothing(source, work, tmp_path, monkeypatch):
    witness = tmp_path / "witness"
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        f'[filter "evil"]\n smudge = touch {witness}\n[core]\n hooksPath = {home}\n'
        '[url "https://elsewhere.invalid/"]\n insteadOf = http://127.0.0.1\n'
    )
    (home / "post-checkout").write_text(f"#!/bin/sh\ntouch {witness}\n")
    (home / "post-checkout").chmod(0o755)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_SSH_COMMAND", f"touch {witness}")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.hooksPath")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(home))
    (work / ".gitattributes").write_text("* filter=evil\n*.bin filter=lfs diff=lfs merge=lfs -text\n")
    (work / "data.bin").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    (work / ".gitmodules").write_text(f'[submodule "s"]\n path = s\n url = file://{tmp_path}\n')
    git(work, "add", ".")
    git(work, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},s")
    git(work, "commit", "--quiet", "--message", "evil")
    git(work, "tag", "evil")
    with fetched(source, "evil", timeout=60, max_bytes=50 * MEGABYTE) as (folder, _):
        assert (folder / "data.bin").read_text().startswith("version https://git-lfs")
        assert not (folder / "s").exists() or not any((folder / "s").iterdir())
    assert not witness.exists()


def test_the_temporary_folder_is_deleted(source):
    with fetched(source, "0.9", timeout=60, max_bytes=50 * MEGABYTE) as (folder, _):
        assert folder.is_dir()
    assert not folder.exists()


def test_without_git_the_way_out_is_told(source, monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(Unavailable, match="apt-get install git"):
        list_versions(source, timeout=5)
