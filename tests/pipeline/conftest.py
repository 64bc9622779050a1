"""What the stories share: a month's forms issued once, and for each test a copy of its module's `prepared` office."""

import pytest

from tests.office import fill, start_office

GOOD = {"progress": "截至6月25日，总体形象进度45%，正在抓紧施工。", "investment": 12.5, "problem": "无"}


@pytest.fixture(scope="session")
def issued(tmp_path_factory):
    """The 2020 list imported and the forms of June issued; stories work on copies of it."""
    office = start_office(tmp_path_factory.mktemp("issued") / "office")
    office.run("generate", "--period", "2020-06")
    return office


@pytest.fixture
def office(prepared, tmp_path):
    return prepared.copy(tmp_path / "office")


@pytest.fixture(scope="module")
def with_good(issued, tmp_path_factory):
    """An office with a form well filled in beside it, good.xlsx."""
    office = issued.copy(tmp_path_factory.mktemp("prepared") / "office")
    (office.root / "good.xlsx").write_bytes(fill(office.form("区财政局"), **GOOD))
    return office


@pytest.fixture
def good(office):
    return (office.root / "good.xlsx").read_bytes()
