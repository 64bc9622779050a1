"""Tables of other districts by meaning: other headings, other orders, other columns; what is not understood is said."""

import pytest

from shishi_xl.core import notice
from shishi_xl.core.document import NoticeError
from shishi_xl.core.headings import Role, role_of
from shishi_xl.core.project_list import annex_of, read_lists
from tests.notices import document


def listed(*blocks):
    found = read_lists(document(*blocks))
    return [(row.number, row.name, row.content, row.units) for row in found.rows], found


def test_lead_and_supporting_units_in_columns_of_their_own():
    rows, found = listed("""
序号 | 主要任务 | 全年目标任务 | 分管领导 | 责任主体与协同单位 | 牵头单位 | 1-10月推进情况 | 是否达序
1 | 口袋公园 | 新建12个 | 张某 | 区住建局、各街道 | 区城管局 | 完成8个 | 是
2 | 加装电梯 | 加装30台 | 李某 | 区住建局 | | |
""")
    assert rows == [
        ("1", "口袋公园", "新建12个", ("区城管局", "区住建局", "各街道")),
        ("2", "加装电梯", "加装30台", ("区住建局",)),
    ]
    assert found.unused == ("分管领导", "1-10月推进情况", "是否达序")


def test_a_name_left_of_the_numbers_is_the_group_they_are_counted_in():
    rows, found = listed("""
工程名称 | 序号 | 项目内容 | 目标任务 | 市级牵头责任单位 | 完成目标(%)
就业工程 | 1* | 城镇新增就业 | 2万人 | 市人社局 |
^ | 2 | 失业率 | 低于4.3% | 市人社局 |
住房工程 | 3 | 危房改造 | 90户 | 市住建局 |
""")
    assert rows == [
        ("1", "城镇新增就业", "2万人", ("市人社局",)),
        ("2", "失业率", "低于4.3%", ("市人社局",)),
        ("3", "危房改造", "90户", ("市住建局",)),
    ]
    assert [row.group for row in found.rows] == ["就业工程", "就业工程", "住房工程"]


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("项目名称 | 计量单位 | 年度目标值 | 责任单位", "公厕改造 | 座 | 20 | 区城管局"),
        ("项目名称 | 单位 | 目标值 | 责任部门", "公厕改造 | 座 | 20 | 区城管局"),
        ("项目名称 | 目标任务 | 责任单位", "公厕改造（座） | 20 | 区城管局"),
        ("项目名称 | 目标任务 | 责任单位", "公厕改造 | 20座，全部投用 | 区城管局"),
    ],
)
def test_a_figure_finds_its_unit_of_measure_beside_it(heading, row):
    (project,) = notice.read(document(f"{heading}\n{row}")).catalogue.projects
    (only,) = notice.indicators_of(project)
    assert (project.units, only.name, only.target, only.unit) == (("区城管局",), "公厕改造", 20.0, "座")


def test_a_share_of_the_task_by_place_is_no_content_and_said():
    rows, found = listed("""
序号 | 项目 | 目标任务 | 牵头部门 | 任务分解 | <
^ | ^ | ^ | ^ | 甲镇 | 乙镇
1 | 户厕 | 改造300户 | 县农业农村局 | 100 | 200
""")
    assert rows == [("1", "户厕", "改造300户", ("县农业农村局",))]
    assert found.unread == (
        "第1张表第1行：表头“任务分解/甲镇”认不出是什么，这一列没有导入",
        "第1张表第1行：表头“任务分解/乙镇”认不出是什么，这一列没有导入",
    )


@pytest.mark.parametrize(
    ("name", "content", "called"),
    [
        ("公厕", "新建20座", "新建公厕"),
        ("户厕改造", "改造300户", "户厕改造"),
        ("就业", "培训9人", "培训"),
        ("绿道", "新建绿道9公里", "新建绿道"),
    ],
)
def test_a_figure_without_a_thing_takes_that_of_the_project(name, content, called):
    (project,) = notice.read(
        document(f"项目名称 | 项目内容 | 责任单位\n{name} | {content} | 区城管局")
    ).catalogue.projects
    assert [one.name for one in notice.indicators_of(project)] == [called]


