"""Work that outlives a request, done on workers by the system DAG."""
