"""Why files cannot be read, what is wrong in a sheet, and how a file was read: both languages."""

from __future__ import annotations

from collections.abc import Mapping

FILE_REASONS: Mapping[str, tuple[str, str]] = {
    "excel": (
        "it is an old Excel file (.xls); save it as XLSX or CSV",
        "这是旧版 Excel 文件（.xls）；请另存为 XLSX 或 CSV",
    ),
    "xlsb": (
        "it is a binary Excel file (.xlsb); save it as XLSX or CSV",
        "这是二进制 Excel 文件（.xlsb）；请另存为 XLSX 或 CSV",
    ),
    "numbers": (
        "it is a Numbers file; export it as Excel or CSV",
        "这是 Numbers 文件；请导出为 Excel 或 CSV",
    ),
    "encrypted": (
        "it is protected by a password; save it without one",
        "文件受密码保护；请取消密码后另存",
    ),
    "bomb": (
        "far more would come out of it than its size allows; it was made to do harm, or is damaged",
        "解压后的内容远超其大小所能容纳；文件可能是恶意制作或已损坏",
    ),
    "entities": (
        "it declares entities of its own, which no spreadsheet does; it may be made to do harm",
        "文件声明了自定义实体，电子表格不会如此；文件可能是恶意制作",
    ),
    "too much at once": (
        "more than 1 GiB at once is more than a computer can check as a whole; split it, by years "
        "say: what comes twice is known",
        "一次超过 1 GiB，电脑无法整体检查；请拆分（例如按年），重复的内容会被识别",
    ),
    "too wide": ("has more than 16,384 columns", "超过 16,384 列"),
    "too many rows": (
        "has more than the 1,048,576 rows of a sheet; use CSV",
        "超过工作表的 1,048,576 行；请使用 CSV",
    ),
    "endless row": ("a row holds more than 64 MB of text", "一行的文本超过 64 MB"),
    "no such sheet": ("it has no sheet of that name", "没有该名称的工作表"),
    "only hidden sheets": (
        "all its sheets with something in them are hidden; name the one you mean",
        "有内容的工作表均已隐藏；请指明要读取的工作表",
    ),
    "no table": ("no sheet of it holds anything", "所有工作表都没有内容"),
    "error cell": ("is an error of the spreadsheet", "是电子表格的错误值"),
    "formula without a value": (
        "is a formula without a value; open the file in a spreadsheet and save it again",
        "是没有值的公式；请用电子表格打开并重新保存",
    ),
    "merged cell": (
        "belongs to a merged cell above it; divide the merged cells",
        "属于上方的合并单元格；请取消合并",
    ),
    "long for a cell": (
        "is longer than the 32,767 characters that a cell of a sheet holds; use CSV",
        "超过单元格的 32,767 个字符上限；请使用 CSV",
    ),
    "not an encoding": (
        "is not an encoding such as utf-8, gb18030 or shift_jis",
        "不是 utf-8、gb18030 或 shift_jis 之类的编码",
    ),
    "not a delimiter": ("is not one character between cells", "不是单个分隔字符"),
    "not a row": ("is not the number of a row", "不是行号"),
    "byte order mark": ("a mark at its beginning says so", "文件开头的标记说明如此"),
    "zero bytes in pairs": ("every other byte is zero where it should be", "零字节的位置与之相符"),
    "all bytes fit": ("all bytes fit", "所有字节都相符"),
    "most bytes fit": ("nearly all bytes fit", "几乎所有字节都相符"),
    "common characters come out": (
        "the bytes fit, and common characters come out",
        "字节相符，且得到常用字符",
    ),
    "bytes that are not UTF-8": ("it fits nothing better", "没有更相符的编码"),
    "chosen by hand": ("chosen by hand", "手动选择"),
    "first bytes": ("its first bytes say so", "文件开头的字节说明如此"),
    "first sheet with known columns": (
        "the first visible sheet with columns that are known",
        "第一个含有已知列的可见工作表",
    ),
    "first sheet with anything in it": (
        "the first visible sheet with anything in it",
        "第一个有内容的可见工作表",
    ),
    "empty cell": ("is empty", "为空"),
    "not a number": ("is not a number", "不是数字"),
    "unknown event": (
        "is none of purchase, return, cart, view, search and review",
        "不是 purchase、return、cart、view、search、review 之一",
    ),
}
