"""The rules of the house that a machine can check."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.data import ROOT

TREE = ("app", "engines", "ui", "widgets", "installer", "tests")
HEAVY = "pandas sklearn scipy duckdb openpyxl xlsxwriter pyqtgraph alembic sqlalchemy".split()
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b|setStyleSheet|QColor\(\s*[\"']")
PAINTERS = {"theme.py", "theme_sheet.py", "theme_tokens.py"}


def _files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations/versions" not in path.as_posix():
                yield path


def _trees(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in _files(*folders):
        yield path, ast.parse(path.read_text("utf-8"))


def test_no_file_is_longer_than_400_lines() -> None:
    files = [*_files(*TREE), ROOT / "main.py", ROOT / "dev.py"]
    long = {str(path): len(path.read_text("utf-8").splitlines()) for path in files}
    assert {path: lines for path, lines in long.items() if lines > 400} == {}


def test_no_function_is_longer_than_70_lines() -> None:
    long = [
        f"{path.name}:{node.name}"
        for path, tree in _trees("app", "engines", "ui", "widgets")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 70
    ]
    assert long == []


def test_what_is_translated_is_a_literal() -> None:
    """pyside6-lupdate takes tr(f"…") as it stands: it would never be translated."""
    wrong = [
        f"{path.name}:{node.lineno}"
        for path, tree in _trees("ui", "widgets")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "tr"
        and not (node.args and isinstance(node.args[0], ast.Constant))
    ]
    assert wrong == []


def test_only_a_widget_itself_is_asked_for_its_words() -> None:
    """pyside6-lupdate files `dialog.tr("…")` under “dialog”, where nobody looks for it."""
    wrong = [
        f"{path.name}:{node.lineno}"
        for path, tree in _trees("ui", "widgets")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "tr"
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id == "self")
    ]
    assert wrong == []


def test_only_the_theme_names_colours() -> None:
    wrong = [
        str(path)
        for path in _files("ui", "widgets")
        if path.name not in PAINTERS and COLOUR.search(path.read_text("utf-8"))
    ]
    assert wrong == []


def test_the_window_loads_no_heavy_library() -> None:
    code = (
        "import sys, main, ui.start, ui.orders.orders_page, ui.inventory.stock_page, "
        "ui.ledger.ledger_page, ui.recommendations.page; "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"


def test_the_chinese_texts_are_complete() -> None:
    """lupdate over the tree finds no text that the translation lacks."""
    known = (ROOT / "resources/translations/zh_CN.ts").read_text("utf-8")
    assert 'type="unfinished"' not in known
    sources = set(re.findall(r"<source>(.*?)</source>", known, re.DOTALL))
    missing = []
    for path, tree in _trees("ui", "widgets"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                place = {"tr": 0, "translate": 1}.get(node.func.attr)
                if place is None or len(node.args) <= place:
                    continue
                text = node.args[place]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    escaped = (
                        text.value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                    )
                    if escaped not in sources and escaped.replace("'", "&apos;") not in sources:
                        missing.append(f"{path.name}: {text.value}")
    assert missing == []


def test_an_engine_names_no_tables_but_its_own() -> None:
    """Schemas are private, in SQL as in imports."""
    engines = "|".join(sorted(one.name for one in (ROOT / "engines").iterdir() if one.is_dir()))
    named = re.compile(rf"\b(?:FROM|JOIN|INTO|UPDATE)\s+(({engines})_\w+)")
    foreign = [
        f"{path.relative_to(ROOT)}: {table}"
        for path in _files("engines")
        for table, owner in named.findall(path.read_text("utf-8"))
        if owner != path.relative_to(ROOT).parts[1]
    ]
    assert foreign == []


@pytest.mark.parametrize("name", ["README.md", "LICENSE", "CHANGELOG.md", ".ci/run", "dev.py"])
def test_what_a_repository_needs_is_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 0


def test_every_link_of_the_readme_and_the_docs_leads_somewhere() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    lost = []
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                lost.append(f"{page.name}: {target}")
        for named in re.findall(
            r"`((?:docs|engines|app|ui|widgets|tests)/[\w/.-]+)`", page.read_text("utf-8")
        ):
            if not (ROOT / named.rstrip("/")).exists():
                lost.append(f"{page.name}: {named}")
    assert lost == []
