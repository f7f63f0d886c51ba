"""The command line as a script uses it: one JSON object, one exit status."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.run import main


class Terminal:
    """Runs commands on one shop and reads their JSON."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys

    def __call__(self, *arguments: str, status: int | None = 0) -> dict[str, Any]:
        """Run a command; `status` is the exit status it must have, None for any."""
        code = main(["--shop", str(self.folder / "shop"), "--json", *arguments])
        out = self._capsys.readouterr().out
        assert status in (None, code), out
        assert out.count("\n") == 1
        found: dict[str, Any] = json.loads(out)
        return found

    def elsewhere(self, folder: Path) -> Terminal:
        """A terminal over the shop in another folder."""
        return Terminal(folder, self._capsys)

    def entries(self) -> int:
        """How long the ledger is."""
        return int(self("stats")["entries"])


def fingerprint(path: Path) -> str:
    """SHA-256 of a file: whether anybody touched it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_chinese(text: str) -> bool:
    """Whether a sentence is in Chinese."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)
