"""The Airflow home of `domino standalone`."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from domino_plugin.cli.standalone.home import AUTH_MANAGERS, Home
from domino_plugin.errors import Conflict, Unavailable


def _mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_keys_and_password_are_made_once_and_private(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.create()
    config, password = (home.path / "airflow.cfg").read_text(), home.password
    home.create()

    assert (home.path / "airflow.cfg").read_text() == config
    assert home.password == password
    assert len(password) >= 16
    assert _mode(home.path / "airflow.cfg") == 0o600
    assert _mode(home.password_file) == 0o600
    assert _mode(home.path) == 0o700


def test_two_homes_have_different_keys(tmp_path: Path) -> None:
    homes = [Home(tmp_path / name) for name in "ab"]
    for home in homes:
        home.create()

    keys = ("fernet_key", "secret_key", "jwt_secret")
    first, second = (
        {line for line in (home.path / "airflow.cfg").read_text().splitlines() if line.startswith(keys)}
        for home in homes
    )
    assert len(first) == len(second) == 3
    assert not first & second


def test_the_key_is_one_that_airflow_can_encrypt_with(tmp_path: Path) -> None:
    from configparser import RawConfigParser

    from cryptography.fernet import Fernet

    home = Home(tmp_path)
    home.create()
    config = RawConfigParser()
    config.read(home.path / "airflow.cfg")

    key = Fernet(config.get("core", "fernet_key"))
    assert key.decrypt(key.encrypt(b"secret")) == b"secret"


def test_port_and_login_are_set_for_all_components(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.create()

    environment = home.environment({"PATH": "/bin", "NO_PROXY": "example.com"}, auth="fab", port=8123)

    assert environment["AIRFLOW__API__PORT"] == "8123"
    assert environment["AIRFLOW__API__BASE_URL"] == "http://127.0.0.1:8123"
    assert environment["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert environment["AIRFLOW__CORE__AUTH_MANAGER"] == AUTH_MANAGERS["fab"]
    assert environment["AIRFLOW_HOME"] == str(tmp_path)
    assert environment["NO_PROXY"] == "example.com,127.0.0.1,localhost"
    assert environment["PATH"].endswith(":/bin")


def test_a_configuration_of_somebody_else_is_kept_and_filled_up(tmp_path: Path) -> None:
    theirs = "[core]\nparallelism = 16\n[database]\nsql_alchemy_conn = postgresql+psycopg2://x/y\n"
    (tmp_path / "airflow.cfg").write_text(theirs)
    home = Home(tmp_path)
    home.create()
    home.create()

    environment = home.environment({}, auth="fab", port=8080)

    assert (tmp_path / "airflow.cfg").read_text() == theirs
    assert "AIRFLOW__CORE__PARALLELISM" not in environment
    assert environment["AIRFLOW__CORE__LOAD_EXAMPLES"] == "False"
    assert environment["AIRFLOW__CORE__FERNET_KEY"]
    assert environment == home.environment({}, auth="fab", port=8080), "the keys must stay the same"


def test_the_callers_variables_win_over_ours(tmp_path: Path) -> None:
    (tmp_path / "airflow.cfg").write_text("[core]\n")
    home = Home(tmp_path)
    home.create()

    environment = home.environment({"AIRFLOW__CORE__PARALLELISM": "9"}, auth="fab", port=8080)

    assert environment["AIRFLOW__CORE__PARALLELISM"] == "9"


def test_a_home_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(Unavailable, match="--home"):
        Home(tmp_path / "file" / "home").create()


def test_a_home_is_used_by_one_at_a_time(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.create()

    with home.in_use(), pytest.raises(Conflict, match="already runs"), Home(tmp_path).in_use():
        pass
    with home.in_use():
        pass
