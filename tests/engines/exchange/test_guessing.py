"""Encoding, delimiter and header are guessed from the whole of a text, and overruled by hand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from app import messages
from engines.database.errors import BadValue
from engines.database.ticket import Untold
from engines.exchange.errors import FileUnreadable
from engines.exchange.reading.table import open_table
from engines.exchange.reading.text import CHOICES, detect
from tests.data import data_path
from tests.engines.exchange.tables import CUSTOMERS, RETAIL, written
from tests.terminal import Terminal

CHINESE = (
    ("订单号", "客户姓名", "商品名称", "收货地址"),
    ("1001", "王小明", "茶杯（蓝色）", "广东省深圳市南山区科技园路5号"),
    ("1002", "李梅", "陶瓷餐具四件套", "北京市朝阳区建国路88号"),
)
JAPANESE = (
    ("注文番号", "お客様名", "商品名", "住所"),
    ("1001", "山田太郎", "マグカップ（青）", "東京都渋谷区神南一丁目"),
    ("1002", "ｻﾄｳ ﾊﾅｺ", "お茶碗セット", "大阪府大阪市北区梅田"),
)
GERMAN = (
    ("Bestellnummer", "Käufer", "Größe", "Straße"),
    ("1001", "Jürgen Müßig", "süß", "Königsstraße 5, Köln"),
    ("1002", "Zoë Çelik", "für Übergrößen – 5 €", "Rue de l’Église"),
)
FRENCH = (
    ("Numéro", "Prénom", "Désignation", "Ville"),
    ("1001", "Hélène", "théière émaillée", "Orléans"),
    ("1002", "François", "pâté à la forêt", "Besançon"),
)


def texts(*rows: tuple[str, ...]) -> str:
    """Rows as CSV."""
    return written(rows, end="\r\n")


@pytest.mark.parametrize(
    ("rows", "codec", "name"),
    [
        (CHINESE, "gb18030", "GB18030"),
        (CHINESE, "gbk", "GB18030"),
        (CHINESE, "utf-8", "UTF-8"),
        (CHINESE, "utf-8-sig", "UTF-8"),
        (CHINESE, "utf-16", "UTF-16"),
        (CHINESE, "utf-16-le", "UTF-16"),
        (CHINESE, "utf-16-be", "UTF-16"),
        (JAPANESE, "cp932", "Shift-JIS"),
        (JAPANESE, "utf-8", "UTF-8"),
        (JAPANESE, "utf-16-le", "UTF-16"),
        (JAPANESE, "utf-16-be", "UTF-16"),
        (GERMAN, "cp1252", "Windows-1252"),
        (GERMAN, "utf-8", "UTF-8"),
        (GERMAN, "utf-16-le", "UTF-16"),
        (FRENCH, "cp1252", "Windows-1252"),
    ],
)
def test_the_encoding_is_told_and_every_character_comes_out(
    tmp_path: Path, rows: tuple[tuple[str, ...], ...], codec: str, name: str
) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(texts(*rows).encode(codec))
    table = open_table(file)
    assert table.encoding.name == name
    assert table.encoding.why in messages.REASONS
    assert table.header == rows[0]
    assert [tuple(cells) for _, cells in table.rows(Untold())] == list(rows[1:])


@pytest.mark.parametrize(
    ("rows", "codec", "name"),
    [
        (CHINESE, "gb18030", "GB18030"),
        (JAPANESE, "cp932", "Shift-JIS"),
        (GERMAN, "cp1252", "Windows-1252"),
        (FRENCH, "cp1252", "Windows-1252"),
    ],
)
def test_a_few_names_in_an_english_file_are_enough(
    tmp_path: Path, rows: tuple[tuple[str, ...], ...], codec: str, name: str
) -> None:
    file = tmp_path / "file.csv"
    for told in {cell for row in rows for cell in row if not cell.isascii()}:
        if told.startswith("ｻ"):  # eight letters of half width alone say nothing
            continue
        lines = "name,note\r\n" + "plain,ASCII\r\n" * 50 + f'"{told}",x\r\n'
        file.write_bytes(lines.encode(codec))
        assert detect(file).name == name, told


def test_what_stands_at_the_end_of_a_large_file_counts(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    plain = "name,note\r\n" + "plain,ASCII\r\n" * 200_000
    for told, codec, name in (
        ("客户姓名", "gb18030", "GB18030"),
        ("マグカップ", "cp932", "Shift-JIS"),
        ("Müller", "utf-8", "UTF-8"),
        ("Müller", "cp1252", "Windows-1252"),
    ):
        file.write_bytes(plain.encode() + f"{told},x\r\n".encode(codec))
        assert detect(file).name == name
        assert list(open_table(file).rows(Untold()))[-1][1][0] == told


def test_random_western_words_are_never_taken_for_chinese_or_japanese(tmp_path: Path) -> None:
    chance = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz" * 4 + "äöüßéèêàçñõœ"
    file = tmp_path / "file.csv"
    for _ in range(300):
        words = ["".join(chance.choices(letters, k=chance.randint(3, 12))) for _ in range(30)]
        content = ("name\r\n" + "\r\n".join(words)).encode("cp1252")
        file.write_bytes(content)
        expected = "UTF-8" if content.isascii() else "Windows-1252"
        assert detect(file).name == expected, words


def test_a_damaged_byte_does_not_turn_chinese_into_accents(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    content = texts(*CHINESE * 20).encode("gb18030")
    at = content.rindex("南".encode("gb18030"))
    file.write_bytes(content[:at] + b"\xff" + content[at + 2 :])
    table = open_table(file)
    assert table.encoding.name == "GB18030"
    broken = [line for line, cells in table.rows(Untold()) if not "".join(cells).isprintable()]
    assert broken == [59]


def test_the_bills_of_chinese_wallets_are_found_under_their_preambles() -> None:
    for name, codec, line, first, rows in (
        ("alipay__example-alipay-records.csv", "GB18030", 25, "交易时间", 10),
        ("wechat__example-wechat-records.csv", "UTF-8", 17, "交易时间", 27),
        ("jd__example-jd-records.csv", "UTF-8", 22, "交易时间", 26),
        ("mt__example-mt-records.csv", "UTF-8", 20, "交易创建时间", 29),
    ):
        table = open_table(data_path(f"formats/china-wallets/{name}"))
        assert (table.encoding.name, table.header_line, table.header[0]) == (codec, line, first)
        assert len(list(table.rows(Untold()))) == rows


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_that_of_the_first_records(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "file.csv"
    others = "".join(one for one in ",;\t|" if one != mark)
    rows = [
        ("id", "price", "text"),
        *((str(n), f"{n},50", f"free {others * 3} text, \n and more") for n in range(60)),
    ]
    file.write_text(written(rows, delimiter=mark), "utf-8")
    table = open_table(file)
    assert table.header == rows[0]
    assert [tuple(cells) for _, cells in table.rows(Untold())] == rows[1:]


def test_a_known_header_settles_the_delimiter(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_text("a;b,c;d,e;f\n1;2,3;4,5;6\n", "utf-8")
    known = open_table(file, knows=lambda header: header == ("a", "b,c", "d,e", "f"))
    assert known.header == ("a", "b,c", "d,e", "f")
    assert open_table(file, delimiter=",").header == ("a;b", "c;d", "e;f")


def test_the_hand_overrules_every_guess(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    good = RETAIL.text(RETAIL.other, delimiter="\t").replace("MÜG", "ЧАШКА")
    file.write_bytes(("title\n" + good).encode("cp1251"))
    arguments = ["--encoding", "windows-1251", "--delimiter", "tab", "--header-row", "2"]
    outcome = run("import", "auto", str(file), *arguments)
    assert outcome["encoding"] == "Windows-1251"
    assert outcome["read_as"][0]["why"] == messages.reason("chosen by hand")
    assert run("show", "sku", "22139")["title"] == "ЧАШКА"


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("--encoding", "klingon", "not an encoding"),
        ("--encoding", "base64", "not an encoding"),
        ("--encoding", "idna", "not an encoding"),
        ("--delimiter", ";;", "not a delimiter"),
        ("--delimiter", '"', "not a delimiter"),
        ("--header-row", "0", "not a row"),
    ],
)
def test_what_cannot_be_meant_is_said(
    run: Terminal, tmp_path: Path, option: str, value: str, reason: str
) -> None:
    file = tmp_path / "file.csv"
    file.write_text(CUSTOMERS.good(), "utf-8")
    for language in ("en", "zh_CN"):
        arguments = ["--lang", language, "import", "auto", str(file), option, value]
        error = run(*arguments, status=2)["error"]
        assert messages.reason(reason, language) in error["message"]


def test_every_choice_of_encodings_reads_what_python_writes(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    for codec in CHOICES:
        file.write_bytes("name,note\nplain,x\n".encode(codec))
        table = open_table(file, encoding=codec)
        assert (table.header, table.encoding.name) == (("name", "note"), CHOICES[codec]), codec
        assert list(table.rows(Untold())) == [(2, ["plain", "x"])]


def test_a_wrong_choice_is_refused_where_it_does_not_fit(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(texts(*GERMAN).encode("cp1252"))
    with pytest.raises(FileUnreadable) as caught:
        open_table(file, encoding="utf-8")
    assert (caught.value.reason, caught.value.line) == ("encoding", 1)
    with pytest.raises(BadValue):
        open_table(file, encoding="no such thing")
