"""What the stories share: a month's forms issued once, and for each test a copy of its module's `prepared` office."""

import pytest

from tests.office import start_office


@pytest.fixture(scope="session")
def issued(tmp_path_factory):
    """The 2020 list imported and the forms of June issued; stories work on copies of it."""
    office = start_office(tmp_path_factory.mktemp("issued") / "office")
    office.run("generate", "--period", "2020-06")
    return office


@pytest.fixture
def office(prepared, tmp_path):
    return prepared.copy(tmp_path / "office")
