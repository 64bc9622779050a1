"""Lists told in paragraphs, in the layouts of several offices: the same rows as a table gives, what is not sure said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shishi_xl.core import notice
from shishi_xl.core.document import Document, NoticeError
from shishi_xl.core.paragraph_items import name_and_rest
from shishi_xl.word import notice as notice_file
from tests.notices import document


def read(text):
    return notice.read(notice_file.read(text.encode(), "通知.txt"))


def rows(text):
    return [
        (one.group, one.number, one.name, one.content, "、".join(one.units)) for one in read(text).catalogue.projects
    ]


def doubts(text):
    return [one.doubt for one in read(text).catalogue.doubts]


CLASSES = """
临江区人民政府办公室关于印发临江区2026年民生实事项目的通知
各镇（街道），区各部门、直属单位：
经区政府常务会议研究同意，现将2026年民生实事项目印发给你们。
一、交通出行类（2项）
1. 四好农村路建设：新改建农村公路113公里，改造危桥6座。（责任单位：区交通局、各镇街）
2、公交候车亭：新建公交候车亭45座。（责任单位：区交通局；完成时限：10月底前）
二、公共教育类（1项）
3．普惠托育：新增托位800个。（牵头领导：王某某；配合单位：区教育局、各镇街；牵头单位：区卫健委）
各责任单位请于每月25日前将进展情况报送区发改委汇总。联系人：李工；联系电话：0512-66668888。
临江区人民政府办公室
2026年2月1日
"""


def test_one_paragraph_a_project_with_its_units_in_brackets():
    assert rows(CLASSES) == [
        (
            "一、交通出行类（2项）",
            "1",
            "四好农村路建设",
            "新改建农村公路113公里，改造危桥6座。",
            "区交通局、各镇街",
        ),
        ("一、交通出行类（2项）", "2", "公交候车亭", "新建公交候车亭45座。", "区交通局"),
        ("二、公共教育类（1项）", "3", "普惠托育", "新增托位800个。", "区卫健委、区教育局、各镇街"),
    ]
    reading = read(CLASSES)
    assert reading.unused == ("完成时限", "牵头领导")
    assert (reading.skipped, reading.catalogue.doubts) == ((), ())
    assert reading.catalogue.settings.values == {
        "区县": "临江区",
        "年度": "2026",
        "汇总单位": "区发改委",
        "截止日": "25",
        "联系人": "李工",
        "电话": "0512-66668888",
    }


def test_the_same_list_as_a_table_gives_the_same_catalogue():
    table = """
序号 | 项目名称 | 项目内容 | 责任单位
一、交通出行类（2项） | < | < | <
1 | 四好农村路建设 | 新改建农村公路113公里，改造危桥6座。 | 区交通局、各镇街
2 | 公交候车亭 | 新建公交候车亭45座。 | 区交通局
二、公共教育类（1项） | < | < | <
3 | 普惠托育 | 新增托位800个。 | 区卫健委、区教育局、各镇街
"""
    told, tabled = read(CLASSES).catalogue, notice.read(document("临江区2026年民生实事项目", table)).catalogue
    assert (told.projects, told.indicators, told.units) == (tabled.projects, tabled.indicators, tabled.units)


def test_units_and_terms_on_lines_of_their_own():
    text = """
临江区2026年民生实事任务分工
一、便民服务
（一）农贸市场改造
改造农贸市场5个，新增摊位300个。
牵头单位：区商务局
配合单位：区市场监管局、
有关镇街
完成时限：12月底前
（二）停车设施
新增公共泊位2000个。
牵头单位：区城管局
完成时限：11月底前
工作要求
各单位要高度重视，每月20日前报送进展。
"""
    assert rows(text) == [
        ("一、便民服务", "1", "农贸市场改造", "改造农贸市场5个，新增摊位300个。", "区商务局、区市场监管局、有关镇街"),
        ("一、便民服务", "2", "停车设施", "新增公共泊位2000个。", "区城管局"),
    ]
    assert doubts(text) == []


def test_labels_in_square_brackets_and_money():
    text = """
青溪县2026年十件民生实事
1、农村供水保障
【项目内容】新建供水管网86公里，
新增受益人口1.2万人。
【责任单位】县水利局、各乡镇
【完成时限】2026年12月底前
2、校舍改造
项目内容：改造校舍12所。
计划投资：1.2亿元
【责任单位：县教育局】
"""
    assert rows(text) == [
        ("", "1", "农村供水保障", "新建供水管网86公里，新增受益人口1.2万人。", "县水利局、各乡镇"),
        ("", "2", "校舍改造", "改造校舍12所。", "县教育局"),
    ]
    assert [one.plan for one in read(text).catalogue.projects] == [None, 12000.0]


def test_units_told_by_what_they_do():
    text = """
