"""The only place that touches Airflow's internals: a module per concern, with its reason and fallback."""
