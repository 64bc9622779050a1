"""What a person reads: the help in Chinese, one sentence for a wrong call, the same message once, no control characters."""

from datetime import datetime

import pytest
from click.testing import CliRunner

from shishi_xl import examples
from shishi_xl.cli import cli
from shishi_xl.console import reports
from shishi_xl.console.talk import Talk, where
from shishi_xl.core.findings import find
from shishi_xl.core.grid import Place
from shishi_xl.core.period import Period
from shishi_xl.core.standing import Standing, State
from shishi_xl.core.submission import Disposition
from shishi_xl.pipeline.outcome import Outcome
from tests.core.months import record

SHEET = "推进情况表"
JUNE = Period(2020, 6)


def call(*args):
    """Run the command line in this process; return exit code, standard output and standard error."""
    done = CliRunner().invoke(cli, args, prog_name="shishi-xl")
    return done.exit_code, done.stdout, done.stderr


def blank(cell):
    return find("required-blank", Place(SHEET, cell, 5), field="形象进度", example="累计完成12公里")


def outcome(*findings, **more):
    facts = {"file": "甲.xlsx", "disposition": Disposition.RETURNED, "unit": "区教委", "period": "2020-06"} | more
    return Outcome(sha256="00", findings=findings, **facts)


@pytest.mark.parametrize("command", ["", *cli.commands])
def test_help_is_chinese_and_explains_every_word_of_the_usage(command):
    code, out, _ = call(*([command] if command else []), "--help")
    assert code == 0
    assert not {"Usage", "Options", "Commands", "arguments", "Show"} & set(out.replace(":", " ").split())
    usage, *rest = out.splitlines()
    assert usage.startswith("用法：shishi-xl")
    for parameter in (cli.commands[command] if command else cli).params:
        head = parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar
        shown = [line for line in rest if line.strip().startswith(head)]
        assert getattr(parameter, "hidden", False) or shown
        assert all(len(line.split()) > 1 for line in shown)  # its name and what it is for


def test_the_commands_stand_in_the_order_of_a_month():
    _, out, _ = call("--help")
    listed = [line.split()[0] for line in out.partition("命令:")[2].strip().splitlines()]
    assert listed[:4] == ["init", "import", "generate", "collect"]
    assert set(listed) == set(cli.commands)
    assert "--now" not in out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("汇总",), "不认识“汇总”"),
        (("generate",), "缺少“--period”。例如 --period 2020-06"),
        (("generate", "--period"), "“--period”的写法不对：后面要写内容"),
        (("watch", "--polling=3"), "“--polling”的写法不对：后面不用写内容"),
        (("status", "--period", "六月"), "“六月”不是一个月份，应写成 2020-06"),
        (("status", "--period", "2020-06", "--all"), "没有“--all”这个选项"),
        (("--now", "明天", "collect"), "“明天”不是时间，应写成 2020-06-20T09:00"),
        (("init", "甲", "乙"), "参数多了或少了"),
        (("init", __file__), "是文件，不是文件夹"),
        (("demo", f"{__file__}/演示"), "是文件，不是文件夹"),
        (("check",), "缺少“文件”"),
    ],
)
def test_a_wrong_call_is_one_sentence_on_standard_error(args, said):
    code, out, err = call(*args)
    assert (code, out) == (2, "")
    assert said in err
    assert err.startswith("错误：")
    assert len(err.splitlines()) == 1


def test_a_message_is_said_once_with_its_cells_and_the_gravest_first(capsys):
    late = find("late", received="2020-06-26", deadline="2020-06-25")
    doubt = find("same-text", Place(SHEET, 7, 5), field="形象进度", example="截至6月25日，累计完成12公里")
    reports.checked(Talk(json=False), [outcome(late, doubt, *(blank(row) for row in range(6, 18)))])
    first, error, second, *rest = capsys.readouterr().out.splitlines()
    assert first == "退回  甲.xlsx  区教委 2020-06"
    assert error.startswith(f"    错误 [{SHEET} E6、E7、E8、E9、E10、E11、E12、E13 等12格] “形象进度”必须填写")
    assert error.endswith("示例：累计完成12公里")
    assert second.startswith(f"    疑问 [{SHEET} E7]")
    assert rest == ["以上只是检查，文件没有收下。"]  # a 提示 would only distract from what has to be mended


