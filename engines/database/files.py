"""Files beside the database: what the system says when one cannot be written, as our errors."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engines.database.errors import CounterfoilError, DiskFull, FileNotWritable

# Beside a database while it is in use; without it they are nobody's.
SIDECARS = ("-wal", "-shm", "-journal")
_SCANT = 1 << 20  # bytes left on a disk that is as good as full
_REASONS = {
    **dict.fromkeys([errno.EACCES, errno.EPERM, errno.EROFS], "not allowed to write"),
    **dict.fromkeys([errno.ENOENT, errno.ENOTDIR, errno.EEXIST], "no folder"),
    errno.EISDIR: "folder",
}


@contextmanager
def plain_files(path: Path) -> Iterator[None]:
    """Say why `path` cannot be written. Raises DiskFull, FileNotWritable."""
    try:
        yield
    except OSError as error:
        raise file_error(error, path) from error


def file_error(error: OSError, path: Path) -> CounterfoilError:
    """What a refusal of the system to write `path` means."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(path)
    return FileNotWritable(path, _REASONS.get(error.errno or 0, "failed"))


def is_full(path: Path) -> bool:
    """Whether the disk of `path` has no room left to speak of."""
    import shutil  # with its archives, 5 ms: when something went wrong, never at the start

    try:
        return shutil.disk_usage(path.parent).free < _SCANT
    except OSError:
        return False


def beside(path: Path, suffix: str) -> Path:
    """The file beside a database: its write-ahead log and the like."""
    return path.with_name(path.name + suffix)