def test_a_lead_merged_over_two_rows_leads_in_both():
    rows, found = listed("""
序号 | 项目名称 | 项目内容 | 责任单位 | 配合单位
1 | 甲 | 修路3公里 | 区交通局 | 区财政局
^ | ^ | 修桥2座 | ^ | 区水利局
 | | 修灯9盏 | | 区城管局
""")
    assert [row[3] for row in rows] == [
        ("区交通局", "区财政局"),
        ("区交通局", "区水利局"),
        ("区交通局", "区城管局"),
    ]
    assert [row.assumed for row in found.rows] == [(), (), ("牵头的单位空白，按上一行的“区交通局”理解",)]


def test_a_lead_is_not_borrowed_where_every_row_is_a_project_of_its_own():
    rows, _ = listed("""
项目名称 | 项目内容 | 责任单位 | 配合单位
甲 | 修路3公里 | 区交通局 | 区财政局
乙 | 修桥2座 | | 区水利局
""")
    assert [row[3] for row in rows] == [("区交通局", "区财政局"), ("区水利局",)]


def test_a_group_whose_numbers_go_on_leaves_no_gap():
    reading = notice.read(
        document("""
序号 | 项目名称 | 项目内容 | 责任单位
一、工程类 | < | < | <
1 | 甲 | 修路3公里 | 区交通局
二、服务类 | < | < | <
2 | 乙 | 培训90人 | 区人社局
三、承接类 | < | < | <
1 | 丙 | 修灯9盏 | 区城管局
3 | 丁 | 修桥2座 | 区城管局
""")
    )
    assert [one.doubt for one in reading.catalogue.doubts] == ["序号从1跳到3，缺 2"]


@pytest.mark.parametrize(("number", "doubted"), [("3", []), ("4", ["序号从头跳到4，缺 1、2、3"])])
def test_the_second_annex_may_count_on_from_the_first(number, doubted):
    first = "序号 | 项目名称 | 项目内容 | 责任单位\n1 | 甲 | 修路3公里 | 区交通局\n2 | 乙 | 修桥2座 | 区交通局"
    second = f"序号 | 项目名称 | 项目内容 | 责任单位\n{number} | 丙 | 修灯9盏 | 区城管局"
    reading = notice.read(document("附件1", first, "附件2", second))
    assert [one.doubt for one in reading.catalogue.doubts] == doubted


def test_a_number_merged_over_several_contents():
    rows, found = listed("""
序号 | 项目内容 | 进展情况 | 责任单位
1 | 新建公路50公里 | | 区交通局
^ | 改造桥梁8座 | | 区交通局
2 | 安置房1721套 | | 区住建局
""")
    assert [row[:2] for row in rows] == [("1", "新建公路50公里"), ("1", "改造桥梁8座"), ("2", "安置房1721套")]
    assert notice.keys_of(found.rows) == ("附1-01-1", "附1-01-2", "附1-02")


def test_a_heading_of_two_rows():
    rows, _ = listed("""
序号 | 项目名称 | 内容和目标 | 进展情况 | < | 承办单位 | <
^ | ^ | ^ | 至8月10日 | 最新进展 | 协办 | 主办
1 | 停车位 | 新增500个 | 开工 | 完成 | 各街道 | 区城管局
""")
    assert rows == [("1", "停车位", "新增500个", ("区城管局", "各街道"))]


def test_a_group_in_a_column_of_its_own_and_persons_behind_the_unit():
    _, found = listed("""
大类 | 序号 | 工作任务 | 分管市领导 | 牵头单位及主要负责人
一、底线民生 | 1 | 提高低保标准：每人每月提高5%。 | 王某 | 市民政局 张三
^ | 2 | 发放补贴。 | | 市残联 李四
二、就业 | 3 | 培训1万人次。 | | 市人社局
""")
    assert [(row.group, row.name, row.units) for row in found.rows] == [
        ("一、底线民生", "提高低保标准", ("市民政局",)),
        ("一、底线民生", "发放补贴", ("市残联",)),
        ("二、就业", "培训1万人次", ("市人社局",)),
    ]