东港市2026年为民办实事项目
第一项 校园食堂提升。改造提升学校食堂36个，惠及学生2万人。（市教育局牵头，各区镇配合）
第二项 困难家庭适老化改造。完成适老化改造400户。（由市民政局负责）
第三项 公园绿地。新建口袋公园9个、绿道22公里。（市城管局、市住建局，各区镇）
第四项 安置房建设。竣工安置房1200套，由市住建局、市国资委牵头，各街道配合。
"""
    assert rows(text) == [
        ("", "1", "校园食堂提升", "改造提升学校食堂36个，惠及学生2万人。", "市教育局、各区镇"),
        ("", "2", "困难家庭适老化改造", "完成适老化改造400户。", "市民政局"),
        ("", "3", "公园绿地", "新建口袋公园9个、绿道22公里。", "市城管局、市住建局、各区镇"),
        ("", "4", "安置房建设", "竣工安置房1200套", "市住建局、市国资委、各街道"),
    ]


def test_a_project_of_one_sentence_is_called_by_how_it_begins():
    text = """
云岭区2026年重点民生实事
一、住房保障
①改造城镇老旧小区24个、惠及居民5600户，年底前完工。责任单位：区住建局、区城投集团。
②整治黑臭水体8条（责任单位：区生态环境局）。
"""
    assert rows(text) == [
        (
            "一、住房保障",
            "1",
            "改造城镇老旧小区24个、惠及居民5600户",
            "改造城镇老旧小区24个、惠及居民5600户，年底前完工。",
            "区住建局、区城投集团",
        ),
        ("一、住房保障", "2", "整治黑臭水体8条", "整治黑臭水体8条", "区生态环境局"),
    ]


def test_contents_of_several_lines_under_the_units_or_above_them():
    text = """
云岭区2026年重点民生实事
（1）老旧小区改造
1）改造老旧小区24个。
2）加装电梯60部。
责任单位：区住建局
（2）公厕改造（责任单位：区城管局）
新建公厕12座。
改建公厕20座。
请各单位抓好落实。
"""
    assert rows(text) == [
        ("", "1", "老旧小区改造", "1）改造老旧小区24个。\n2）加装电梯60部。", "区住建局"),
        ("", "2", "公厕改造", "新建公厕12座。\n改建公厕20座。", "区城管局"),
    ]


def test_lines_broken_for_their_width_and_numbers_that_begin_anew():
    text = """
临江区2026年民生实事项目
（一）水务
    1. 农村生活污水治理：完成36个行政村农村生活污水治理，铺
- 2 -
设管网120公里，出水水质达标率90%以上。（责任单位：区水务局、
各镇）
（二）交通
    1. 城乡公交一体化：优化调整公交线路12条，新增新能源公交
车40辆。（责任单位：区交通运输局）
"""
    assert [row[3:] for row in rows(text)] == [
        ("完成36个行政村农村生活污水治理，铺设管网120公里，出水水质达标率90%以上。", "区水务局、各镇"),
        ("优化调整公交线路12条，新增新能源公交车40辆。", "区交通运输局"),
    ]
    assert [one.key for one in read(text).catalogue.projects] == ["附1-一-01", "附1-二-01"]


def test_a_list_without_numbers_is_counted():
    text = """
2026年临江区民生实事项目
实施雨污分流改造，新建雨污水管网46公里，年内完工。（责任单位：区住建局）
新建社区嵌入式养老服务中心6个，新增床位180张。（责任单位：区民政局、各街道）
"""
    assert [row[1:3] for row in rows(text)] == [("1", "实施雨污分流改造"), ("2", "新建社区嵌入式养老服务中心6个")]


def test_what_is_not_sure_is_doubted_and_letters_and_demands_are_no_projects():
    text = """
