import sys
from pathlib import Path

from domino.base_piece import BasePiece


class ContextPiece(BasePiece):
    def piece_function(self, input_data):
        self.get_upstream_tasks_data()
        names = (
            "task_id",
            "dag_id",
            "results_path",
            "report_path",
            "xcom_path",
            "workflow_shared_storage_path",
        )
        seen = {name: getattr(self, name) for name in (*names, "airflow_context", "upstream_tasks_data")}
        folders = [Path(getattr(self, name)).is_dir() for name in names[2:]]
        ours = [name for name in ("runner", "results", "protocol", "loading") if name in sys.modules]
        metadata = self._metadata_["name"]
        return {"seen": {**seen, "folders": folders, "ours": ours, "metadata": metadata}}