def test_a_list_without_numbers_counts_by_itself():
    rows, found = listed("""
类别 | 指标名称 | 年度目标 | 完成情况 | 责任部门
就业 | 扶持创业 | 600人 | | 区人社局
^ | 登记失业 | 控制在10410人内 | | 区人社局
""")
    assert [row[0] for row in rows] == ["1", "2"]
    assert {row.group for row in found.rows} == {"就业"}


def test_numbers_in_front_of_the_names_count():
    rows, _ = listed("""
项目 | 具体内容 | 责任单位 | 完成时间
一、就业 | < | < | <
1.新增就业 | 新增1.2万人 | 区人社局 | 年底
3、停车 | 新增泊位2000个 | 区城管局 | 年底
""")
    assert [row[:2] for row in rows] == [("1", "新增就业"), ("3", "停车")]


def test_a_long_text_alone_in_a_row_is_no_heading_and_said():
    _, found = listed(f"""
序号 | 项目名称 | 项目内容 | 责任单位
1 | 甲 | 修路3公里 | 区交通局
{"以上项目由各单位按职责落实，" * 4} | < | < | <
""")
    assert len(found.rows) == 1
    assert "只有一格文字" in found.unread[0]


def test_the_asterisk_leads_and_a_name_in_brackets_stays_whole():
    rows, _ = listed("""
序号 | 目标任务 | 牵头单位 | 备注
1 | 加装电梯150台。 | 区农业农村局(区水利局、区林业局)、*区住建局 |
""")
    assert rows[0][3] == ("区住建局", "区农业农村局(区水利局、区林业局)")


def test_money_totals_notes_and_ordinals_beside_group_names():
    reading = notice.read(document("附件3", "某县2024年民生实事项目清单", """
序号 | 项目名称 | 建设内容及规模 | 年度计划投资（万元） | 责任单位
一 | 教育类 | | |
1 | 小学扩建 | 新增学位540个 | 1,200 | 县教育局
二 | 医疗类 | | |
1 | 县医院 | 主体完工 | 0.5亿元 | 县卫健局
合计 | | | 6200 |
注：投资以批复为准 | < | < | < | <
"""))  # fmt: skip
    assert [(one.key, one.group, one.plan) for one in reading.catalogue.projects] == [
        ("附3-一-01", "一、教育类", 1200.0),
        ("附3-二-01", "二、医疗类", 5000.0),
    ]
    assert [sentence.split("（")[0] for sentence in reading.skipped] == [
        "第1张表第6行：是合计行，不是项目，没有导入",
        "第1张表第7行：是表下的说明，不是项目，没有导入",
    ]
    assert reading.catalogue.settings.district == "某县"


def test_a_group_with_the_sums_of_its_projects_is_no_project():
    _, found = listed("""
序号 | 项目名称 | 项目内容 | 总投资 | 年度计划投资 | 责任单位
合计 | | | 40200 | 14600 |
一、教育（2项） | | | 40200 | 14600 |
1 | 幼儿园 | 新建公办幼儿园3所 | 4200 | 2600 | 县教育局
""")
    assert [(row.group, row.name) for row in found.rows] == [("一、教育（2项）", "幼儿园")]


@pytest.mark.parametrize(
    ("above", "heading", "cell", "plan"),
    [
        ("", "年度计划投资", "1.2", 1.2),
        ("", "年度计划投资（亿元）", "1.2", 12000),
        ("", "2024年投资（元）", "1,200,000", 120),
        ("单位：亿元", "年度计划投资", "1.2", 12000),
        ("（金额单位：万元）", "年度投资", "约1.2", 1.2),
        ("单位：亿元", "年度计划投资（万元）", "1.2", 1.2),
        ("单位：亿元", "年度计划投资", "800万元", 800),
        ("单位：个", "年度计划投资", "1.2", 1.2),
    ],
)
def test_a_plan_is_in_the_unit_that_its_heading_or_the_line_above_the_table_names(above, heading, cell, plan):
    table = f"序号 | 项目名称 | 项目内容 | {heading} | 责任单位\n1 | 县医院 | 主体完工 | {cell} | 县卫健局"
    (project,) = notice.read(document(*([above] if above else []), table)).catalogue.projects
    assert project.plan == pytest.approx(plan)


