"""Parses a dags folder as Airflow's dag-processor does and prints what comes out as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from airflow.dag_processing.dagbag import BundleDagBag
from airflow.models.serialized_dag import SerializedDagModel
from airflow.serialization.serialized_objects import LazyDeserializedDAG

folder = Path(sys.argv[1])
bag = BundleDagBag(dag_folder=folder, bundle_path=folder, bundle_name="dags-folder", load_op_links=False)
found = {}
for dag in bag.dags.values():
    data = LazyDeserializedDAG.from_dag(dag).data
    found[dag.dag_id] = {
        "hash": SerializedDagModel.hash(data),
        "fileloc": dag.fileloc,
        "relative_fileloc": dag.relative_fileloc,
        "paused": dag.is_paused_upon_creation,
    }
print(json.dumps({"dags": found, "errors": dict(bag.import_errors)}))
