from __future__ import annotations

from pathlib import Path

from domino.base_piece import BasePiece
from starter_files import existing_file
from starter_tables import read_text

from .models import InputModel, OutputFormat, OutputModel
from .series import build

#: Outputs travel through Airflow's database: charts of more points have their values in the files only.
MAX_POINTS = 5000


class ChartPiece(BasePiece):
    """Draws a table as a chart."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        table = read_text(existing_file(input_data.file_path))
        chart = build(table, input_data)
        if chart.omitted:
            self.logger.warning("%d rows with a missing value are not drawn", chart.omitted)

        results = Path(self.results_path).absolute()
        png = results / "chart.png"
        plotly = results / "chart.json"
        # Each library is loaded only if it is needed: they are slow to import.
        if input_data.output_format is not OutputFormat.plotly:
            from .png import draw

            draw(chart, input_data, png)
            self.display_result = {"file_type": "png", "file_path": str(png)}
        if input_data.output_format is not OutputFormat.png:
            from .interactive import draw

            draw(chart, input_data, plotly)
            self.display_result = {"file_type": "plotly_json", "file_path": str(plotly)}

        self.logger.info(
            "Drew a %s chart: %d values in %d series", chart.kind.value, chart.points, len(chart.series)
        )
        return OutputModel(
            png_path=str(png) if png.exists() else None,
            plotly_path=str(plotly) if plotly.exists() else None,
            data=chart.series if chart.points <= MAX_POINTS else [],
            point_count=chart.points,
            omitted_count=chart.omitted,
        )