def test_notes_are_said_where_nothing_has_to_be_mended(capsys):
    accepted = outcome(find("late", received="6月26日", deadline="6月25日"), disposition=Disposition.ACCEPTED)
    assert not reports.checked(Talk(json=False), [accepted])
    assert "    提示 收到时间 6月26日，晚于截止日 6月25日" in capsys.readouterr().out


def test_places_of_a_sheet_of_several_sheets_and_of_none():
    assert where([Place(SHEET, 6, 5), Place("量化指标", 5, 7)]) == f"[{SHEET} E6；量化指标 G5] "
    assert where([Place(SHEET, 0, 0)]) == f"[{SHEET}] "
    assert where([]) == ""


def test_a_name_from_outside_can_neither_steer_the_terminal_nor_be_markup(capsys):
    Talk(json=False).outcome(outcome(file="\x1b[2J[red]甲\u202e.xlsx"))
    assert capsys.readouterr().out == "退回   [2J[red]甲 .xlsx  区教委 2020-06\n"


def test_status_shows_each_unit_and_tells_whether_one_still_owes(capsys):
    came = record(1, "区教委", "2020-06-24T10:00")
    there = Standing("区教委", State.ON_TIME, came, 1, 1, datetime(2020, 6, 24, 10), None)
    missing = Standing("区交通局", State.MISSING, None, 0, 0, None, None)
    assert not reports.status(Talk(json=False), JUNE, [there])
    assert reports.status(Talk(json=False), JUNE, [there, missing])
    shown = [line.split() for line in capsys.readouterr().out.splitlines() if "区" in line]
    assert [line[1:4:2] for line in shown] == [["区教委", "按时"]] * 2 + [["区交通局", "未报"]]


@pytest.mark.parametrize("events", [[], [outcome()], [outcome(), outcome(disposition=Disposition.ACCEPTED)]])
def test_collect_ends_with_what_it_did(events, capsys):
    reports.collected(Talk(json=False), iter(events))
    told = ["inbox 里没有新的文件。", "退回 1 件", "接收 1 件，退回 1 件"]
    assert capsys.readouterr().out.splitlines()[-1] == told[len(events)]


def test_notes_beside_a_doubt_are_named(capsys):
    late = find("late", received="2020-06-28 09:00", deadline="2020-06-25")
    doubt = find("name-differs", value="区残联", unit="区教委")
    Talk(json=False).outcome(outcome(doubt, late))
    assert "    另有提示：迟报\n" in capsys.readouterr().out


def test_an_import_says_whose_list_it_is_and_what_the_forms_still_lack(tmp_path):
    notice = tmp_path / "通知.txt"
    rows = ("\t序号\t项目名称\t项目内容\t责任单位", "\t1\t改造公厕\t改造公厕12座。\t区城管局")
    notice.write_text("\n\n".join(("丙区2021年民生实事项目清单", *rows, "")), encoding="utf-8")
    call("--workspace", str(tmp_path), "init")
    code, out, err = call("--workspace", str(tmp_path), "import", str(notice))
    assert code == 0, err
    assert "区县 丙区，年度 2021（“设置”表里可以改）" in out
    assert "通知里没有读到汇总单位、截止日（暂按 25）、联系人、电话、邮箱" in out


@pytest.mark.parametrize(("now", "warned"), [("2020-06-01T08:00", False), ("2020-05-29T08:00", True)])
def test_forms_of_a_month_that_lies_ahead_are_made_with_a_warning(tmp_path, now, warned):
    name, data = examples.notice()
    (tmp_path / name).write_bytes(data)
    call("--workspace", str(tmp_path), "init")
    call("--workspace", str(tmp_path), "import", str(tmp_path / name))
    made = ("generate", "--period", "2020-06", "--unit", "区残联")
    code, out, err = call("--workspace", str(tmp_path), "--now", now, *made)
    assert (code, "已生成 1 份" in out) == (0, True)
    assert ("2020年6月还没有到（今天是2020-05-29），在6月1日以前报回来的2020年6月的表会退回" in err) == warned
    assert ("例如 shishi-xl generate --period 2020-05" in err) == warned
