"""What the stories of interrupted and disturbed runs share: each begins from a copy of its module's `prepared` office."""

import shutil

import pytest

from tests.office import Office


@pytest.fixture
def office(prepared, tmp_path):
    shutil.copytree(prepared.root, tmp_path / "office", copy_function=shutil.copy2)
    return Office(tmp_path / "office")
