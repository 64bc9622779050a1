"""Lexicon: the words of progress reports by what they say of a number near them. All of it is data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache


class Kind(Enum):
    """What a word says of the amounts it governs."""

    __hash__ = (
        object.__hash__
    )  # members are singletons; the inherited hash is slow, and marks are looked up by the thousand

    DONE = "完成"
    LATER = "完成后的环节"  # 投用, 验收, 移交: finished, and often only some of what is finished
    ACT = "动作"  # 改造, 安装, 新增: finished when nothing near it says otherwise
    WEAK = "泛动作"  # 建设, 实施, 推进: says nothing without 已 or 累计
    START = "开工"
    GOING = "在建"
    NOT = "未"
    PREPARE = "前期或旁事"  # 招标, 选址, 排查, 协调: never the deliverable
    FUTURE = "将来"
    SHOULD = "目标"
    TOTAL = "累计"
    NOW = "截至目前"
    ALREADY = "已"
    ALL = "全部"
    MONTH = "当期"
    LAST = "截至上期"
    EARLIER = "以前期间"
    PRIOR = "往年"
    STOCK = "存量"
    THIS_YEAR = "今年"
    SUBSET = "其中"
    REST = "其余"
    REMAIN = "仅剩"
    EXCEPT = "除外"
    COMPARE = "比较"
    RISE = "增减"
    CORRECT = "更正"
    WRONG = "误报"
    EACH = "每"
    RESPECTIVE = "分别"
    VAGUE = "概述"
    FILLER = "虚词"


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of the lexicon where it stands in the plain text."""

    kind: Kind
    start: int
    end: int
    word: str
    months: tuple[int, int] | None = None  # the first and the last month it covers, of a time within the year


# Words that make an amount a report of what there is by now.
REPORTING = frozenset({Kind.ALREADY, Kind.TOTAL, Kind.NOW, Kind.DONE, Kind.LATER, Kind.ALL, Kind.CORRECT})

