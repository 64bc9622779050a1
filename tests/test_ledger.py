"""The ledger: what is committed is there after a crash, and nothing can count twice."""

from datetime import date, datetime

import pytest
import sqlalchemy.exc

from shishi_xl.core.findings import find
from shishi_xl.core.grid import Place
from shishi_xl.core.period import Period
from shishi_xl.core.submission import Disposition, Entry
from shishi_xl.ledger import Arrival, Ledger, LedgerError, Verdict

JUNE = Period(2020, 6)
MORNING = datetime(2020, 6, 24, 10, 0)
ENTRIES = (
    Entry("附2-24", "", "完成投资", "1,234.5万元", 1234.5, Place("推进情况表", 7, 6), "", ("unit-converted",)),
    Entry("附2-24", "", "开工时间", "2020.3.1", date(2020, 3, 1), Place("推进情况表", 7, 8)),
    Entry("附2-24", "道路", "本期累计", "/", None, Place("量化指标", 3, 7)),
    Entry("附2-24", "管网", "本期累计", "4", 4.0, Place("量化指标", 4, 7), unit="公里"),
)
FINDINGS = (
    find(
        "negative",
        ENTRIES[0].place,
        project="附2-24",
        field="完成投资",
        value="-3",
        how="",
        remark="说明",
        example="12",
    ),
)


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "台账.sqlite") as opened:
        yield opened


def post(ledger, sha="a" * 64, disposition=Disposition.ACCEPTED, at=MORNING, unit="区交通局", filed=True):
    ledger.receive([Arrival(sha, "甲.xlsx", f".shishi/spool/{sha[:4]}", at)])
    (arrival,) = ledger.waiting()
    ledger.judge([Verdict(arrival, disposition, unit, JUNE, "inbox/已收/甲.xlsx", ENTRIES, FINDINGS)])
    if filed:
        ledger.file([arrival.id])
    return arrival.id


def test_values_and_findings_come_back_as_they_were_given(ledger):
    number = post(ledger)
    (record,) = ledger.records(JUNE)
    assert (record.id, record.unit, record.received_at, record.file) == (number, "区交通局", MORNING, "甲.xlsx")
    assert ledger.entries([number]) == {number: ENTRIES}
    assert ledger.findings([number]) == {number: FINDINGS}


def test_each_stage_is_found_again_by_the_next_run(tmp_path):
    path = tmp_path / "台账.sqlite"
    with Ledger.open(path) as ledger:
        ledger.receive([Arrival("a" * 64, "甲.xlsx", "s", MORNING)])
    with Ledger.open(path) as ledger:
        (arrival,) = ledger.waiting()
        ledger.judge([Verdict(arrival, Disposition.ACCEPTED, "区教委", JUNE, "k")])
    with Ledger.open(path) as ledger:
        assert ledger.waiting() == []
        (verdict,) = ledger.unfiled()
        assert (verdict.unit, verdict.period, verdict.arrival.file) == ("区教委", JUNE, "甲.xlsx")
        ledger.file([verdict.arrival.id])
    with Ledger.open(path) as ledger:
        assert ledger.unfiled() == []


def test_the_same_bytes_cannot_be_accepted_twice(ledger):
    post(ledger)
    with pytest.raises(sqlalchemy.exc.IntegrityError):
        post(ledger)


def test_the_same_bytes_may_be_sent_back_twice(ledger):
    post(ledger, disposition=Disposition.RETURNED)
    post(ledger, disposition=Disposition.DUPLICATE)
    assert [record.disposition for record in ledger.same_bytes(["a" * 64])["a" * 64]] == [
        Disposition.RETURNED,
        Disposition.DUPLICATE,
    ]


def test_a_withdrawal_is_on_record_with_its_reason(ledger):
    post(ledger)
    (record,) = ledger.records(JUNE)
    ledger.withdraw(record, MORNING, "数据有误", "inbox/撤回/2020-06/甲.xlsx")
    (record,) = ledger.records(JUNE)
    assert (record.withdrawn, record.withdrawn_reason, record.kept) == (True, "数据有误", "inbox/撤回/2020-06/甲.xlsx")
    assert [verdict.kept for verdict in ledger.unfiled()] == ["inbox/撤回/2020-06/甲.xlsx"]  # its copy is still to move


def test_a_unit_is_asked_how_often_what_it_sent_counts(ledger):
    for sha, unit in (("a", "区教委"), ("b", "区教委"), ("c", "区交通局"), ("d", "区教委")):
        post(ledger, sha * 64, unit=unit)
    post(ledger, "e" * 64, Disposition.RETURNED, unit="区教委")
    assert ledger.times_accepted(JUNE) == {"区教委": 3, "区交通局": 1}
    ledger.withdraw(ledger.records(JUNE)[-2], MORNING, "", "k")
    assert ledger.times_accepted(JUNE) == {"区教委": 2, "区交通局": 1}
    assert ledger.times_accepted(Period(2020, 5)) == {}


def test_the_state_changes_with_every_earlier_month_and_with_a_withdrawal(ledger):
    july = Period(2020, 7)
    seen = [ledger.state(july)]
    post(ledger)
    seen.append(ledger.state(july))
    ledger.withdraw(ledger.records(JUNE)[0], MORNING, "", "k")
    seen.append(ledger.state(july))
    assert len(set(seen)) == 3
    assert ledger.state(Period(2020, 5)) == seen[0].replace("None", "None")  # May does not see June


@pytest.mark.parametrize("damage", ["garbage", "truncated", "other database", "newer version"])
def test_a_damaged_ledger_is_a_loud_stop(tmp_path, damage):
    path = tmp_path / "台账.sqlite"
    with Ledger.open(path) as ledger:
        post(ledger)
    if damage == "garbage":
        path.write_bytes(b"not a database, " * 500)
    elif damage == "truncated":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    else:
        import sqlite3

        if damage == "other database":
            path.unlink()
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE other (a)" if damage == "other database" else "PRAGMA user_version = 99")
        connection.commit()
        connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=r"台账.*rebuild"):
        Ledger.open(path)
    assert path.read_bytes() == before
