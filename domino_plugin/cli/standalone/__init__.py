"""`domino standalone`: a whole Airflow with Domino on one machine."""