_WORDS: dict[Kind, str] = {
    Kind.DONE: (
        "一次通过竣工验收 一次性通过竣工验收 一次通过验收 一次性通过验收 清零 了结 拉起 立起 竖起 搭起 架起 撑起 办起 开起 盖起 支起 跑起来 建起来 用起来 转起来 立起来 搭起来 办起来 开起来 种起来 装起来 布置妥当 画上句号 新改建成 改建成 改扩建成 搬下山 搬下来 搬出来 搬进 搬完 整好 整完 立好 实配 拿下 翻修好 翻修完 弄好 弄完 搞好 搞完 搞定 打好了 打成 打完 接好 OK ok 点火通气 完成 建成 完工 竣工 建好 建完 建毕 落成 完毕 完结 贯通 铺通 打通 接通 通气 通水 通电 通车 新开通 开通 办结 兑现 实现 建起 收官 结束 做完 修通 修好 修完 装好 装完 "
        "训完 发完 清完 送完 配完 铺完 改完 拆完 种完 干完 竣工验收 竣工验收合格 完工验收合格 完工验收 建成投用 建成投入使用 建成使用 建成开放 建成通车 建成运营 全线贯通 达到 达 达成 实绩 实录 办理完成 到位 主体竣工 落地 "
        "足额发放 发放到位 发放完毕 取得实效 通过竣工验收 竣工备案 竣工验收备案 竣工验收备案证 销号 创成 完竣 完成率 完工率 竣工率 建成率 完成量 完成数 改好 建齐 收工 收尾完工 成型 成形 取证 领证 建结 结业 毕业 实筛 实检 实训 实发 实种 实补 实查 实植 实装 实换 实领 实签 实助 实救 实办"
    ),
    Kind.LATER: (
        "收托 开门收托 发到手 亮牌 亮牌启用 发下去 发出去 送下去 送出去 点亮 亮灯 投勤 联网开通 出水 联网投用 通行 恢复通行 结业发证 发证 颁证 搬进新居 搬入新居 搬进新房 住进新居 住进新房 住上新房 乔迁新居 到岗 到岗履职 复市 复业 开门 开张 拿到证书 取得证书 获得证书 领到证书 拿证 使用标志 登记使用 通过检验 乘用 调试好 调试完毕 获评 被评为 上路 上路运营 交用 上墙 上墙启用 开班 开课 开讲 开营 挂牌办公 放行 交钥匙 测评合格 考评合格 考核合格 鉴定合格 送检合格 完成验收 验收完成 投用 投入使用 投入运营 投入运行 投运 交付 交付使用 移交 启用 开放 开业 新开业 新开张 新投用 新开放 开园 开诊 开馆 开餐 开灶 开伙 营业 运营 验收 验收合格 试压合格 吹扫试压合格 调试合格 检测合格 试运行 通过验收 通过区级验收 挂牌 交工 交工验收 初验 初验合格 通过初验 通过街道初验 通过镇级初验 通过区级初验 复验 通过复验 终验 联合验收 通过联合验收 通过交工验收 入住 使用 运行 回迁 投产 对外开放 投入执勤 投入办公 投入教学 投入服务 投入生产 投入营业 投入试运行 投入接诊 投入值守 投入管理 授牌 开学 上线 并网 达标 命名 使用登记 执业 接诊 营运 投营"
    ),
    Kind.ACT: (
        "营造 清掉 拆掉 铲掉 挖掉 除掉 清出 推广 化解 转建 转改 拔除 剪除 打卡 报废更新 放款 放贷 拆改 换掉 增容 加宽 清理 开设 覆膜 翻修 画线 挂表 挂装 新修 新辟 开辟 扶持 补建 增建 搭建 翻建 拓宽 优化 购置 新购 更替 淘汰 上牌 植 补栽 硬化 敷设 铺设 改造 解危 安装 加装 新建 新增 新改建 改建 改扩建 扩建 修建 修缮 维修 除险加固 加固 整治 治理 清淤 疏浚 疏通 更新 更换 升级 提升 提档升级 提档 施划 打造 培训 筛查 体检 发放 "
        "救助 资助 补贴 帮扶 安置 种植 再添 又添 新添 增添 筹到 筹得 发出 签发 制发 颁发 栽植 栽种 植树 造林 人工造林 飞播造林 惠及 受益 覆盖 接种 招录 吸纳 转移 创建 认定 设立 配备 配建 投放 布设 布建 划线 办理 整修 组建 架设 解决 "
        " 供应 筹集 开办 减免 免除 检测 诊疗 救治 修复 恢复 排危 消除 新铺 铺装 新装 新建成 新铺设 改厕 提质 新开 配置 加盖 翻新 重建 复绿 兑付 "
        "护岸 配送 举行 演出 放映 建立 亮化 美化 换新 改良 招聘 参训 受训 核发 销售 巡诊 新种 补植 "
        "补助 参保 配发 适配 拆除重建 拆旧建新 增设 增加 新设 盘活 配租 迁建 续建 恢复建设 复垦 平整 轮训"
    ),
    Kind.WEAK: "参加 服务 保障 处理 监测 绿化 组织 设置 提供 开展 支持 帮助 分配 处置 举办 培育 引进 开发 就业 创业 建设 实施 推进 进行 覆盖到 涵盖 共有 有 施工  位于 分布",
    Kind.START: "开工 新开工 动工 开建 破土 启动 开工建设 进场施工 进场 移交施工 投建 开始 开始干 动手 进入施工 破土动工 全面铺开 铺开 展开 挂网 入场 开干",
    Kind.GOING: (
        "施工至 施工到 在做 在干 在建 在建设 在建设中 在施工中 在推进中 在实施中 在进行中 正在 施工中 建设中 推进中 实施中 进行中 正组织 正按 正由 正加 正推进 正抓 正开展 正准备 正做 正进行 正办 正逐 正全力 正施工 收尾 收尾阶段 加快推进 有序推进 同步推进 稳步推进 抓紧 抓紧施工 加紧 加快 赶工 扫尾 建设阶段 施工阶段 同步实施 同步施工 "
        "处于 进入 陆续 分批 攻坚 推进当中 继续 在施 在办 在改 在修 在装 在训 正常推进 正有序 办理中"
    ),
    Kind.NOT: "无法 在路上 零开工 验收不通过 竣工验收不通过 验收被退回 验收未通过 竣工验收未通过 验收不合格 初验不合格 复验不合格 终验不合格 验收未合格 验收不达标 验收未达标 验收不过关 未 尚未 没有 还没有 无一 尚没有 暂未 仍未 均未 未能 还未 还没 没能 没 并未 未曾 尚无 暂无 暂缓 停工 未予 不具备 为零 为0",
    Kind.PREPARE: (
        "拆迁 征迁 注册 同意 签字同意 选出 备选 初选 遴选 挑选 供地 交地 消杀 调减 退役 偿还 代偿 托管 封闭 冲洗 接管 水毁 损毁 取缔 保洁 稳定就业 取消 停用 关闭 报废 消毒 保养 撤并 撤销 通知 回收 收回 催收 逾期 定标 询价 议价 梳理 视察 巡视 暗访 督导 普查 考察 考察学习 观摩 借鉴 登记 签约 建档 选点 安排 部署 要求 推动 拆除 征收 搬迁 腾退 腾房 影响 落实 报装 受阻 制约 涉及 参观 演练 张贴 解释 受理 走访慰问 立案 关停 检修 选址 公示 立项 评审 招标 招投标 招采 挂牌招标 签合同 签订 签定 摸底 鉴定 设计 地勘完成 完成地勘 完成物探 物探完成 详勘 验货 勘察 踏勘 勘测 测绘 测量 放线 放样 论证 批复 环评 可研 初设 概算 预算 审查 审批 审核 备案 采购 订购 "
        "到货 下单 中标 图审 征询 征求 摸排 排查 核查 走访 巡查 抽查 督查 检查 调查 申报 上报 申请 受理 储备 谋划 策划 回访 随访 巡修 巡检 巡护 表决 表决通过 投入 出动 召开 协调 张贴 宣传 培训班 处罚 整改 移栽 清表 约谈 "
        "迁改 迁移 发现 收集 动员 意见 协议 合同 方案 手续 用地 征地 规划 图纸 施工图 清单 台账 名单 点位选定 选定 送检 送样 确定 落实资金 拨付 到位资金 交底 调研 座谈 会议 公告 预审 报批 备料 "
        "机械 设备 工人 人员 材料 问题 隐患 预约 报名 入库 评估 议事 对接 开标 复核 配套资金 样板 测算 核实户数 前期 准备 筹备 编制 围挡 备案率 签约率 开工率 "
        "邻区 邻县 邻镇 周边区县 周边县 兄弟区县 外区 外县 网传 据传 传言 有人说 有人反映 有群众说 有群众反映 有网民说 有网民反映 有网友称 有网民称 工单称 举报称 反映称 投诉称 权属 拆迁协议 三通一平 场平 许可证 许可 开工令 投诉 事故 矛盾"
    ),
    Kind.FUTURE: (
        "可新增 可增加 可增设 可新建 可改造 能新增 能增加 近期完工 近期建成 近期投用 近期竣工 近期交付 能建成 能完工 能竣工 完工后 竣工后 年度内 今年内 本年内 本年度内 要把 要将 需把 须把 冲刺 待验 待验收 再完成 再建 再建成 再改造 年底前 年底可 年底将 预计 预期 计划于 拟 拟于 力争 将 将于 争取 有望 确保 下步 下一步 下阶段 下一阶段 下月 下季度 次月 年底前 年前 年末前 月底前 月末前 年内 后续 接下来 准备 可望 即将 待 "
        "届时 明年 来年 后可 后将 后预计 后能 可完成 可建成 可达 能完成 能够完成   需 还需 尚需 仍需 计划完成 计划建成 计划 打算 预备  务必 必须 明日  完成后 建成后 后再  倒排 "
        "  月底完成 月底完工 月底建成 月底竣工 月底可 月底能 月底交付 保证 目标是  春节前 国庆前 节前 汛期前 汛前 入冬前 开学前 之前 以前  承诺   如果   预    拟定 倡导 抓好 "
    ),
    Kind.SHOULD: (
        "下达计划 对照今年 对照全年 对照年度 计划的 要建 目标 任务 年度任务 全年任务 全年目标 年度目标 目标任务 总任务 任务数 任务量 指标 年度计划 全年计划 应完成 应达 应达到 应 下达 建设内容 建设规模 总规模 总长 全长 总长度 设计规模 "
        "总计划 计划数 责任状 考核 目标值 目标数 目标值为 工作目标 要求完成 主要内容 工作任务 需完成 需新增 需新建 须完成 计划任务 计划总量 原定 原计划 原拟 原本 时间节点 节点目标 节点任务 节点计划"
    ),
    Kind.TOTAL: "仍为 仍是 上报累计 汇总累计 累计上报 统计累计 累计 共 共计 合计 总计 加起来 加在一起 相加 合起来 一共 总共 小计 累积 累计已 累计达 共完成",
    Kind.NOW: (
        "截至目前 截止目前 目前 眼下 当前 现 现已 至今 迄今 到目前为止 目前为止 截至 截止 截止到 截至到 至目前 年初以来 今年以来 今年来 年初至今 本年累计 年累计 年内累计 1月以来 截至今日 截至今天 到今天 今天 截至当前 "
        "半年来 大半年来 本月底 本月末 截至本月末 截至本月 截至本月底 截至月底 截至当月 截至本期 本期累计 本年度累计 截至填报 截止上报日 截至上报日 截至填报日 截止填报日 到填报时点 填报时点 到填报时 到本次填报 至本次填报 本次填报 截至本次填报 截至期末 期末累计 本期末 截至现在 现在 如今 而今 当下 到现在 开工以来 动工以来 启动以来 实施以来 开展以来 进场以来 全年到目前 全年至目前 全年至今 全年到现在 开年以来 入年以来 今年累计 全年累计 至本月"
    ),
    Kind.ALREADY: "实际 已 已经 业已 均已 都已 先后 顺利 成功 提前 了 业经 圆满 按期 如期 率先 早已",
    Kind.ALL: "一个不落 一处不落 一户不落 一座不落 一个不漏 一户不漏 不落 不漏 如数 足数 足额 无一未 无一例外 全部 全面 均 都 全 全数 悉数 完全 整体 全域 各 所有 一并 全线 超额 满额",
    Kind.MONTH: (
        "上报周期内 上报周期 报送周期内 统计周期内 填报周期内 报告周期内 本月 当月 本周 上周 本旬 近一周 近一个月 近一月 近期 本季度 本季 本期 当期 本期新增 当日 今日 本日 这个月 单月 近日 近两周 当季 本阶段 日前 月内 本月内 昨日"
    ),
    Kind.LAST: "截至上期报送 上期报送 截至上月 截至上月底 截至上月末 截至上期 截至上期末 上期累计 上月累计 上月底累计 上月末累计 上期末累计 截止上月底 截止上月末 截至上个月底 上月底 上月末 上期末",
    Kind.EARLIER: "前报 此前所报 先前所报 前次所报 前次上报 前期报送 前期上报 前期填报 上月 上期 上个月 上季度 上季度末 此前 原有进度 上次 期初 前期已",
    Kind.PRIOR: "去年 上年 往年 上年度 去年同期 上年同期 前年 前几年 以往 去年底 上年底 去年年底 上年末 去年末 往年情况 前两年 去冬 去冬今春",
    Kind.STOCK: (
        "总数 历年 历年累计 历史累计 总量 现有 存量 原有 现存 保有 保有量 十三五以来 十四五以来 近年来 三年累计 三年来 多年来 两年累计 两年来 五年来  多年累计 "
        "原来 总库存 建区以来 成立以来 在册 总户数 辖区内共有 全区共有 拥有  十三五期间 十四五期间 “十三五”以来 “十四五”以来 “十三五”期间 “十四五”期间"
    ),
    Kind.THIS_YEAR: "今春 今夏 今秋 今年 本年 本年度 当年 年度",
    Kind.SUBSET: "其中 当中有 包括 包含 内含 含 这其中 分类看 分镇街看",
    Kind.REST: "旁的 其余 剩余 余下 另 另有 另外 其他 其它  剩下 未完成部分 其余各 剩 还有 尚有 仍有 ",
    Kind.REMAIN: "仅剩 只剩 仅余 尚余 还剩 尚剩 只余 仅剩余 只剩下 仍缺 欠 尚欠 欠账 还剩下 仅剩下 仅有 只有 尚剩余 还余 差 还差 尚差 只差 仅差 仍差 还缺 尚缺 剩余任务 剩余任务数",
    Kind.EXCEPT: "除 除了",
    Kind.COMPARE: "较上月 比上月 较上月末 比上月末 较上月底 比上月底 与上月末 较上季度末 比上季度末 较上期末 比上期末 较上期 比上期 与上月 与上期 较去年 比去年 较上年 比上年 与去年 较去年同期 比去年同期 较上年同期 较年初 比年初 较去年底 比去年底 较上年末 比上年末 较上年底 比上年底 较去年末 比去年末 较前期 比前期 较 比 相比 同比 环比  高于 低于 快于 慢于   超序时 超目标 超计划 滞后 落后 领先 偏慢 偏快      缺口  超额完成了 相差  多于 少于",
    Kind.RISE: "提高 上升 增长 下降 降低 减少 加大 新增加 增至 增到 升至 升到 提速 增幅 增速 回升 上涨 压减 净增 环比增加 上调 下调",
    Kind.CORRECT: (
        "去重后 剔重后 排重后 修正后 更正后 订正后 调整后 更正为 订正为 核实为 核定为 修正为 调整为 更正 订正 勘误为 核实 核准为 复核为 实为 应为 以实测为准 实测为 实测 经核实 经复核 核减后 剔除后 扣除后 核减至 核减为 调减至 调减为 修正至 核实后 实际为 改为 核定 "
        " 复核后 据实调整为 核实数为 统计为 确认为 审定为 经审核"
    ),
    Kind.WRONG: "误将 误把 误报 误报为 误填 误填为 误写 误写为 原报 原上报 多报 少报 重复统计 重复计算 核减 剔除 扣除 错报 错填 漏报 有误 笔误 上月误报 虚报 重报 原填报 原报送 扣减 原统计",
    Kind.EACH: "可同时 同时可 每 人均 户均 平均 单桩 单个 最大 最高 最低 最小 最多 最少 日均 月均 年均 每日 每天 每月 每周 逐 单价 宽 高 厚 深 宽度 高度 厚度 直径 管径 间距 长约 面宽 路宽 单台 均价 峰值 功率 跨径",
    Kind.RESPECTIVE: "分别 依次 各自",
    Kind.VAGUE: (
        "接近完工 接近完成 接近竣工 接近建成 临近完工 临近完成 临近竣工 将近完工 快要完工 过半 近半 大部分 绝大部分 大多数 绝大多数 基本完成 基本建成 基本完工 基本 接近尾声 多数 半数 部分 个别 少数 零星 大头 一半 大体 初步 初步完成 阶段性 阶段性完成 若干 主要 尾声 一批"
    ),
    Kind.FILLER: (
        "存量垃圾 存量住房 存量商品房 存量房 存量土地 存量隐患 存量案件 存量违建 存量电梯 存量小区 存量管网 存量污泥 存量设施 合同段 并完成备案 并备案 并已备案 办妥 至此 先行 后台统计 系统统计 平台统计 赶在 有效 灾后 雨后 震后 一直 始终 大概 大约 差不多 实打实 足足 整整 继续保持 而言 分镇明细 分村明细 各镇明细 合计栏 属存量 属于存量 属历年 属于历年 属往年 属于往年 前者 后者 合格 这一批 这批 领到 属于 实名登记 实名制登记 取得 获得 里头 里面 运营商 运营企业 运营单位 运营公司 额外 任务外 计划外 持平 累计数 符合条件 工程量 合同工程量 合同内工程量 合同工作量 控制 控制在 投资计划 年度投资计划 年投资计划 计划投资 计划总投资 长度 该项 此项 本项 这项 各项 该项目 此项目 本项目 这项目 各项目 该个 这个 本个 仅 工程总量 任务总量 总工程量 总量的 人数 及以上 平台 在线 后台 仍 依然 数据 占比 比例 比重 比选 对比 高标准 逐步 逐户 逐个 逐一 深度 宽带 高质量 标准化 建筑 分之 现场 实现率 的 和 与 及 以及 并 为 是 在 对 于 由 从 至 到 共同 等 也 还 就 之 其 该 此 这 向 按 按照 把 被 让 使 以 因 已于 于是 后期 情况 方面 工作 项目 工程 "
        "全区 全县 全市 全镇 各街镇 各镇街 各镇 各街道 各村 各地 各单位 我区 我县 我局 我委 我镇 我街道 我单位 区级 镇街 街镇 辖区 城区 区内 数量 总数量 个数 户数 人次 场数 座数 台数 盏数 株数 件数 里程数 "
        "共享 全年 进度 进展 现状 继而 同时 且 而 则 但 经 所 者 们 时间 每户 相关 主要是 主要为 有关 系统 任务中 当中 主要 占 率先 新 "
        "春季学期 秋季学期 上学期 下学期 本学期 学期 到账 到卡 春季 夏季 秋季 冬季 对象 也就是 基础上 的基础上 免费 为准 口径 只 又 亦 各类 各种 各级 各界 各方 补贴性 后文 前文 上文 统计表 报表 附表 系统录入 系统显示 平台显示 数据显示 台账数 台账实数 台账显示 实数 一是 二是 三是 四是 五是 首先 其次 分片 片区内 后已 完成情况 约 近 大约 左右 以上 以下 多 余 不足 不到 接近 将近 逾 至少 "
        "不少于 不低于 达到或 稳定 保持 稳定在 保持在 维持在 顺利通过 正式 完好 整机 重新 超过 突破 到户 到人 到村 到班 到园 到组 到岗位 恰好 正好 刚好 真正 压根 根本 贵区 贵县 贵市 贵局 到家 到社区 到校 到小区 分到户 发到户 送到户 最后 实质性 年初 任务内 目标内 计划内 不含 未含 不包括 不包含 不计 不变 没有变化 无变化 未变 未发生变化 两类 三类 四类 五类 首批 头批 头两批 头三批 前两批 前三批 第一批 第二批 第三批 第四批 建设任务 改造任务 工作任务 任务指标 实事"
    ),
}  # fmt: skip

