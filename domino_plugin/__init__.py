"""Domino: visual workflows of isolated, reusable Pieces inside Apache Airflow."""
