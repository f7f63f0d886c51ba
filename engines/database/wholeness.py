"""Whether a database file is as long as it says, told from its bytes alone: nothing is touched.

SQLite itself notices a missing page only when it reads it, perhaps after it has written others.
"""

from __future__ import annotations

from pathlib import Path

from engines.database.files import beside

_WAL_HEADER, _FRAME_HEADER = 32, 24


def is_whole(path: Path, pages: int, page_size: int) -> bool:
    """Whether all `pages` pages are there, in the file or in the write-ahead log beside it.

    A program that was killed while it folded the log into the file leaves a short file and the
    log that completes it. The log is looked at before the length, for one may be folding now.
    """
    logged, wanted = _logged_pages(beside(path, "-wal"), page_size)
    size = path.stat().st_size
    there = size // page_size
    if size % page_size and not logged:
        return False
    if wanted is not None:
        pages = min(pages, wanted)
    return all(page in logged for page in range(there + 1, pages + 1))


def _logged_pages(log: Path, page_size: int) -> tuple[set[int], int | None]:
    """The pages that committed frames of the log hold, and the page count they leave behind."""
    kept: set[int] = set()
    open_pages: set[int] = set()
    count: int | None = None
    try:
        with log.open("rb") as file:
            salts = file.read(_WAL_HEADER)[16:24]
            while len(frame := file.read(_FRAME_HEADER)) == _FRAME_HEADER:
                if frame[8:16] != salts:
                    break
                open_pages.add(int.from_bytes(frame[:4], "big"))
                after = int.from_bytes(frame[4:8], "big")
                if len(file.read(page_size)) < page_size:
                    break
                if after:
                    kept |= open_pages
                    open_pages, count = set(), after
    except FileNotFoundError:
        pass
    return kept, count