# Words that have a word of the lexicon in them and mean something else: 公共 is no 共, 应急 no 应, 未成年 no 未.
_OTHER_WORDS = (
    "差距 差异 差别 机械厂 沿线村组 各村组 村组 没有未开工 无未开工 没有未动工 没有没开工 没有未完工 没有未启动 上报日 填报日 填报日期 上报日期 报告日期 直接 建成区 全覆盖 托管班 托管服务 "
    "未保站 未保工作站 未保中心 未保机构 节前后 春节前后 国庆前后 汛期前后 完工在即 完工可期 完工滞后 完工无望 完工有难度 完工有风险 完工目标 完工任务 开园在即 开园标准 完工压力 完工时间 完工日期 完工期限 完工时限 完工节点 完工难度 竣工日期 竣工时间 竣工期限 建成时间 建成日期 投用时间 投用日期 开工时间 开工日期 完成时限 完成时间 完成难度 完成压力 共富 共同富裕 共治 共育 共融 未参保 参保率 参保人数 参保缴费率 不合格 未合格 合格率 合格证 合格者 合格书 医共体 教共体 共同体 实训基地 实训中心 实训室 实训楼 公共实训 行政审批局 审批局 计划怀孕 计划生育 计划单列 事故多发 事故易发 行动计划 专项计划 三年计划 五年计划 公共 共青团 中共 共和 共有产权 应急 从业人员 从业者 感应 供应 呼应 反应 适应 响应 相应 应用 对应 效应 应届 应聘 应对 应保尽保 应补尽补 应收尽收 应改尽改 应修尽修 应检尽检 应接尽接 应助尽助 应救尽救 应签尽签 应发尽发 应享尽享 应种尽种 应训尽训 应纳尽纳 应设尽设 应换尽换 应建尽建 应装尽装 应拆尽拆 应治尽治 应贷尽贷 应入尽入 现有速度 现有条件 现有政策 现有资源 "
    "现代 表现 体现 出现 呈现 涌现 再现 现浇 现役 现象 将军 待遇 接待 招待 等待 对待 优待 需求 急需 所需 预防 预案 预付 预付款 预警 预制 预报 预留 预埋 预应力 预拌 预备役 未来 未成年 未婚 "
    "都市 首都 成都 均衡 均等 均匀 全民 全科 安全 健全 全日制 全自动 全封闭 全国 全省 全过程 全流程 全方位 全链条 全周期 齐全 保全 全体 全员 全天候 全程 全新 全龄 全要素 全口径 "
    "监测站 监测点 服务站 服务中心 服务点 服务室 服务区 服务所 服务圈 服务队 比率 比赛 比较 比武 比价 比对 较好 较大 较快 较高 较慢 较多 较少 较为 较重 较长 较差 含量 含谷 含水 清除 除险 解除 排除 除尘 除草 除雪 扫除 铲除 废除 "
    "高龄 高中 高新 高血压 高校 高速 高效 高压 高层 高铁 高位 高温 高考 高清 高发 高杆 高端 高山 高楼 高空 高架 高科技 高技能 高素质 高危 深化 深入 深基坑 深井 深山 深水 加深 深受 厚植 丰厚 放宽 "
    "逐项 逐村 逐条 逐级 逐年 通达 发达 传达 到达 抵达 直达 了解 为了 使用面积 使用权 使用率 国有 有线 有机 有效 有力 有关 有限 有害 所有权 剩余劳动力 已婚 植物 进场费 进场道路 继续教育 "
    "分布式 毕业生 毕业班 就绪 就位 铺就 基本医保 基本公共 基本农田 基本医疗 基本养老 基本生活 基本民生 基本药物 基本保障 基本口粮田 部分失能 标段 班组 搬迁群众 搬迁居民 搬迁农户 搬迁人口 拆迁户 搬迁户 种类 种子 改性 装备 栽培 铺面 建筑业"
)

