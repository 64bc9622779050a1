"""Property tests try the same examples on every machine, so that a run means the same everywhere.

`pytest --hypothesis-profile=explore` looks for new ones; what it finds becomes an explicit example.
"""

import os
import sys

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def _compiled_once(tmp_path_factory):
    """Where Python may leave no bytecode beside the sources, the hundreds of commands started here share some elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        if sys.dont_write_bytecode:
            shared = tmp_path_factory.getbasetemp()
            shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
            patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
            patch.setenv("PYTHONPYCACHEPREFIX", str(shared / "bytecode"))
        yield
