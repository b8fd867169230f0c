"""What all tests share: an Airflow home of their own, and real servers on request."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

TESTS = Path(__file__).parent
# What CI decides must depend on the change alone: the same examples each time. Elsewhere they are random.
# None may fail for the time that it takes on a busy machine.
settings.register_profile("any", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "any")


def _make_support_importable() -> None:
    """Make ``support`` a package, without putting the folder of all tests on the path."""
    folder = TESTS / "support"
    spec = importlib.util.spec_from_file_location(
        "support", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules["support"] = module
    spec.loader.exec_module(module)


_make_support_importable()
from support import migrated_database  # noqa: E402

# Airflow reads its configuration when it is first imported, and a test must never touch the home of the
# person who runs it: so the home is set here, before any test module is imported.
_HOME = Path(tempfile.mkdtemp(prefix="domino-tests-"))
for _name in [name for name in os.environ if name.startswith("AIRFLOW")]:
    del os.environ[_name]
os.environ.update(
    {
        name: value
        for name, value in migrated_database.base_environment(_HOME).items()
        if name.startswith("AIRFLOW") or name.lower() == "no_proxy"
    }
)
os.environ["AIRFLOW__CORE__UNIT_TEST_MODE"] = "False"
# Environments are built in many folders: with the cache of this machine no package is fetched for each anew.
_CACHES = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
os.environ.setdefault("UV_CACHE_DIR", str(_CACHES / "uv"))
(_HOME / "dags").mkdir()


def pytest_unconfigure() -> None:
    """Delete the home."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def airflow_home() -> Path:
    """The Airflow home of this test process."""
    return _HOME


@pytest.fixture(scope="session")
def metadata_database(airflow_home: Path) -> Path:
    """A migrated metadata database in the home of this test process; SQLite, shared by its tests."""
    return migrated_database.copy_to(airflow_home)


@pytest.fixture
def db_session(metadata_database: Path) -> Iterator[Any]:
    """A session on the metadata database; what the test leaves in our tables is deleted afterwards."""
    from domino_plugin.db.models import metadata
    from domino_plugin.db.session import session_scope

    with session_scope() as session:
        yield session
        session.rollback()
    with session_scope() as session:
        for table in reversed(metadata.sorted_tables):
            session.execute(table.delete())


@pytest.fixture(scope="session")
def s3_server() -> Iterator[Any]:
    """A real S3 server on loopback."""
    from support.s3_server import S3Server

    with S3Server() as server:
        yield server


StartAirflow = Callable[..., Any]


@pytest.fixture(scope="session")
def start_airflow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartAirflow]:
    """Start Airflow servers, each with the arguments of `AirflowServer`; all stop with the test run."""
    from support.airflow_server import AirflowServer

    started = []
    # One server builds an environment, the others use it.
    environment = {"AIRFLOW__DOMINO__ENVIRONMENTS_ROOT": str(tmp_path_factory.getbasetemp() / "environments")}

    def start(**arguments: Any) -> AirflowServer:
        server = AirflowServer(
            tmp_path_factory.mktemp("airflow"),
            environment={**environment, **arguments.pop("environment", {})},
            **arguments,
        )
        started.append(server)
        server.start()
        return server

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def airflow_server(start_airflow: StartAirflow) -> Any:
    """A running Airflow with the FAB auth manager on SQLite."""
    return start_airflow(auth="fab")


@pytest.fixture(scope="session")
def airflow_server_simple(start_airflow: StartAirflow) -> Any:
    """A running Airflow with the Simple auth manager on SQLite."""
    return start_airflow(auth="simple")
