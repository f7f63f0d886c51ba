"""Work that makes millions of values and no cycle among them: garbage collection finds nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection meanwhile: a quarter of an import's time went into it."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # What was made counts as old at once: else the next small object has all of it looked at.
        gc.freeze()
        gc.unfreeze()
        if was:
            gc.enable()