def test_the_unit_of_money_above_one_table_is_not_that_of_the_next_annex():
    table = "序号 | 项目名称 | 项目内容 | 年度计划投资 | 责任单位\n1 | {name} | 主体完工 | 2 | 县卫健局"
    found = notice.read(document("附件1", "单位：亿元", table.format(name="医院"), "附件2", table.format(name="学校")))
    assert [project.plan for project in found.catalogue.projects] == [20000, 2]


YEARLY = "序号 | 项目名称 | 主要建设内容 | 建设年限 | 年度目标 | 责任单位\n1 | 供水 | {content} | {years} | {year} | 县水务局"


@pytest.mark.parametrize(
    ("content", "years", "year", "targets"),
    [
        ("新建水厂1座，铺设管网420公里", "2023-2026", "铺设管网150公里", [150]),
        ("铺设管网420公里", "2023—2026年", "完成主体工程", [100]),
        ("铺设管网42公里", "2024年", "年底前完工", [42]),
        ("新建公厕", "2024", "12座", [12]),
    ],
)
def test_what_a_year_owes_stands_in_the_column_of_the_year(content, years, year, targets):
    found = notice.read(document(YEARLY.format(content=content, years=years, year=year))).catalogue
    assert [indicator.target for indicator in found.indicators] == targets


def test_a_table_cut_by_a_page_goes_on_with_and_without_its_heading():
    head = "序号 | 项目名称 | 项目内容 | 责任单位"
    rows, found = listed(
        "附件1",
        f"{head}\n1 | 甲 | 修路3公里 | 区交通局",
        "续表",
        f"{head}\n2 | 乙 | 修桥2座 | 区交通局",
        "3 | 丙 | 修灯9盏 | 区城管局",
    )
    assert [row[:2] for row in rows] == [("1", "甲"), ("2", "乙"), ("3", "丙")]
    assert {row.annex for row in found.rows} == {"附件1"}
    assert found.skipped == ()


def test_a_second_list_without_an_annex_line_is_an_annex_of_its_own():
    head = "序号 | 项目名称 | 项目内容 | 责任单位"
    _, found = listed(f"{head}\n1 | 甲 | 修路3公里 | 区交通局", f"{head}\n1 | 乙 | 修桥2座 | 区交通局")
    assert [row.annex for row in found.rows] == ["附件1", "附件2"]


def test_two_lists_below_each_other_on_one_sheet():
    _, found = listed("""
附件1 | < | < | <
序号 | 项目名称 | 项目内容 | 责任单位
1 | 甲 | 修路3公里 | 区交通局
附件2 | < | < | <
序号 | 项目名称 | 责任单位 | 项目内容
1 | 乙 | 区交通局 | 修桥2座
""")
    assert [(row.annex, row.name, row.content) for row in found.rows] == [
        ("附件1", "甲", "修路3公里"),
        ("附件2", "乙", "修桥2座"),
    ]


def test_what_is_taken_from_the_row_above_without_a_merged_cell_is_doubted():
    reading = notice.read(
        document("""
序号 | 项目名称 | 项目内容 | 责任单位
1 | 甲 | 修路3公里 | 区交通局
 | | 修桥2座 |
2 | | 修灯9盏 | 区城管局
""")
    )
    assert [(one.project, one.doubt, one.source) for one in reading.catalogue.doubts] == [
        ("附1-01-2", "责任单位空白，按上一行的“区交通局”理解", "第1张表第3行"),
        ("附1-02", "项目名称空白，按上一行的“甲”理解", "第1张表第4行"),
    ]


def test_a_figure_among_the_units_is_left_out_and_doubted():
    reading = notice.read(
        document("""
序号 | 项目名称 | 项目内容 | 责任单位
1 | 甲 | 修路3公里 | 区交通局、12万
 | 乙 | 修桥2座 | ①
""")
    )
    assert [one.units for one in reading.catalogue.projects] == [("区交通局",), ()]
    assert [(one.project, one.doubt) for one in reading.catalogue.doubts] == [
        ("附1-01-1", "责任单位里的“12万”不像单位名称，没有读入"),
        ("附1-01-2", "序号空白，按上一行的序号“1”理解"),
        ("附1-01-2", "责任单位里的“①”不像单位名称，没有读入"),
    ]


