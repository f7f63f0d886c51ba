"""The only entry: opens the window, or runs one command."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

_WITH_VALUE = ("--shop", "--as", "--lang")


def has_command(arguments: Sequence[str]) -> bool:
    """Whether the arguments name a command (or ask for help), so that no window opens."""
    rest = iter(arguments)
    for one in rest:
        if one in ("-h", "--help"):
            return True
        if one in _WITH_VALUE:
            next(rest, None)
        elif not one.startswith("-"):
            return True
    return False


def main(arguments: Sequence[str]) -> int:
    """Run; returns the exit status."""
    if has_command(arguments):
        from app.cli.run import main as run_command

        return run_command(arguments)
    hold_collector()
    from ui.start import main as open_window

    return open_window(arguments)


def hold_collector() -> None:
    """No garbage is collected before the first page shows: imports make none, and it costs 30 ms.

    `ui.start` sets the collector going again.
    """
    gc.disable()


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # Worker processes of a built program start here; importing this costs 10 ms.
        import multiprocessing

        multiprocessing.freeze_support()
    sys.exit(main(sys.argv[1:]))
