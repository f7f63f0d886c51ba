"""Lists of recommendations as a table for other programs: ids exactly as they came in."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from engines.database.files import plain_files
from engines.recommend.lists import Lists

HEADER = ("user", "rank", "item", "score")


def write_lists(path: Path, users: Sequence[str], item_ids: Sequence[str], lists: Lists) -> int:
    """Write `user,rank,item,score` as UTF-8 CSV; returns how many rows.

    Nothing is neutralised: an id is an id, to the letter. The file is written beside and renamed
    when whole. Raises DiskFull, FileNotWritable.
    """
    part = path.with_name(path.name + ".part")
    count = 0
    with plain_files(path):
        try:
            with part.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(HEADER)
                for row in _rows(users, item_ids, lists):
                    writer.writerow(row)
                    count += 1
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    return count


def _rows(
    users: Sequence[str], item_ids: Sequence[str], lists: Lists
) -> Iterator[tuple[str, int, str, str]]:
    for user, items, scores in zip(users, lists.items.tolist(), lists.scores.tolist(), strict=True):
        rank = 0
        for item, score in zip(items, scores, strict=True):
            if item >= 0:
                rank += 1
                yield user, rank, item_ids[item], f"{score:.9g}"
