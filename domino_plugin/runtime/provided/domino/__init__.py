"""The module that Pieces import, for environments without the original runtime package.

It offers the names that published Pieces and their tests use. It is put on the path by the runner (for an
author's tests: by ``PYTHONPATH``) and never installed.
"""

#: The version of the original's interface that this follows.
__version__ = "0.9.4"