# Verbs of one character are words only between an adverb and an amount (已建3座, 只修了2公里): elsewhere they are parts of words.
_SHORT_VERBS = frozenset("建改修装铺种栽植换拓竣放演办搬")
# What is to be done is no more than planned: 供热季前要换掉42公里.
_TO_DO = " ".join("要" + word for kind in (Kind.DONE, Kind.ACT) for word in _WORDS[kind].split())
# With what came of it such a verb is a word anywhere: 换完, 装好.
_FINISHED = " ".join(verb + result for verb in sorted(_SHORT_VERBS) for result in "完好妥齐")

# Words by their first two characters, so that most places of a text are passed after one look; those of one character
# by that. The longest word wins; of two kinds of one word the earlier entry does.
_BY_OPENING: dict[str, list[tuple[str, int, Kind | None]]] = {}
for _kind, _listing in (*_WORDS.items(), (Kind.DONE, _FINISHED), (Kind.SHOULD, _TO_DO), (None, _OTHER_WORDS)):
    for _word in _listing.split():
        _BY_OPENING.setdefault(_word[:2], []).append((_word, len(_word), _kind))
for (
    _verb
) in _SHORT_VERBS:  # 装修完成 is 装修 and 完成: what ends so takes its first character only, and nothing is said by it
    _BY_OPENING.setdefault(_verb + "完", []).extend((f"{_verb}完{_end}", 1, None) for _end in "成毕工善")
