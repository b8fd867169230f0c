from pydantic import BaseModel


class InputModel(BaseModel):
    fail: bool = False


class OutputModel(BaseModel):
    length: int
    limit: int | None = None


class SecretsModel(BaseModel):
    API_KEY: str
    LIMIT: int | None = None
