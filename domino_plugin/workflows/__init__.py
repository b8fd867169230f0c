"""Workflows: documents, their validation and versions, DAG files made of them and published to Airflow."""