for _opening, _row in _BY_OPENING.items():
    _row.sort(key=lambda entry: -len(entry[0]))
    _row.extend(_BY_OPENING.get(_opening[0], []) if len(_opening) > 1 else [])


_BEFORE_SHORT_VERB = frozenset("只仅实又再共新，。；：、()\n")


@lru_cache(maxsize=512)
def kind_of(word: str) -> Kind | None:
    """Return the kind of a single word, None for one the lexicon does not know."""
    return next((kind for known, _, kind in _BY_OPENING.get(word[:2], ()) if known == word), None)


def scan(text: str, taken: list[tuple[int, int]]) -> list[Mark]:
    """Return the words of the lexicon in a text, left to right, the longest first, never inside a stretch already taken."""
    marks: list[Mark] = []
    place = 0
    for stop, resume in (*taken, (len(text), len(text))):
        while place < stop:
            for word, length, kind in _BY_OPENING.get(text[place : place + 2]) or _BY_OPENING.get(text[place], []):
                if place + length <= stop and text.startswith(word, place):
                    if kind is not None:
                        marks.append(Mark(kind, place, place + length, word))
                    place += length
                    break
            else:
                if text[place] in _SHORT_VERBS or text[place] == "完":
                    marks += _short_verb(text, place, stop, marks)
                place += 1
        place = max(place, resume)
    return marks


def _short_verb(text: str, place: int, amount: int, marks: list[Mark]) -> list[Mark]:
    """Return the marks of a verb of one character right before an amount, with the 实 of 实建."""
    if text[place + 1 : amount] not in {"", "了", "起", "起了", "好", "有"}:
        return []
    adverb = marks[-1] if marks and marks[-1].end == place else None
    before = text[place - 1 : place]
    if adverb is None and before not in _BEFORE_SHORT_VERB and place:
        return []
    really = [Mark(Kind.ALREADY, place - 1, place, before)] if before == "实" else []
    return [*really, Mark(Kind.ACT, place, place + 1, text[place])]
