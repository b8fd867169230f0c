"""Runs two Pieces as real tasks on the database of the environment, and tells what is kept of them.

Run by `test_postgres` from the folder of DAGs, in a process of its own: an Airflow process has one database.
"""

from __future__ import annotations

import json
import os

from airflow.models.xcom import XComModel
from airflow.sdk import DAG
from airflow.utils.session import create_session
from domino_plugin.operators import DominoPieceOperator, upstream

MAKE = """
out = {'a\\0b': ['half \\ud83d', '\\U0001f600 é']}
self.display_result = {'file_type': 't\\0xt', 'base64_content': 'aGk='}
"""

with DAG("odd", schedule=None, catchup=False) as dag:
    COMMON = {"repository": os.environ["PIECE_REPOSITORY"], "piece": "CodePiece", "runtime": "virtualenv"}
    make = DominoPieceOperator(task_id="make", inputs={"code": MAKE}, **COMMON)
    inputs = {"code": "out = value", "value": upstream(make, "value")}
    take = DominoPieceOperator(task_id="take", inputs=inputs, **COMMON)

if __name__ == "__main__":
    run = dag.test()
    with create_session() as session:
        rows = session.query(XComModel.task_id, XComModel.key, XComModel.value).all()
    told = {
        "states": {task.task_id: task.state for task in run.get_task_instances()},
        "outputs": {task: value for task, key, value in rows if key == "return_value"},
        "pointers": {task: value for task, key, value in rows if key == "domino_result"},
    }
    print(json.dumps(told))
