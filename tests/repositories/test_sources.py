"""Which addresses are taken, as what, and that everything else is refused with a way out."""

from __future__ import annotations

import pytest
from support.git_server import commit_all, git

from domino_plugin.errors import Invalid
from domino_plugin.repositories.sources import Source, parse_source, source_hash

CANONICAL = "https://github.com/Owner/na-me.x"


@pytest.mark.parametrize(
    "pasted",
    [
        "https://github.com/Owner/na-me.x",
        "https://github.com/Owner/na-me.x.git",
        "https://github.com/Owner/na-me.x/",
        " https://www.github.com//Owner/na-me.x \n",
        "http://github.com/Owner/na-me.x",
        "HTTPS://GitHub.com/Owner/na-me.x",
        "github.com/Owner/na-me.x",
        "www.github.com/Owner/na-me.x.git/",
        "<https://github.com/Owner/na-me.x>",
        "https://github.com/Owner/na-me.x?tab=readme-ov-file#install",
        "https://github.com/Owner/na-me.x/tree/main/pieces",
        "https://github.com/Owner/na-me.x/releases/tag/0.1.2k",
        "https://github.com/Owner/na-me.x/blob/main/config.toml",
        "https://github.com:443/Owner/na-me.x",
    ],
)
def test_every_spelling_of_a_github_address_is_one(pasted):
    source = parse_source(pasted, [])
    assert (source.kind, source.address) == ("git", CANONICAL)
    assert source.name == "na-me.x"


@pytest.mark.parametrize(
    ("pasted", "version"),
    [
        ("https://github.com/o/n/tree/0.1.2k", "0.1.2k"),
        ("https://github.com/o/n/releases/tag/v1.0", "v1.0"),
        ("https://gitlab.com/g/sub/n/-/tree/dev", "dev"),
        ("https://github.com/o/n", None),
    ],
)
def test_the_version_in_a_pasted_address_is_kept(pasted, version):
    assert parse_source(pasted, []).version == version


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("https://gitlab.com/group/sub/name.git", "https://gitlab.com/group/sub/name"),
        ("https://git.example.org/team/name.git/", "https://git.example.org/team/name.git"),
        ("https://git.example.org:8443/name", "https://git.example.org:8443/name"),
        ("http://127.0.0.1:3000/o/n", "http://127.0.0.1:3000/o/n"),
        ("http://[::1]:3000/o/n", "http://[::1]:3000/o/n"),
        ("https://bücher.example/o/ünï", "https://xn--bcher-kva.example/o/%C3%BCn%C3%AF"),
        ("git.example.org/o/n", "https://git.example.org/o/n"),
    ],
)
def test_other_servers(pasted, address):
    assert parse_source(pasted, []) == Source("git", address)


def test_parsing_an_address_again_changes_nothing():
    for pasted in (CANONICAL, "https://gitlab.com/a/b/c", "https://bücher.example/o/ü%20x", "starter"):
        once = parse_source(pasted, [])
        assert parse_source(once.address, []) == once


def test_github_ignores_case_and_other_servers_dont():
    assert source_hash("https://github.com/Owner/X") == source_hash("https://github.com/owner/x")
    assert source_hash("https://git.example.org/Owner/X") != source_hash("https://git.example.org/owner/x")


