"""What runs one Piece inside its own environment; imports neither Airflow nor the rest of the package."""
