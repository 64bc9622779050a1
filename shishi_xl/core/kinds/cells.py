"""What stands in one cell."""

from __future__ import annotations

from shishi_xl.core.kinds.kind import DOUBT, ERROR, NOTE, Kind

KINDS = (
    Kind("required-blank", ERROR, "必填项空白", "“{field}”必须填写，这一格是空的。", "{example}"),
    Kind(
        "not-a-number",
        ERROR,
        "不是数字",
        "“{field}”只能填一个数，现在填的是“{found}”。文字说明请写到“{remark}”。",
        "{example}",
    ),
    Kind(
        "date-not-number",
        ERROR,
        "数变成了日期",
        "“{field}”只能填一个数，这一格却是日期“{found}”（多半是单元格格式成了日期，或 3-5、3/5 被自动改成了日期）。"
        "请先把单元格格式改成“常规”，再填数。",
        "{example}",
    ),
    Kind(
        "nothing-not-allowed",
        ERROR,
        "必填项没有填",
        "“{field}”必须填写，不能填“{found}”。没有进展也请写明现状。",
        "{example}",
    ),
    Kind(
        "percent-unclear",
        ERROR,
        "百分数不清",
        "“{field}”填的是“{found}”，分不清是 1% 还是 100%。全部完成请填 100；只有百分之一请填 1%。",
        "100",
    ),
    Kind(
        "text-too-long",
        ERROR,
        "文字过长",
        "“{field}”有 {length} 个字，超过 Excel 一格能放的 32767 个字。请写要点，详细材料另附。",
        "{example}",
    ),
    Kind("not-a-date", ERROR, "不是日期", "“{field}”应填日期，现在填的是“{found}”。", "{example}"),
    Kind(
        "not-in-list",
        ERROR,
        "不在选项内",
        "“{field}”只能从下拉选项里选，现在填的是“{found}”。可选：{choices}。",
        "{example}",
    ),
    Kind(
        "negative",
        ERROR,
        "负数",
        "“{field}”不能是负数，现在填的是“{found}”。累计数要核减时，请填核减后的累计数{how}，并在“{remark}”写明原因。",
        "{example}",
    ),
    Kind(
        "percent-impossible",
        ERROR,
        "百分数不可能",
        "“{field}”填的是“{found}”，读作 {percent}%，不可能有这么大。请核对：85% 请填 85，不要再乘 100；小数点也请核对。",
        "{example}",
    ),
    Kind("below-minimum", ERROR, "低于最小值", "“{field}”不能小于 {minimum}，现在填的是“{found}”。", "{example}"),
    Kind("above-maximum", ERROR, "超过最大值", "“{field}”不能大于 {maximum}，现在填的是“{found}”。", "{example}"),
    Kind("error-cell", ERROR, "公式出错", "这一格显示的是公式错误“{found}”，读不出数。请直接填写结果。", "{example}"),
    Kind(
        "formula-without-result",
        ERROR,
        "公式没有结果",
        "这一格是公式，但文件里没有存下计算结果，读不出数。请在 Excel 或 WPS 里打开、保存一次，或直接填写结果。",
        "{example}",
    ),
    Kind(
        "value-under-merge",
        ERROR,
        "合并单元格下有数据",
        "这一格被合并了，合并区域里还藏着另一个数据“{found}”。请取消合并，一个项目填一格。",
        "{example}",
    ),
    Kind(
        "struck-out",
        ERROR,
        "整格划了删除线",
        "这一格的“{found}”整格划了删除线，不能确定还算不算数。请填上正确的内容并去掉删除线；作废不报的请清除这一格。",
        "{example}",
    ),
    Kind(
        "partly-struck",
        DOUBT,
        "有划掉的文字",
        "这一格里有划了删除线的文字，没有读取，读到的是“{found}”。请核对，并把划掉的文字删去。",
        "{found}",
    ),
    Kind(
        "unit-unclear",
        ERROR,
        "单位不清",
        "“{field}”填的是“{found}”，单位写得不清楚，或不能换算成“{unit}”，没有换算。请换算成{unit}后只填数字。",
        "{example}",
    ),
    Kind(
        "shown-smaller",
        ERROR,
        "格式缩小显示",
        "“{field}”这一格的数字格式把数缩小显示，存的数和看到的数不一样：“{found}”，不能确定报的是哪一个。"
        "请把单元格格式改成“常规”，再填以{unit}为单位的数。",
        "{example}",
    ),
    Kind(
        "several-numbers",
        ERROR,
        "一格几个数",
        "“{field}”一格里有几个数“{found}”，不能确定是哪一个。请只填一个数。",
        "{example}",
    ),
    Kind(
        "not-exact",
        ERROR,
        "不是确数",
        "“{field}”要填确数，不能填范围，也不能填“近”“不足”“余”“以上”“超过”这样的说法，现在填的是“{found}”。请填截至目前的准确数。",
        "{example}",
    ),
    Kind(
        "number-too-long",
        ERROR,
        "数字过长",
        "“{field}”填的“{found}”位数太多（Excel 只能存准 15 位），像是证件号或账号。请填数量。",
        "{example}",
    ),
    Kind(
        "progress-unclear",
        DOUBT,
        "看不出完成情况",
        "“{field}”只填了“{found}”，看不出完成了什么、完成了多少。请用文字写明累计完成的数量或工程进展；是百分数的请写上“%”。",
        "{example}",
    ),
    Kind("unit-converted", NOTE, "已换算单位", "“{found}”已换算为 {number} {unit}。换算得不对的，请写明单位重新报送。"),
    Kind("approximate", NOTE, "约数", "“{found}”按所写的数 {number} 计。"),
    Kind("date-was-months", NOTE, "月份被改成日期", "Excel 把“{months}”自动改成了日期，已按“{months}”理解。"),
)
