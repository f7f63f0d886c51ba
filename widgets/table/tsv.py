"""Blocks of cells as tab-separated text, the way spreadsheets put them on the clipboard.

- ``quoted(text) -> str``: in quotes if it holds a tab, a line break or begins with a quote
- ``lines(text) -> [[cell, …], …]``: what was copied elsewhere; CRLF or LF, quoted cells whole
"""

from __future__ import annotations

import csv
import io


def quoted(text: str) -> str:
    """One cell, so that its tabs and line breaks stay inside it."""
    if text.startswith('"') or any(mark in text for mark in "\t\r\n"):
        return '"' + text.replace('"', '""') + '"'
    return text


def lines(text: str) -> list[list[str]]:
    """The cells of each line; a last line break ends the block and begins no row."""
    if not text:
        return []
    if '"' in text:
        try:
            reader = csv.reader(io.StringIO(text, newline=""), csv.excel_tab, strict=True)
            return [row or [""] for row in reader]
        except csv.Error:
            pass  # quotes that no spreadsheet wrote: they are part of the text
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    return [line.split("\t") for line in plain.split("\n")]
