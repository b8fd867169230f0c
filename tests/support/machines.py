"""Workers on machines of their own: each with a home, a cache and environments that no other one sees."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from support import migrated_database
from support.airflow_server import AirflowServer, processes_of
from support.machines_executor import MACHINES

_EXECUTOR = Path(__file__).with_name("machines_executor.py")


class Machine:
    """One machine; its name is the queue of the tasks that run there.

    Attributes:
        home: its Airflow home.
        cache: where files of its tasks are while they run.
        environments: its environments and unpacked repositories.
    """

    def __init__(self, home: Path, options: Mapping[str, str]) -> None:
        self.name = home.name
        self.home = home
        self.cache = home / "cache"
        self.environments = home / "environments"
        self._options = dict(options)

    def variables(self, server: AirflowServer) -> dict[str, str]:
        """Return the environment variables of its tasks."""
        variables = {
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{server.base_url}/execution/",
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{self.home}/no.db",
            # Only so that the server can show them; a real machine would serve or upload them.
            "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(server.home / "logs"),
            "AIRFLOW__DOMINO__STORAGE_CACHE": str(self.cache),
            "AIRFLOW__DOMINO__ENVIRONMENTS_ROOT": str(self.environments),
        }
        options = {f"AIRFLOW__DOMINO__{name.upper()}": value for name, value in self._options.items()}
        return migrated_database.base_environment(self.home) | variables | options

    def left_over(self) -> list[str]:
        """Return what is left of tasks that have ended: processes, and folders with their files."""
        folders = [str(folder) for folder in self.cache.glob("work-*")]
        return folders + list(processes_of(self.home).values())


class Machines:
    """The machines of one Airflow, which has to be started with `environment`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._machines: dict[str, Machine] = {}
        self.environment = {
            "AIRFLOW__CORE__EXECUTOR": "machines_executor.MachinesExecutor",
            MACHINES: str(folder / "machines.json"),
        }

    def add(self, name: str, **options: str) -> Machine:
        """Add a machine with options of ``[domino]``, before the Airflow is started."""
        machine = self._machines[name] = Machine(self._folder / name, options)
        (machine.home / "dags").mkdir(parents=True)
        return machine

    def __getitem__(self, name: str) -> Machine:
        """Return a machine."""
        return self._machines[name]

    def install(self, home: Path) -> None:
        """Put the executor where an Airflow finds it."""
        (home / "config").mkdir(parents=True, exist_ok=True)
        shutil.copy(_EXECUTOR, home / "config")

    def add_dags(self, server: AirflowServer, text: str, *dag_ids: str) -> None:
        """Give every machine, and the Airflow, a file with DAGs."""
        for machine in self._machines.values():
            (machine.home / "dags" / "dags.py").write_text(text)
        found = {name: machine.variables(server) for name, machine in self._machines.items()}
        (self._folder / "machines.json").write_text(json.dumps(found))
        server.add_dag("dags.py", text, dag_id=dag_ids[0])
        for dag_id in dag_ids[1:]:
            answer = server.airflow("PATCH", f"dags/{dag_id}", json={"is_paused": False})
            answer.raise_for_status()
