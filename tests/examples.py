"""A small 项目库 for tests: joint projects, long texts, text that looks like a formula, a target to stay below."""

from shishi_xl.core.issue import ValueKey
from shishi_xl.core.model import Catalogue, Direction, Indicator, Project, Unit
from shishi_xl.core.period import Period
from shishi_xl.core.settings import Settings

KEY = b"0123456789abcdef0123456789abcdef"
JUNE = Period(2020, 6)
LONG = "完成校舍主体结构和室内装修，同步实施运动场、围墙、管网和校园绿化。" * 12


def project(key, number, name, content, *units, **more):
    return Project(key, key[:2].replace("附", "附件"), "一、教育", "", number, name, content, units, **more)


SETTINGS = Settings(
    {"区县": "北碚区", "年度": "2020", "汇总单位": "区发展改革委", "联系人": "王某", "电话": "023-60000000",
     "邮箱": "fgw@example.cn"}
)  # fmt: skip
CATALOGUE = Catalogue(
    projects=(
        project("附1-05-1", "5", "新建学校", "新建学校2所，建筑面积3万平方米。", "区教委", plan=1200.0),
        project("附1-05-2", "5", "新建学校", "改造幼儿园10所。", "区教委", "区卫生健康委"),
        project("附2-01", "1", "=1+1", "+附带的说明\n@换行", "区教委"),
        project("附2-02", "2", "校园环境整治", LONG, "区教委"),
        project("附2-03", "3", "稳定就业", "城镇登记失业率控制在4.3%以内。", "区人力社保局"),
    ),
    indicators=(
        Indicator("附1-05-1", "新建学校", 2, "所"),
        Indicator("附1-05-1", "建筑面积", 3, "万平方米"),
        Indicator("附1-05-2", "改造幼儿园", 10, "所"),
        Indicator("附2-01", "-危险的名字", 5, "个"),
        Indicator("附2-03", "登记失业率", 4.3, "%", Direction.AT_MOST),
    ),
    units=(Unit("区教委"), Unit("区卫生健康委"), Unit("区人力社保局")),
    settings=SETTINGS,
)
MAY_VALUES = {
    ValueKey("附1-05-1", "", "形象进度"): "截至5月25日，主体结构完成60%。",
    ValueKey("附1-05-1", "", "完成投资"): 500.0,
    ValueKey("附1-05-1", "新建学校", "本期累计"): 1.0,
    ValueKey("附1-05-1", "建筑面积", "本期累计"): 1.2,
    ValueKey("附1-05-2", "改造幼儿园", "本期累计"): 4.0,
    ValueKey("附1-05-2", "", "存在的主要问题"): '=HYPERLINK("http://example.cn")',
}