def test_a_unit_in_another_width_is_the_same_unit():
    reading = notice.read(
        document("""
序号 | 项目名称 | 项目内容 | 责任单位
1 | 甲 | 修路3公里 | 区住建局（区人防办）
2 | 乙 | 修桥2座 | ＡＢ公司、区住建局(区人防办)、AB公司
""")
    )
    assert [one.units for one in reading.catalogue.projects] == [
        ("区住建局（区人防办）",),
        ("ＡＢ公司", "区住建局（区人防办）"),
    ]
    assert [unit.name for unit in reading.catalogue.units] == ["区住建局（区人防办）", "ＡＢ公司"]


def test_numbers_that_stand_twice_or_leave_a_gap_are_doubted_and_keys_stay_apart():
    reading = notice.read(
        document("""
序号 | 项目名称 | 项目内容 | 责任单位
1 | 甲 | 修路3公里 | 区交通局
1 | 乙 | 修桥2座 | 区交通局
5 | 丙 | 修灯9盏 | 区城管局
""")
    )
    assert [one.key for one in reading.catalogue.projects] == ["附1-01-1", "附1-01-2", "附1-05"]
    assert [(one.project, one.doubt) for one in reading.catalogue.doubts] == [
        ("附1-01-2", "序号“1”与 附1-01-1 重复"),
        ("附1-05", "序号从1跳到5，缺 2、3、4"),
    ]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("序号 | 市州 | 计划完成数 | 累计开工数\n1 | 甲市 | 100 | 90", "找不到“项目名称或项目内容”和“责任单位”"),
        ("总投资 | 年度投资计划 | 形象进度 | 责任单位\n1 | 2 | 3 | 区住建局", "找不到“项目名称或项目内容”"),
        ("序号 | 项目名称 | 项目内容\n1 | 甲 | 修路3公里", "找不到“责任单位”"),
        ("地区 | 目标任务 | 进度\n甲区 | 3 | 4", "没有认得的表头，2 行没有导入"),
        ("甲 | 乙 | 丙\n1 | 2 | 3", "没有认得的表头"),
        (
            "序号 | 项目名称 | 责任单位 | 序号 | 项目名称 | 责任单位\n1 | 修路 | 区交通局 | 2 | 修桥 | 区水利局",
            "“项目名称”出现了两次，像是两张表左右并排",
        ),
    ],
)
def test_a_table_that_is_no_project_list_is_refused_with_the_reason(table, said):
    with pytest.raises(NoticeError) as refused:
        notice.read(document(table))
    assert said in str(refused.value)
    assert "第1张表第1行" in str(refused.value)


def test_a_row_that_does_not_fit_its_heading_is_skipped_and_said():
    rows, found = listed("""
序号 | 项目名称 | 项目内容 | 责任单位
1 | 甲 | 修路3公里 | 区交通局
2 | 乙 | 修桥2座
3 | 丙 | 修灯9盏 | 区城管局
""")
    assert [row[1] for row in rows] == ["甲", "丙"]
    assert found.unread == ("第1张表第3行：这一行有 3 格，表头有 4 列，对不上，没有导入（“2 乙 修桥2座”）",)


def test_a_column_whose_heading_says_nothing_is_a_doubt_and_one_of_progress_is_not():
    _, found = listed("""
民生项目 | 年度目标 | 建设规模 | 责任部门 | 挂钩领导 | 镇村意愿
扩大教育 | 新建学校4所 | 总面积3万平方米 | 教育局 | 张三 | 甲
""")
    assert [(row.name, row.content) for row in found.rows] == [("扩大教育", "新建学校4所\n总面积3万平方米")]
    assert found.unread == ("第1张表第1行：表头“镇村意愿”认不出是什么，这一列没有导入",)
    assert found.unused == ("挂钩领导", "镇村意愿")


