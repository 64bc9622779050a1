"""Doubts about figures that can be read: against last month, the plan, the target, the text, the other unit."""

from __future__ import annotations

from shishi_xl.core.kinds.kind import DOUBT, NOTE, Kind

KINDS = (
    Kind(
        "lower-than-last",
        DOUBT,
        "累计数比上月小",
        "“{field}”现在填的是 {found}，比上期累计 {previous} 小。是不是填成了本月一个月的数？请填1月至本月的累计数；累计数确有核减的，请在“{remark}”写明原因。",
        "{example}",
    ),
    Kind(
        "jump",
        DOUBT,
        "一个月增加过多",
        "“{field}”从上期 {previous} 增加到本期 {found}，一个月增加了{basis}的 {share}。请核对是否多填；属实请在“{remark}”写明原因。",
        "在“{remark}”写明这个月增加的是哪些、为什么集中在这个月",
    ),
    Kind(
        "above-plan",
        DOUBT,
        "超过年度计划投资",
        "累计完成投资 {found}，超过年度计划投资 {plan} 万元的 {share}。请核对单位是否为万元；属实请在“{remark}”写明原因。",
        "在“{remark}”写明为什么超过、由谁批准",
    ),
    Kind(
        "investment-denied",
        DOUBT,
        "完成投资没有报",
        "“{field}”{said}，但这个项目{reason}。{advice}；确实没有的请在“{remark}”写明原因。",
        "{example}",
    ),
    Kind(
        "maybe-yuan",
        DOUBT,
        "可能填成了元",
        "累计完成投资 {found}，{reason}，可能把“元”当成“万元”填了。{counted}，请核对。",
        "{example}",
    ),
    Kind(
        "maybe-hundred-millions",
        DOUBT,
        "可能按亿元填了",
        "累计完成投资 {found}，{reason}，可能是按“亿元”填的。{counted}，请核对；确实只有这么多的，请在“存在的主要问题”写明原因。",
        "{example}",
    ),
    Kind(
        "above-target",
        DOUBT,
        "大大超过年度目标",
        "“{indicator}”累计 {found}，是年度目标 {target} {unit} 的 {times} 倍。请核对计量单位，看有没有多打、错打；属实请在“说明”写明原因。",
        "{example}",
    ),
    Kind(
        "less-than-one",
        DOUBT,
        "不足一个",
        "“{indicator}”累计填的是 {found}，不足 1 {unit}，可能把完成率当成完成数填了。请核对，改填累计完成的数量。",
        "完成了 3 {unit}就填 3，一{unit}也没有完成填 0",
    ),
    Kind(
        "same-text",
        DOUBT,
        "与上月文字相同",
        "“{field}”与上期填报的文字完全相同。请填写截至本月的进展；确无进展请在“说明”或“存在的主要问题”写明原因。",
        "{example}",
    ),
    Kind(
        "preset-changed",
        DOUBT,
        "改动了预填内容",
        "“{field}”是预先填好的，应为“{wanted}”，现在是“{found}”。汇总仍按下发的内容计，如需更正请联系汇总单位。",
        "{wanted}",
    ),
    Kind(
        "month-alone",
        DOUBT,
        "表头像是单月数",
        "表头写的是“{found}”，像是一个月的数；“{field}”要填从1月起的累计数，已按累计数计入。请核对：是累计数的请把表头改回来，是单月数的请改填累计数。",
        "{example}",
    ),
    Kind(
        "rate-alone",
        DOUBT,
        "只填了完成率",
        "“完成率”填了“{found}”，旁边的“本期累计”是空的。完成率由本期累计自动算出，单独填的不计。请在“本期累计”填累计完成的数。",
        "本期累计填 12，完成率自动算出",
    ),
    Kind(
        "remark-alone",
        DOUBT,
        "数填在说明里",
        "“说明”里只填了一个数“{found}”，旁边的“本期累计”是空的。说明里的数不计。请在“本期累计”填1月至本月的累计数。",
        "{example}",
    ),
    Kind(
        "last-alone",
        DOUBT,
        "填在上期累计里",
        "“上期累计”填了“{found}”（上期接收的{previous}），旁边的“本期累计”是空的。上期累计由汇总单位预填，改填的不计。请在“本期累计”填1月至本月的累计数。",
        "本期累计填 {found}",
    ),
    Kind(
        "text-figures-differ",
        DOUBT,
        "文字与数字不一致",
        "数量折合完成率 {filled}，文字说的是 {told}，相差超过 {limit} 个百分点。请核对，改正其中一处或写明原因。",
        "两处一致，或在说明中写明口径",
    ),
    Kind(
        "text-contradicts",
        DOUBT,
        "文字前后矛盾",
        "“{field}”里前后说法不一致：{found}。没有采用其中任何一个数，请核对改正。",
        "{example}",
    ),
    Kind(
        "lead-supporter-differ",
        DOUBT,
        "牵头与配合单位不一致",
        "{differences}。请几家核对后改成一致，或写明口径{share}。",
        "{example}",
    ),
    Kind("problem-repeated", NOTE, "问题连续反映", "这个问题已连续 {months} 个月填报。"),
)
