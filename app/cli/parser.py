"""The arguments of every command."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeAlias

from app.cli import data, do, ledger, people, recommend, shops
from app.cli.run import Session

Run = Callable[[Session], int]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def build() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="main.py", description="Counterfoil. Without a command, the window opens."
    )
    parser.add_argument("--shop", help="folder of the shop")
    parser.add_argument("--as", dest="actor", metavar="USER", help="who acts")
    parser.add_argument("--lang", choices=["en", "zh_CN"])
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--quiet", action="store_true")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _shops(commands)
    _data(commands)
    _acts(commands)
    _ledger(commands)
    _people(commands)
    _recommend(commands)
    return parser


def _add(commands: Commands, name: str, run: Run, text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    return parser


def _shops(commands: Commands) -> None:
    one = _add(commands, "init", shops.init, "Make a new, empty shop.")
    one.add_argument("--name", required=True)
    one.add_argument("--currency", required=True)
    one.add_argument("--timezone", required=True)
    one.add_argument("--encrypt", action="store_true")
    one = _add(commands, "demo", shops.demo, "Make a demo shop from real sales.")
    one.add_argument("--size", choices=["small", "full"], default="small")
    _add(commands, "stats", shops.stats, "Counts and totals.")
    _add(commands, "backup", shops.backup_to, "Copy the shop while it is in use.").add_argument(
        "file"
    )
    _add(commands, "restore", shops.restore_from, "Restore a backup into --shop.").add_argument(
        "file"
    )
    _add(commands, "migrate", shops.migrate, "Bring the shop to the newest schema.")
    _add(commands, "check", shops.check, "Check the file itself.")
    one = _add(commands, "rebuild", shops.rebuild_check, "Replay the ledger and compare.")
    one.add_argument("--check", action="store_true", required=True)


def _data(commands: Commands) -> None:
    one = _add(commands, "import", data.import_files, "Import files, all or nothing.")
    one.add_argument("kind")
    one.add_argument("files", nargs="+")
    one.add_argument("--mapping")
    one.add_argument("--dry-run", action="store_true")
    one.add_argument("--timezone")
    one.add_argument("--currency")
    stock = one.add_mutually_exclusive_group()
    stock.add_argument("--set-stock", action="store_true")
    stock.add_argument("--add-stock", action="store_true")
    one.add_argument("--skip-rejected", action="store_true")
    one.add_argument("--encoding", help="of text files, where the guess is wrong")
    one.add_argument("--delimiter", help="one character, or tab")
    one.add_argument("--header-row", type=int, metavar="N", help="the line that names the columns")
    one.add_argument("--sheet", metavar="NAME", help="of a spreadsheet; hidden ones only so")
    one = _add(commands, "export", data.export, "Export a list.")
    one.add_argument("kind")
    one.add_argument("file")
    one.add_argument("--from", dest="since")
    one.add_argument("--to", dest="until")
    one = _add(commands, "list", data.list_rows, "A page of a list.")
    one.add_argument("name")
    one.add_argument("--where")
    one.add_argument("--sort")
    one.add_argument("--limit", type=int, default=50)
    one.add_argument("--after")
    one = _add(commands, "show", data.show, "One thing with all that hangs on it.")
    one.add_argument("what", choices=["order", "sku", "customer", "entry"])
    one.add_argument("key")


def _acts(commands: Commands) -> None:
    one = _add(commands, "do", do.run, "One business command.")
    one.add_argument("--list", dest="listing", action="store_true")
    one.add_argument("act", nargs="?")
    one.add_argument("rest", nargs=argparse.REMAINDER)
    one = _add(commands, "undo", do.undo, "Take back the last changes.")
    one.add_argument("--steps", type=int, default=1)
    one = _add(commands, "redo", do.redo, "Repeat what was taken back.")
    one.add_argument("--steps", type=int, default=1)


def _ledger(commands: Commands) -> None:
    one = _add(commands, "verify", ledger.verify, "Check the whole ledger.")
    one.add_argument("--fast", action="store_true", help="in one process, for small shops")
    one.add_argument(
        "--since",
        metavar="CHECKPOINT",
        help="check what came after: a file, or a size",
    )
    group = commands.add_parser("ledger", help="Checkpoints and proofs.")
    inner = group.add_subparsers(dest="ledger_command", required=True, metavar="COMMAND")
    _add(inner, "checkpoint", ledger.checkpoint, "Sign the log's head now.")
    one = _add(inner, "prove", ledger.prove, "Write the proof of an entry.")
    one.add_argument("entry", type=int)
    one.add_argument("file")
    _add(inner, "check-proof", ledger.check_proof, "Check a proof file.").add_argument("file")


def _people(commands: Commands) -> None:
    group = commands.add_parser("people", help="Who may do what.")
    inner = group.add_subparsers(dest="people_command", required=True, metavar="COMMAND")
    _add(inner, "list", people.everyone, "Who may do what.")
    one = _add(inner, "add", people.add, "Let somebody act; asks for a password.")
    one.add_argument("name")
    one.add_argument("--role", default="support")
    _add(inner, "disable", people.disable, "Stop somebody from acting.").add_argument("name")
    _add(inner, "reset", people.reset, "Set somebody's password.").add_argument("name")
    group = commands.add_parser("privacy", help="What is held on a person.")
    inner = group.add_subparsers(dest="privacy_command", required=True, metavar="COMMAND")
    for name, act, text in (
        ("export", people.export_personal, "Show everything held on a customer."),
        ("erase", people.erase_personal, "Destroy the personal data of a customer."),
    ):
        _add(inner, name, act, text).add_argument("customer")


def _recommend(commands: Commands) -> None:
    group = commands.add_parser("recommend", help="What to show to whom, and why.")
    inner = group.add_subparsers(dest="recommend_command", required=True, metavar="COMMAND")
    one = _add(inner, "batch", recommend.batch, "Lists for many shoppers.")
    _interactions(one)
    one.add_argument("--users", metavar="FILE", help="whom the lists are for; without it, all")
    one.add_argument("-k", type=int, default=20, help="how long a list is at most")
    _configured(one)
    one.add_argument("--out", metavar="FILE", required=True)
    for name, act, text in (
        ("predict", recommend.predict, "The rating that a user would give an item."),
        ("explain", recommend.explain, "Why an item has its place in a list."),
    ):
        one = _add(inner, name, act, text)
        _interactions(one)
        _configured(one)
        one.add_argument("--user", required=True)
        one.add_argument("--item", required=True)
    one = _add(inner, "tune", recommend.tune, "All models side by side, or one's settings.")
    _interactions(one)
    one.add_argument("--model", metavar="KIND", help="tune the settings of this kind")
    one = _add(inner, "evaluate", recommend.evaluate, "The metrics of a model, with intervals.")
    _interactions(one)
    _configured(one)
    one = _add(inner, "publish", recommend.publish, "Put a model live in the shop.")
    one.add_argument("--target", choices=["next", "new"], default="next")
    _configured(one)
    one.add_argument("--note", default="")
    one = _add(inner, "rollback", recommend.rollback, "Bring back what was live before.")
    one.add_argument("--target", choices=["next", "new"], default="next")
    one.add_argument("--publication", type=int, metavar="N", help="this one instead")


def _configured(one: argparse.ArgumentParser) -> None:
    one.add_argument("--config", metavar="FILE", help="TOML: the model and its settings")


def _interactions(one: argparse.ArgumentParser) -> None:
    """What every recommendation is made from, and for what."""
    one.add_argument("--interactions", metavar="FILE", help="without it, the shop's sales")
    one.add_argument("--target", choices=["next", "new"], default="next")
