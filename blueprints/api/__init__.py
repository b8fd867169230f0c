"""REST API v1: requests and answers are pydantic models, the work is done by the rooms' services."""