关于做好2026年民生实事工作的通知
附件：1. 临江区2026年民生实事清单
2. 临江区2026年民生实事推进情况表
一、提高认识。各单位要加强领导。
二、按时报送。请于每月20日前报区政府督查室。
附件1
临江区2026年民生实事清单
一、就业创业：新增城镇就业1.2万人。（责任单位：区人社局）
二、全民健身：新建健身点位60处。
四、文化惠民：送戏下乡300场。（责任单位：区文广旅局）送书3万册。（责任单位：区图书馆）
五、安全用气：更换燃气软管2万户。（责任单位：区住建局）
区政府将适时组织督查。
有关工作要求
一、加强调度，实行月报。
二、加强督查。
"""
    assert [(row[1], row[2], row[4]) for row in rows(text)] == [
        ("1", "就业创业", "区人社局"),
        ("2", "全民健身", ""),
        ("4", "文化惠民", "区文广旅局、区图书馆"),
        ("5", "安全用气", "区住建局"),
    ]
    assert doubts(text) == [
        "没有读入：正文第14段起 2 段：有序号，没有责任单位，没有导入（“一、加强调度，实行月报。”）",
        "没有读入：正文第12段：在最后一个项目后面，像是结尾的话，没有导入（“区政府将适时组织督查。”）",
        "序号从2跳到4，缺 3",
        "这一项里有 2 处写了责任单位，合在一起按一个项目理解，以最先写的为牵头",
    ]


def test_an_annex_of_paragraphs_beside_one_of_tables():
    reading = notice.read(
        document(
            "1. 落实责任。（责任单位：区发改委）",
            "附件1",
            "序号 | 项目名称 | 项目内容 | 责任单位\n1 | 甲 | 修路3公里 | 区交通局",
            "附件2",
            "1. 公厕改造：新建公厕12座。（责任单位：区城管局）",
        )
    )
    assert [(one.key, one.name) for one in reading.catalogue.projects] == [("附1-01", "甲"), ("附2-01", "公厕改造")]
    assert [one.doubt for one in reading.catalogue.doubts] == [
        "没有读入：正文第1段起有 1 段像是项目；项目清单另有表格，这几段没有导入"
    ]


def test_paragraphs_that_begin_with_a_tab_are_paragraphs():
    text = "临江区2026年民生实事\n\t1. 公厕改造：新建公厕12座。（责任单位：区城管局）\n\n\t2. 修路：修路3公里。（责任单位：区交通局）\n"
    assert [row[2] for row in rows(text)] == ["公厕改造", "修路"]


def test_a_notice_of_paragraphs_that_lists_nothing_is_refused_with_both_examples():
    with pytest.raises(NoticeError, match=r"责任单位、备注；或者一个项目一段.*1\. 农村公路建设"):
        read("关于加强管理的通知\n一、提高认识。\n二、按时报送，请各责任单位：认真落实。\n")


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("停车设施：新增泊位300个。", "停车设施", "新增泊位300个。"),
        ("停车设施——新增泊位300个。", "停车设施", "新增泊位300个。"),
        ("停车设施 新增泊位300个。", "停车设施", "新增泊位300个。"),
        ("公共场所除颤仪（AED）配置：新增AED 100台。", "公共场所除颤仪（AED）配置", "新增AED 100台。"),
        ("新建公厕20座。改造公厕30座。", "新建公厕20座", "新建公厕20座。改造公厕30座。"),
        ("2026年，新建公厕20座，年底投用。", "2026年，新建公厕20座", "2026年，新建公厕20座，年底投用。"),
        ("新建学校3所，分别为：甲校、乙校。", "新建学校3所", "新建学校3所，分别为：甲校、乙校。"),
        ("停车设施", "停车设施", ""),
    ],
)
def test_the_name_at_the_head_of_a_line(line, name, rest):
    assert name_and_rest(line) == (name, rest)


PIECES = st.sampled_from(
    ["一、", "（一）", "1.", "（2）", "③", "第四项", "百十、", "第一类", "修路3公里", "：", "。", "，", "（", "）", "【", "】", "责任单位：", "牵头单位", "区教委",
     "区交通局", "完成时限：", "牵头", "配合", "项目内容：", "（3项）", "附件1", "附件：", "\n", "\n", " "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_lines_are_refused_or_read(text):
    paragraphs = tuple(line.strip() for line in text.split("\n") if line.strip())
    try:
        found = notice.read(Document(paragraphs)).catalogue
    except NoticeError:
        return
    assert all(one.name and one.content and one.number for one in found.projects)


def test_a_bracket_left_open_before_the_units_is_closed():
    found = rows("一、养老服务。新增养老床位300张。（责任单位：县民政局\n二、修路。修路3公里。（责任单位：县交通局）")
    assert [(name, units) for _, _, name, _, units in found] == [("养老服务", "县民政局"), ("修路", "县交通局")]
