"""What is wrong with a file as a whole."""

from __future__ import annotations

from shishi_xl.core.kinds.kind import DOUBT, ERROR, NOTE, Kind

KINDS = (
    Kind(
        "unreadable",
        ERROR,
        "文件打不开",
        "文件打不开（{reason}）。请在 Excel 或 WPS 里打开原表，另存为“Excel 工作簿（.xlsx）”后重新报送。",
        "填好的 …月推进情况表_本单位.xlsx",
    ),
    Kind(
        "end-open",
        DOUBT,
        "末行可能不完整",
        "文本文件的最后一行没有换行，又以一个数结尾，可能没有传完、数被截短。请核对最后一行；不完整的请重新报送。",
        "用 Excel 另存为“Excel 工作簿（.xlsx）”后报送",
    ),
    Kind(
        "encrypted",
        ERROR,
        "文件有密码",
        "{what}设了打开密码，没有密码读不出来。请{how}，再报送一次。",
        "{wanted}",
    ),
    Kind(
        "too-large",
        ERROR,
        "文件过大",
        "文件超出可以接收的大小（{reason}）。请只保留下发的推进情况表，删去图片、附件和多余的行列后重新报送。",
        "只含推进情况表、量化指标两张表的 .xlsx 文件",
    ),
    Kind(
        "unsafe-file",
        ERROR,
        "文件结构不安全",
        "文件里有正常表格不会有的内容（{reason}），没有读取。请在下发的原表上填写，另存为 .xlsx 后重新报送。",
        "填好的 …月推进情况表_本单位.xlsx",
    ),
    Kind(
        "reading-failed",
        ERROR,
        "读取中断",
        "读取这个文件时程序中断或超时，已把它单独放在一边。请在下发的原表上重新填写后报送。",
        "填好的 …月推进情况表_本单位.xlsx",
    ),
    Kind(
        "not-a-form",
        ERROR,
        "不是推进情况表",
        "在文件里找不到推进情况表（{reason}）。请填写下发的表，不要改动表头。",
        "表头为：序号、项目名称、项目内容、责任单位、完成情况、存在的主要问题",
    ),
    Kind(
        "not-a-workbook",
        ERROR,
        "不是表格文件",
        "这是{found}，不是可以汇总的表格。请报送填好的 Excel 表。",
        "填好的 …月推进情况表_本单位.xlsx",
    ),
    Kind(
        "archive-unusable",
        ERROR,
        "压缩包或邮件取不出表",
        "压缩包或邮件里的表取不出来（{reason}）。请直接报送 Excel 表，或用不带密码的 .zip 重新打包。",
        "附件.zip，里面是 .xlsx 文件",
    ),
    Kind("archive-opened", NOTE, "已拆开", "已拆开，里面的 {count} 个文件各算一件报送。"),
    Kind(
        "newer-inside",
        NOTE,
        "包里有两份",
        "压缩包或邮件里的“{other}”也是 {unit} 这个月的表，内容不同。以修改时间较晚（没有时间的按先后次序）的这一件为准；不对的，请撤回这一件。",
    ),
    Kind("duplicate", NOTE, "重复报送", "与已收到的“{file}”（{received}）内容完全相同，不另计一次。"),
    Kind(
        "still-copying",
        NOTE,
        "还不能收",
        "文件还没有复制完，或正被别的程序占用、没有权限读取，先不处理；复制完、关闭后会自动接收。",
    ),
    Kind(
        "folder-closed",
        NOTE,
        "文件夹打不开",
        "没有权限读取这个文件夹，里面的文件都没有处理。请给当前用户“修改”权限，或把里面的文件移到 inbox 里。",
    ),
    Kind(
        "misplaced-file",
        NOTE,
        "放错了文件夹",
        "这个文件不是程序放进来的，放在程序自己的文件夹里不会处理，没有收。要报送的，请移到 inbox 里（不要放进已收、退回、未识别、撤回这些文件夹）。",
    ),
    Kind(
        "original-held",
        NOTE,
        "原件被占用",
        "已经收下；原件正被别的程序打开，还留在 inbox 里，关闭后自动移走，不会再算一次。",
    ),
    Kind(
        "withdrawn-before",
        NOTE,
        "撤回后再报",
        "与 {received} 收到、后来撤回的那件内容完全相同，这次作为新的报送计入；不该计入的，请再撤回。",
    ),
    Kind("macros-ignored", NOTE, "含宏", "文件带有宏，宏没有运行，只读取了单元格的值。"),
    Kind("links-ignored", NOTE, "含外部链接", "文件里有指向别的文件或网址的链接，没有打开，只读取了单元格的值。"),
)