def test_starter():
    assert parse_source(" Starter ", []) == Source("starter", "starter")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("x" * 3000, "characters"),
        ("git@github.com:owner/name.git", "https://github.com/owner/name"),
        ("ssh://git@github.com/owner/name", "https://"),
        ("git://example.org/x", "https://"),
        ("ext::sh -c touch% /tmp/x", "spaces"),
        ("ext::sh%20-c", "helper"),
        ("transport::https://x/y", "helper"),
        ("--upload-pack=touch /tmp/x", "spaces"),
        ("--upload-pack=/tmp/x", "option"),
        ("-u", "option"),
        ("ftp://example.org/x", "https://"),
        ("javascript://x/y", "https://"),
        ("owner/name", "https://github.com/owner/name"),
        ("name", "starter"),
        ("https://github.com/owner", "owner/name"),
        ("https://github.com/", "no repository"),
        ("https://example.org", "no repository"),
        ("https:///x/y", "host"),
        ("https://-x/y", "host"),
        ("https://a b/c", "spaces"),
        ("https://example.org:99999/x", "valid URL"),
        ("https://example.org/a/../b", r"\.\."),
        ("https://example.org/a/%2e%2e/b", r"\.\."),
        ("https://example.org/a%2fb", "encoded"),
        ("https://example.org/a%00b", "encoded"),
        ("https://example.org/x?y", "own address"),
        ("file://other.host/x", "other hosts"),
        ("./pieces", "absolute"),
        ("~/pieces", "absolute"),
        ("a\x00b", "invisible"),
    ],
)
def test_everything_else_is_refused_with_a_reason(text, reason):
    with pytest.raises(Invalid, match=reason):
        parse_source(text, [])


def test_credentials_are_refused_and_not_repeated():
    for url in (
        "https://ghp_secret@github.com/o/n",
        "https://me:hunter2@example.org/x",
        "http://a%40b:c@h/x",
    ):
        with pytest.raises(Invalid, match="local_repository_folders") as caught:
            parse_source(url, [])
        for word in ("ghp_secret", "hunter2", "a%40b"):
            assert word not in caught.value.message


def test_folders_below_an_allowed_one(tmp_path):
    (tmp_path / "pieces" / "mine").mkdir(parents=True)
    allowed = [tmp_path / "pieces"]
    for text in (f"{tmp_path}/pieces/mine", f"{tmp_path}/pieces//mine/", f"file://{tmp_path}/pieces/mine"):
        assert parse_source(text, allowed) == Source("local", f"{tmp_path}/pieces/mine")


def test_folders_elsewhere_are_refused_alike_whether_they_exist(tmp_path):
    (tmp_path / "pieces").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "pieces" / "link").symlink_to(tmp_path / "other")
    (tmp_path / "pieces-too").mkdir()
    allowed = [tmp_path / "pieces"]
    answers = set()
    for name in ("other", "missing", "pieces/link", "pieces-too"):
        with pytest.raises(Invalid, match="local_repository_folders") as caught:
            parse_source(f"{tmp_path}/{name}", allowed)
        answers.add(caught.value.message.replace(name, "X"))
    assert len(answers) == 1
    for text in (f"{tmp_path}/pieces/../other", f"file://{tmp_path}/pieces/%2e%2e/other"):
        with pytest.raises(Invalid, match=r"\.\."):
            parse_source(text, allowed)
    with pytest.raises(Invalid, match="no folder"):
        parse_source(f"{tmp_path}/pieces/missing", allowed)


def test_a_file_url_of_a_git_repository_is_git_and_its_path_is_a_folder(tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    commit_all(work)
    git(tmp_path, "clone", "--quiet", "--bare", "work", "bare.git")
    assert parse_source(f"file://{work}", [tmp_path]).kind == "git"
    assert parse_source(str(work), [tmp_path]).kind == "local"
    assert parse_source(f"file://{tmp_path}/bare.git", [tmp_path]) == Source(
        "git", f"file://{tmp_path}/bare.git"
    )


def test_git_repositories_that_borrow_from_elsewhere_are_refused(tmp_path):
    work, allowed = tmp_path / "work", tmp_path / "allowed"
    work.mkdir()
    allowed.mkdir()
    commit_all(work)
    git(tmp_path, "clone", "--quiet", "--shared", "work", "allowed/shared")
    git(work, "worktree", "add", "--quiet", str(allowed / "tree"))
    (allowed / "linked").mkdir()
    (allowed / "linked" / ".git").symlink_to(work / ".git")
    for name in ("shared", "tree", "linked"):
        with pytest.raises(Invalid, match="another folder"):
            parse_source(f"file://{allowed}/{name}", [allowed])
