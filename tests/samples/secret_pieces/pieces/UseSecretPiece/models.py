from pydantic import BaseModel, Field


class InputModel(BaseModel):
    """What to do with the secret."""

    wait_for: str = Field(description="A file outside the shared storage to wait for.")
    fail: bool = Field(default=False, description="Whether to fail with the secret in the error.")


class OutputModel(BaseModel):
    """What may be told of it."""

    digest: str = Field(description="Its SHA-256, in hexadecimal.")


class SecretsModel(BaseModel):
    """What is not to be found anywhere."""

    PASSWORD: str
    ACCOUNT: str = Field(description="JSON with a password and a key in it.")
    KEY: str = Field(description="Several lines.")
    SERVICE: str = Field(description="The address of a Connection whose extra is nested.")
