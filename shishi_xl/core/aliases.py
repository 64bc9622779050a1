"""How offices shorten their names: 教委 = 教育委员会. One table, from which 全称 and 别名 of the catalogue are made."""

from __future__ import annotations

import re

from shishi_xl.patterns import regex

# Each row is one kind of office: the full form first, then the forms in use. Only kinds whose full form is the same
# wherever the short form is used stand here; a catalogue's 全称 and 别名 overrule all of it.
OFFICES = (
    ("教育委员会", "教委"),
    ("发展和改革委员会", "发展改革委员会", "发展改革委", "发改委"),
    ("发展和改革局", "发展改革局", "发改局"),
    ("经济和信息化委员会", "经济信息化委", "经济信息委", "经信委"),
    ("经济和信息化局", "经济信息化局", "经信局"),
    ("科学技术局", "科技局"),
    ("民族宗教事务委员会", "民族宗教委", "民宗委"),
    ("公安分局",),
    ("民政局",),
    ("司法局",),
    ("财政局",),
    ("人力资源和社会保障局", "人力资源社会保障局", "人力社保局", "人社局"),
    ("规划和自然资源局", "规划自然资源局", "规资局", "规自局"),
    ("自然资源和规划局", "自然资源规划局", "资规局"),
    ("生态环境局",),
    ("住房和城乡建设委员会", "住房城乡建设委", "住房城乡建委", "住建委"),
    ("住房和城乡建设局", "住房城乡建设局", "住建局"),
    ("城市管理局", "城管局"),
    ("交通局",),
    ("交通运输局",),
    ("水利局",),
    ("农业农村委员会", "农业农村委", "农委"),
    ("农业农村局",),
    ("商务委员会", "商务委"),
    ("商务局",),
    ("文化和旅游发展委员会", "文化旅游发展委", "文化旅游委", "文旅委"),
    ("文化广电和旅游局", "文化广电旅游局", "文广旅局"),
    ("文化和旅游局", "文化旅游局", "文旅局"),
    ("卫生健康委员会", "卫生健康委", "卫健委"),
    ("卫生健康局", "卫健局"),
    ("退役军人事务局", "退役军人局"),
    ("应急管理局", "应急局"),
    ("审计局",),
    ("国有资产监督管理委员会", "国资委"),
    ("市场监督管理局", "市场监管局"),
    ("体育局",),
    ("统计局",),
    ("林业局",),
    ("园林绿化局",),
    ("医疗保障局", "医保局"),
    ("信访办公室", "信访办"),
    ("乡村振兴局",),
    ("税务局",),
    ("气象局",),
    ("残疾人联合会", "残联"),
    ("妇女联合会", "妇联"),
    ("工商业联合会", "工商联"),
    ("总工会",),
    ("政务服务管理办公室", "政务服务办", "政务办"),
    ("大数据应用发展管理局", "大数据发展局", "大数据局"),
)
_KIND = {form: forms for forms in OFFICES for form in forms}
_PREFIX = regex(r"^([市区县州])(?=.)")
_STREET = regex(r".{1,6}街道$")
_TOWN = regex(r".{1,6}[镇乡]$")
_OF_A_PLACE = regex(r".+(?:街道|镇|乡)(?:办事处|办|人民政府|政府)?$")
_SEAT = regex(r"(?<=[镇乡])(?:人民)?政府$|(?<=街道)办(?:事处)?$")


def forms_of(stem: str) -> tuple[str, ...]:
    """Return every form of an office's name without its place, the full one first; empty for an unknown kind."""
    return _KIND.get(stem, ())


def stem_of(name: str, district: str = "") -> str:
    """Return a unit's name without the place before it: 区教委, 北碚区教委, 重庆市北碚区教委 → 教委.

    A town may bear the district's own name (海门街道, 沛城街道): it is cut off only where the name of a town is left.
    """
    town = _OF_A_PLACE.fullmatch(name) is not None
    places = {district, *(() if town else (district[-1:],)), district[:-1]} - {""}
    for place in sorted(places, key=len, reverse=True):
        at = name.find(place)
        rest = name[at + len(place) :]
        if town and place != district and (len(place) < 2 or not re.match(r"..+(?:街道|镇|乡)", rest)):
            continue
        if place in name and (at == 0 or name[:at].endswith(("市", "省", "区"))) and len(name) > at + len(place) + 1:
            return rest
    return name if town else _PREFIX.sub("", name)


def full_name(name: str, district: str, city: str = "") -> str:
    """Return the 全称 of a unit where it is sure, "" otherwise: 区教委 → 重庆市北碚区教育委员会."""
    forms = forms_of(stem_of(name, district))
    if not forms or not district:
        return ""
    if forms[0] == "公安分局":
        return f"{city}公安局{district}分局" if city else ""
    if name.startswith("市") and not district.endswith("市"):
        return f"{city}{forms[0]}" if city else ""
    return f"{city}{district}{forms[0]}"


def aliases(name: str, district: str) -> tuple[str, ...]:
    """Return the other names a unit goes by: its office's other short forms, and each with the district before it."""
    stem = stem_of(name, district)
    mark = "" if name == stem else district[-1:]
    if name.startswith("市") and mark != "市":
        mark, district = "市", ""
    if _STREET.fullmatch(stem):
        forms: tuple[str, ...] = (f"{stem}办事处", f"{stem}办", f"{stem.removesuffix('道')}办")
        found = [*forms, *(f"{district}{form}" for form in (stem, forms[0]))]
        found += [f"{district}人民政府{forms[0]}"] if district else []
    elif _TOWN.fullmatch(stem):
        found = [f"{stem}人民政府", f"{stem}政府", f"{district}{stem}", f"{district}{stem}人民政府"]
    elif forms := forms_of(stem):
        found = [f"{mark}{form}" for form in forms]
        found += [f"{district}{form}" for form in forms] if district else []
    else:
        found = [f"{district}{stem}"] if mark and district else []
    return tuple(dict.fromkeys(alias for alias in found if alias != name))


def same_office(one: str, other: str, district: str = "") -> bool:
    """Return whether two names are forms of one office: 区卫健委 and 区卫生健康委, 竹溪镇 and 竹溪镇人民政府."""
    first, second = (_SEAT.sub("", stem_of(name, district)) for name in (one, other))
    seated = first == second and first.endswith(("镇", "乡", "街道"))
    return seated or second in forms_of(first)


def known_office(name: str, district: str = "") -> bool:
    """Return whether a unit is of a kind the table knows."""
    return bool(forms_of(stem_of(name, district)))
