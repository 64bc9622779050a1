"""Target words: the vocabulary that every rule about a 项目内容 shares."""

from __future__ import annotations

import re

from shishi_xl.patterns import regex


def any_of(listing: str) -> str:
    """Return a pattern of the words of a listing, the longest first."""
    return "|".join(sorted(map(re.escape, listing.split()), key=len, reverse=True))


# What a unit does to a thing that it then has delivered.
VERB = regex("保障(?!性)|安置(?![房住小区点])|" + any_of(
    "新装 新建 改建 扩建 改扩建 新改建 新(改)建 建设 修建 建成 建好 兴建 续建 复建 重建 完成 实现 打造 创建 培育 建立 设立 设置 布设 布局 增设 新设 配备 配置 配建 "
    "配套 安装 加装 更换 更新 升级 改造 提升 提质 优化 整治 治理 修复 修缮 维修 加固 维护 清淤 疏浚 疏通 硬化 绿化 亮化 美化 铺设 敷设 新铺设 新增 增加 增建 增补 增种 "
    "新开 新辟 开通 开设 开办 开展 举办 组织 实施 推进 落实 提供 发放 资助 救助 帮扶 扶持 补助 补贴 奖励 培训 培养 培育 筛查 体检 检查 接种 检测 抽检 "
    "监测 惠及 受益 覆盖 涉及 解决 帮助 促进 吸纳 转移 引进 招聘 招录 就业 创业 拆除 搬迁 征收 腾退 消除 化解 筹集 筹建 供应 投放 投用 投入 启用 种植 栽植 "
    "植树 造林 营造 治沙 复垦 开垦 恢复 连通 贯通 接入 改善 巩固 确保 力争 达到 达 不低于 不少于 完善 开发 采购 购置 更替 淘汰 回收 处置 处理 认定 评选 选树 "
    "签约 开工 竣工 交付 分配 开放 收购 回购 收储 购买 盘活 打通 推动 配发 赠送 捐赠 慰问 探访 流转 "
    "划设 施划 架设 迁建 归集 录入 受理 调解 派驻 选派 选聘 上门 推广 募集 清掏 挽回 追讨"
))  # fmt: skip

# What stands between a thing and the level it is to reach.
AT_LEAST = "达到 达 提高到 提高至 提升到 提升至 增加到 增加至 增长到 增至 升至 恢复到 恢复至 不低于 不少于 不小于 不得低于 不得少于 高于 大于 超过 突破 ≥ >"
AT_MOST = (
    "控制在 控制到 不超过 不得超过 不高于 不得高于 不大于 不多于 低于 小于 少于 降至 降到 降低到 降低至 下降到 下降至 缩短至 缩短到 压缩至 压缩到 压减到 压减至 "
    "压降至 压降到 减少到 减少至 ≤ <"
)
KEPT_AT = "稳定在 巩固在 维持在 保持在 稳定到"
LEVEL = f"(?<!下)(?:{any_of(f'{AT_LEAST} {AT_MOST} {KEPT_AT}')})"  # 下达 is no level

# Words before an amount that adds up others.
IN_ALL = regex(r"(?:^|[一总])共计?|合计|总计|累计|总数")

# So many for every so many people: a level in itself.
PER_PEOPLE = r"(?:每(?:[百千万]|十万|百万|10{1,5}万?)(?:人口?|名[一-龥]{0,4}|户|位)?|^(?:[千万]|10万)人口?)"
