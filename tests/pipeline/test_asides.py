"""What a command says beside its point: in Chinese, with the names it is about and a correct example; nothing where all is well."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from shishi_xl.core.model import Decision
from shishi_xl.core.period import Period
from shishi_xl.pipeline import asides
from tests.core.months import catalogue, project, record

JUNE = Period(2020, 6)


def desk(units=("区教委",), *, decisions=(), records=()):
    ledger = SimpleNamespace(all_records=lambda: tuple(records))
    return SimpleNamespace(
        catalogue=catalogue([project(units=units)], decisions=decisions), open_ledger=lambda: nullcontext(ledger)
    )


@pytest.mark.parametrize("aside", [asides.strangers, asides.unsigned_decisions, asides.unnamed_members, asides.unowned])
def test_nothing_is_said_where_all_is_well(aside):
    signed = Decision(JUNE, "附1-01", 80.0, basis="电话核实", by="张三")
    assert aside(desk(decisions=[signed], records=[record(1, "区教委")])) is None


def test_submissions_of_a_unit_that_is_gone_from_the_catalogue_are_named():
    said = asides.strangers(desk(records=[record(1, "区教委"), record(2, "区旧名局")]))
    assert "区旧名局 的报送" in said
    assert "例如 区旧名局" in said


@pytest.mark.parametrize(("basis", "by"), [("", "张三"), ("电话核实", " ")])
def test_a_decision_without_its_reason_or_its_name_is_pointed_at(basis, by):
    said = asides.unsigned_decisions(desk(decisions=[Decision(JUNE, "附1-01", 80.0, basis=basis, by=by)]))
    assert "2020-06 附1-01" in said


def test_a_collective_nobody_has_filled_in_is_named():
    said = asides.unnamed_members(desk(units=("区教委", "相关街镇")))
    assert said.startswith("相关街镇 还没有填成员")


def test_a_key_that_is_gone_while_forms_are_out_is_missed(tmp_path):
    workspace = SimpleNamespace(key=tmp_path / "signing.key", outbox=tmp_path / "outbox")
    here = SimpleNamespace(workspace=workspace)
    assert asides.lost_key(here) is None
    (tmp_path / "outbox" / "下发" / "2020-06").mkdir(parents=True)
    assert asides.lost_key(here) is None
    (tmp_path / "outbox" / "下发" / "2020-06" / "表.xlsx").write_bytes(b"x")
    assert "signing.key" in asides.lost_key(here)
    assert "现在另建" not in asides.lost_key(here)  # status and its like make none
    workspace.key.write_text("00", encoding="ascii")
    assert asides.lost_key(here) is None


def test_a_project_of_no_unit_is_named():
    assert asides.unowned(desk(units=())).startswith("附1-01")


@pytest.mark.parametrize(("told", "said"), [({}, True), ({"电话": "68864195"}, False)])
def test_forms_that_do_not_say_where_to_send_them_are_pointed_at(told, said):
    here = SimpleNamespace(catalogue=catalogue([project()], settings=told))
    assert (asides.no_address(here) is not None) == said
