"""Our tables in Airflow's metadata database: models, sessions, migrations."""