def test_what_may_hold_a_project_and_was_not_read_is_a_doubt():
    reading = notice.read(
        document(
            "序号 | 项目名称 | 项目内容 | 责任单位\n1 | 甲 | 修路3公里 | 区交通局\n2 | 乙 | 修桥2座\n合计 | | |",
            "街道 | 联络员 | 手机\n东街 | 王五 | 139",
        )
    )
    assert [(one.source, one.doubt) for one in reading.catalogue.doubts] == [
        ("第1张表第3行", "没有读入：第1张表第3行：这一行有 3 格，表头有 4 列，对不上，没有导入（“2 乙 修桥2座”）"),
        ("第2张表第1行", "没有读入：第2张表第1行：上面没有认得的表头，2 行没有导入（第一行是“街道 联络员 手机”）"),
    ]
    assert reading.skipped == ("第1张表第4行：是合计行，不是项目，没有导入（“合计”）",)


def test_blank_cells_trimmed_from_the_end_of_a_numbered_row_cost_nothing():
    rows, found = listed("""
序号 | 项目名称 | 项目内容 | 责任单位 | 备注
1 | 甲 | 修路3公里 | 区交通局
 | 乙 | 修桥2座 | 区交通局
""")
    assert [row[1] for row in rows] == ["甲"]
    assert len(found.unread) == 1


def test_a_table_that_says_it_goes_on_opens_no_group():
    _, found = listed("""
序号 | 项目名称 | 项目内容 | 责任单位
1 | 甲 | 修路3公里 | 区交通局
续表 | < | < | <
序号 | 项目名称 | 项目内容 | 责任单位
2 | 乙 | 修桥2座 | 区交通局
""")
    assert [(row.name, row.group) for row in found.rows] == [("甲", ""), ("乙", "")]


def test_persons_beside_the_units_are_left_out_and_said():
    rows, found = listed("""
序号 | 工作任务 | 牵头单位及责任人
1 | 修路3公里 | 市交通局（局长：刘强）
2 | 修桥2座 | 市交通局\n刘强
3 | 修灯9盏 | 市城管局 王芳
""")
    assert [row[3] for row in rows] == [("市交通局",), ("市交通局",), ("市城管局",)]
    assert found.unused == ("牵头单位及责任人（其中的姓名）",)


def test_a_stroke_for_no_money_is_no_doubt():
    reading = notice.read(document("项目名称 | 年度计划投资 | 责任单位\n甲 | — | 区交通局\n乙 | 面议 | 区交通局"))
    assert [(one.project, one.doubt) for one in reading.catalogue.doubts] == [
        ("附1-02", "年度计划投资“面议”读不出一个数，没有导入")
    ]


@pytest.mark.parametrize(
    ("line", "annex"),
    [
        ("附件1", "附件1"),
        ("附件 2", "附件2"),
        ("附件３：责任分解表", "附件3"),
        ("附件十二", "附件12"),
        ("附表2", "附件2"),
        ("附件：1.责任分解表", ""),
        ("见附件1", ""),
    ],
)
def test_lines_that_open_an_annex(line, annex):
    assert annex_of(line) == annex


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("序  号", Role.NUMBER),
        ("责任\n单位", Role.UNIT),
        ("区责任单位", Role.UNIT),
        ("实事项目", Role.NAME),
        ("工作举措及实施计划", Role.CONTENT),
        ("涉及西湖区工作指标", Role.CONTENT),
        ("配合单位", Role.SUPPORT),
        ("年度计划投资（万元）", Role.PLAN),
        ("累计完成投资", Role.OTHER),
        ("投资计划完成率", Role.OTHER),
        ("完成时限", Role.OTHER),
        ("6月底目标", Role.OTHER),
        ("上半年任务", Role.OTHER),
        ("十四五目标", Role.OTHER),
        ("2021年目标任务", Role.CONTENT),
        ("12月底目标", Role.CONTENT),
        ("项目性质", Role.OTHER),
        ("工作进度安排", Role.OTHER),
        ("项目类别", Role.GROUP),
        ("随便什么", None),
    ],
)
def test_headings_by_meaning(heading, role):
    assert role_of(heading) is role
