"""Commands on the ledger."""

from __future__ import annotations

from pathlib import Path

from app import machine
from app.cli.run import DONE, PROBLEMS, Session
from engines.database.errors import NotAllowed, NotFound
from engines.database.files import plain_files
from engines.database.moments import now_us
from engines.exchange.errors import FileUnreadable
from engines.identity.rights import Right
from engines.ledger import proof_file
from engines.ledger import queries as log
from engines.ledger.checkpoint import parse
from engines.ledger.keys import BadKey
from engines.ledger.merkle import ProofError, leaf_hash
from engines.ledger.note import NoteError, split


def verify(session: Session) -> int:
    """Check the whole ledger."""
    processes = 1 if session.arguments.fast else 2
    given = session.arguments.since
    since = None if given is None else _checkpoint_note(session, given)
    verdict = session.shop.verify(session.ticket, processes, since)
    if since is None:  # a part that holds says nothing of the rest
        machine.note_verified(session.shop.place, now_us(), len(verdict.problems))
    session.printer.result(
        {
            "ok": verdict.ok,
            "entries": verdict.entries,
            "root": verdict.root,
            "seconds": round(verdict.seconds, 3),
            "problems": verdict.problems,
        }
    )
    return DONE if verdict.ok else PROBLEMS


def _checkpoint_note(session: Session, given: str) -> str:
    """The note in a file, or the kept checkpoint of that many entries. Raises NotFound."""
    if given.isdigit():
        heads = session.shop.database.read(log.heads)
        found = next((head.note for head in heads if head.size == int(given)), None)
        if found is None:
            raise NotFound("checkpoint", given)
        return found
    try:
        return Path(given).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(Path(given), "missing") from error


def checkpoint(session: Session) -> int:
    """Sign the head now, and keep that checkpoint."""
    actor = session.actor()
    if Right.LEDGER_SIGN not in actor.rights:
        raise NotAllowed(actor.name, Right.LEDGER_SIGN)
    signed = parse(split(session.shop.sign_now())[0])
    session.printer.result(
        {"origin": signed.origin, "size": signed.size, "root": signed.root.hex()}
    )
    return DONE


def prove(session: Session) -> int:
    """Write a proof of an entry."""
    index, file = session.arguments.entry, Path(session.arguments.file)
    proof = session.shop.database.read(lambda c: log.proof_of(c, index))
    with plain_files(file):
        file.write_text(proof.text(), "utf-8")
    signed = parse(split(proof.checkpoint)[0])
    session.printer.result(
        {
            "origin": signed.origin,
            "size": signed.size,
            "root": signed.root.hex(),
            "file": str(file),
            "verifier": session.shop.verifier.text(),
        }
    )
    return DONE


def check_proof(session: Session) -> int:
    """Check a proof file against the shop's key. The entry's text is carried as extra data."""
    file = Path(session.arguments.file)
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = "missing" if isinstance(error, FileNotFoundError) else "binary"
        raise FileUnreadable(file, reason) from error
    try:
        proof = proof_file.parse(text)
        signed = proof_file.check(proof, leaf_hash(proof.extra), [session.shop.verifier])
    except (NoteError, BadKey, ProofError) as error:
        session.printer.result({"ok": False, "reason": error.reason})
        return PROBLEMS
    session.printer.result(
        {
            "ok": True,
            "origin": signed.origin,
            "size": signed.size,
            "root": signed.root.hex(),
            "index": proof.index,
            "body": proof.extra,
        }
    )
    return DONE
