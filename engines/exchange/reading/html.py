"""The words of a small piece of HTML, as shops send what people wrote."""

from __future__ import annotations

from html.parser import HTMLParser

_BREAKS = {"br"}
_BLOCKS = {"p", "div", "li", "blockquote", "ul", "ol"}
_UNSEEN = {"script", "style"}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BREAKS | _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def words_of(html: str) -> str:
    """The text without its markup: paragraphs on lines of their own, no empty ones."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)
