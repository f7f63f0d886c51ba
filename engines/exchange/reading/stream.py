"""The text of a file piece by piece, with the line and column of where we are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NoReturn, TextIO

from engines.exchange.errors import FileUnreadable

_CHUNK = 1 << 16
_MOST = 1 << 26  # characters in one record; beyond it something does not close
_MARGIN = 16  # an error so near to the end of what was read may be just the end
_SPACE = re.compile(r"[ \t\n\r]*")
_FIRST_KEY = re.compile(r'\{[ \t\n\r]*"([^"\\]*)"[ \t\n\r]*:')
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|[{}\[\]]', re.DOTALL)


class Stream:
    """Decodes one JSON value after another; memory holds the one it is at."""

    def __init__(self, path: Path, file: TextIO, decoder: json.JSONDecoder) -> None:
        self.path, self.file, self.decoder = path, file, decoder
        self.text, self.at, self.line, self.column = "", 0, 1, 1
        self.ended = False

    def _more(self, size: int = _CHUNK) -> None:
        piece = self.file.read(size)
        self.ended = not piece
        self.text, self.at = self.text[self.at :] + piece, 0

    def _go(self, end: int) -> None:
        """Step forward, counting lines."""
        breaks = self.text.count("\n", self.at, end)
        if breaks:
            self.line += breaks
            self.column = end - self.text.rindex("\n", self.at, end)
        else:
            self.column += end - self.at
        self.at = end

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            space = _SPACE.match(self.text, self.at)
            if space is not None:
                self._go(space.end())
            if self.at < len(self.text):
                return self.text[self.at]
            if self.ended:
                return ""
            self._more()

    def place(self) -> tuple[int, int]:
        """Line and column of where we are."""
        return self.line, self.column

    def take(self, character: str) -> None:
        """Step over a character that must come next."""
        if self.peek() != character:
            self.fail("json")
        self._go(self.at + 1)

    def first_key(self) -> str:
        """The first name in the object that begins here; empty where that cannot be seen."""
        while len(self.text) - self.at < _CHUNK // 2 and not self.ended:
            self._more()
        found = _FIRST_KEY.match(self.text, self.at)
        return found[1] if found else ""

    def value(self) -> Any:
        """The value that begins here. Raises FileUnreadable."""
        self.peek()
        size = _CHUNK
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                is_cut = error.msg.startswith("Unterminated")
                if self.ended or not (is_cut or error.pos > len(self.text) - _MARGIN):
                    self._go(min(error.pos, len(self.text)))
                    self.fail("json end" if is_cut else "json")
            except RecursionError:
                self.fail("too deep")
            except ValueError:
                self._fail_inside()
            else:
                if end < len(self.text) or self.ended:
                    self._go(end)
                    return value
            if len(self.text) - self.at > _MOST:
                self.fail("endless record")
            self._more(size)
            size *= 2

    def _fail_inside(self) -> NoReturn:
        """A value that JSON has not (NaN), or a name that stands twice in one object."""
        open_: list[set[str] | None] = []
        for token in _TOKEN.finditer(self.text, self.at):
            mark = token[0]
            if mark in "{[":
                open_.append(set() if mark == "{" else None)
            elif mark in "}]":
                open_.pop()
                if not open_:
                    break
            elif open_ and (names := open_[-1]) is not None:
                following = _SPACE.match(self.text, token.end())
                if following is None or self.text[following.end() : following.end() + 1] != ":":
                    continue
                if token[1] in names:
                    self._go(token.start())
                    self.fail("key twice", token[1])
                names.add(token[1])
        self.fail("json")

    def fail(self, reason: str, detail: str = "") -> NoReturn:
        """Say where the file breaks. Raises FileUnreadable."""
        if reason == "json" and self.ended and not self.text[self.at :].strip():
            reason = "json end"
        raise FileUnreadable(self.path, reason, self.line, detail, self.column)
