"""Bad input to a command: one Chinese sentence that says where and how to mend it, the right exit code, nothing changed."""

import hashlib

import pytest

from tests.office import Office, start_office

MONTH = ("--period", "2020-06")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    return start_office(tmp_path_factory.mktemp("prepared") / "office")


def files(office):
    """Every file with its content, but for the tool's own lock and log."""
    return {
        path.relative_to(office.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in office.root.rglob("*")
        if path.is_file() and path.suffix != ".log" and path.name != "lock"
    }


def break_template(office):
    (office.root / "templates" / "推进情况表.xlsx").write_bytes(b"garbage")


def lose_template(office):
    (office.root / "templates" / "推进情况表.xlsx").unlink()


def break_catalogue(office):
    (office.root / "templates" / "项目库.xlsx").write_bytes(b"garbage")


def lose_catalogue(office):
    (office.root / "templates" / "项目库.xlsx").unlink()


def damage_ledger(office):
    (office.root / ".shishi" / "台账.sqlite").write_bytes(b"garbage" * 1000)


def damage_key(office):
    (office.root / ".shishi" / "signing.key").write_text("zz", encoding="ascii")


def lose_ledger_but_not_the_files(office):
    kept = office.inbox / "已收" / "2020-06" / "区教委_20200620-090000_1a2b3c4d.xlsx"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"x")


@pytest.mark.parametrize(
    ("damage", "command", "words"),
    [
        (break_template, ("generate", *MONTH), "推进情况表.xlsx"),
        (break_template, ("collect",), "推进情况表.xlsx"),
        (lose_template, ("collect",), "推进情况表.xlsx"),
        (break_catalogue, ("generate", *MONTH), "项目库.xlsx"),
        (break_catalogue, ("status", *MONTH), "项目库.xlsx"),
        (break_catalogue, ("consolidate", *MONTH), "项目库.xlsx"),
        (lose_catalogue, ("collect",), "shishi-xl import"),
        (damage_ledger, ("collect",), "shishi-xl rebuild"),
        (damage_ledger, ("status", *MONTH), "shishi-xl rebuild"),
        (damage_key, ("generate", *MONTH), "signing.key"),
        (lose_ledger_but_not_the_files, ("collect",), "shishi-xl rebuild"),
    ],
)
def test_an_unusable_workspace(office, damage, command, words):
    damage(office)
    before = files(office)
    (line,) = office.run(*command, code=3)
    assert words in line["error"]
    assert files(office) == before


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("generate", "--period", "2020-13"), "2020-06"),
        (("generate",), "--period"),
        (("generate", "--period", "2021-06"), "2020"),
        (("generate", *MONTH, "--unit", "区教育局"), "区教委"),
        (("generate", *MONTH, "--unit", "相关街镇"), "成员"),
        (("withdraw", *MONTH, "--unit", "区教委", "--reason", "错"), "没有已接收"),
        (("withdraw", *MONTH, "--unit", "区教委"), "--reason"),
        (("withdraw", *MONTH, "--unit", "区教委", "--reason", " "), "为什么撤回"),
        (("withdraw", "--period", "2021-06", "--unit", "区教委", "--reason", "错"), "2020"),
        (("check", "没有这个文件.xlsx"), "没有找到文件“没有这个文件.xlsx”"),
        (("check", "."), "“.”是文件夹"),
        (("import", "没有这个通知.docx"), "没有找到文件“没有这个通知.docx”"),
        (("withdraw", *MONTH, "--unit", "区教育局", "--reason", "错"), "现有单位：区教委"),
        (("汇总",), "汇总"),
        (("status", *MONTH, "--all"), "--all"),
    ],
)
def test_a_wrong_call(office, command, words):
    before = files(office)
    (line,) = office.run(*command, code=2)
    assert words in line["error"]
    assert {name for name in files(office) if "台账" not in name} == {name for name in before if "台账" not in name}


def test_a_unit_goes_by_any_of_its_names(office):
    found = office.run(
        "generate", *MONTH, "--unit", "北碚区教育委员会", "--unit", "区教委", "--unit", "重庆市北碚区民政局"
    )
    assert [line["unit"] for line in found] == ["区教委", "区民政局"]


def test_a_folder_that_is_no_workspace(tmp_path):
    (line,) = Office(tmp_path / "nowhere").run("collect", code=3)
    assert "shishi-xl init" in line["error"]
    (tmp_path / "empty").mkdir()
    (line,) = Office(tmp_path / "empty").run("collect", code=3)
    assert "shishi-xl init" in line["error"]
    assert list((tmp_path / "empty").iterdir()) == []


def test_an_empty_catalogue_asks_for_the_notice(tmp_path):
    office = Office(tmp_path / "office")
    office.run("init", str(office.root))
    for command in (("generate", *MONTH), ("status", *MONTH), ("collect",)):
        (line,) = office.run(*command, code=3)
        assert "shishi-xl import" in line["error"]


def test_init_never_overwrites(office):
    before = files(office)
    office.run("init", str(office.root))
    assert files(office) == before


def test_a_demo_touches_no_folder_but_its_own(office):
    before = files(office)
    (line,) = office.run("demo", str(office.root), code=2)
    assert "演示" in line["error"]
    assert files(office) == before
