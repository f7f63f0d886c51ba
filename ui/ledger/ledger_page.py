"""The Ledger tab: the entries, the check, and the proof of one entry drawn as a tree."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.context import Context
from engines.database.errors import CounterfoilError
from engines.ledger import body
from engines.ledger.checkpoint import parse
from engines.ledger.merkle import node_hash
from engines.ledger.note import split
from engines.ledger.queries import Head
from engines.ledger.verdict import Verdict
from ui.ledger.ledger_presenter import EntryView, LedgerPresenter, leaf_of
from ui.ledger.words import FactWords, kind_labels
from ui.table_page import TablePage
from widgets.key_figures import Figure
from widgets.proof_tree import Level, Node, ProofTree
from widgets.table.source import Column
from widgets.table.text import Words, integer, shown

MOMENT = Column("at", "", "datetime")
PROBLEMS = 40


class LedgerPage(TablePage):
    """What an accountant does with the ledger."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.presenter = LedgerPresenter(context)
        self.context = context
        super().__init__(context, self._columns(), self._figures(), self.presenter.source, parent)
        self.presenter.setParent(self)
        self._verdict: Verdict | None = None
        self._open_index: int | None = None
        self.add_tools("ledger")
        self.verify_button = self.add_button(self.tr("Verify all"), self.verify, "primary")
        self.answers.set_empty(self.tr("No entries here"))
        self.detail.say_empty(self.tr("Choose an entry to see what it says and its proof."))
        self.opened.connect(self._open)
        self.presenter.entry_ready.connect(self._show)
        self.presenter.head_ready.connect(self.show_head)
        self.presenter.verified.connect(self.show_verdict)
        self.presenter.changed.connect(self.later)
        self.presenter.failed.connect(self.context_failed)
        self.presenter.saved.connect(
            lambda name: self.said.emit(self.tr("Proof saved: {name}").format(name=name), "neutral")
        )
        self.presenter.load_head()

    def _columns(self) -> list[Column]:
        return [
            Column(
                "index",
                self.tr("Entry"),
                "integer",
                sortable=True,
                width=80,
                adds=False,
                mean=False,
            ),
            Column("at_us", self.tr("Time"), "datetime", sortable=True, width=152),
            Column(
                "kind",
                self.tr("What"),
                "pill",
                sortable=True,
                width=150,
                labels=kind_labels(),
                groupable=True,
            ),
            Column("about", self.tr("About"), filterable=False, width=140),
            Column("actor", self.tr("Who"), width=110, groupable=True),
            Column("leaf", self.tr("Leaf"), filterable=False, width=130, mono=True, muted=True),
        ]

    def title(self) -> str:
        """On paper."""
        return self.tr("Ledger")

    def _figures(self) -> list[Figure]:
        return [
            Figure("entries", self.tr("Entries"), filters=False),
            Figure("verified", self.tr("Verification"), filters=False),
            Figure("checkpoint", self.tr("Last checkpoint"), filters=False),
            Figure("root", self.tr("Root"), filters=False),
        ]

    def show_head(self, head: Head | None, count: int) -> None:
        """Write the key figures."""
        self.figures.show_value("entries", integer(count, QLocale()))
        if head is not None:
            words = Words(QLocale(), self.context.zone)
            self.figures.show_value("checkpoint", shown(head.at_us, MOMENT, words))
            self.figures.show_value("root", parse(split(head.note)[0]).root.hex()[:8] + "…")
        if self._verdict is None:
            self.figures.show_value("verified", self.tr("not yet"))

    def refresh(self) -> None:
        """Figures and table anew."""
        self.presenter.load_head()
        super().refresh()

    def context_failed(self, error: Exception) -> None:
        """Say what went wrong."""
        self.verify_button.setEnabled(True)
        if not isinstance(error, CounterfoilError):
            raise error
        self.failed.emit(error)

    @property
    def verdict(self) -> Verdict | None:
        """What the last check came to."""
        return self._verdict

    def verify(self) -> None:
        """Check everything."""
        self.verify_button.setEnabled(False)
        self.presenter.verify(self.tr("Verifying the ledger"))

    def show_verdict(self, verdict: Verdict) -> None:
        """Say plainly what the check came to."""
        self._verdict = verdict
        self.verify_button.setEnabled(True)
        locale = QLocale()
        count = integer(verdict.entries, locale)
        seconds = locale.toString(verdict.seconds, "f", 2)
        if verdict.ok:
            self.figures.show_value("verified", self.tr("Verified"))
            text = self.tr("All {count} entries hold: texts, hashes, tree, signatures, order.")
            self.detail.begin(self.tr("The ledger is whole"), self.tr("verified"), "positive")
            self.detail.text(text.format(count=count))
            self.detail.grid([(self.tr("Seconds"), seconds)])
            self.detail.section(self.tr("Root"))
            self.detail.text(_lines(verdict.root))
            return
        self.figures.show_value("verified", self.tr("Broken"))
        text = self.tr("{count} problems. The books were changed behind the program's back.")
        self.detail.begin(self.tr("The ledger does not hold"), self.tr("broken"), "negative")
        self.detail.text(text.format(count=integer(len(verdict.problems), locale)))
        for problem in verdict.problems[:PROBLEMS]:
            if problem.entry is None:
                self.detail.section(self.tr("The log as a whole"))
            else:
                name = self.tr("Entry {number}").format(number=integer(problem.entry, locale))
                self.detail.link(name, lambda index=problem.entry: self.reveal(index))  # type: ignore[misc]
            self.detail.text(problem.message, "negative")

    def reveal(self, index: int) -> None:
        """Show one entry, from anywhere."""
        self._open_index = index
        self.table.set_where(())
        self.presenter.open(index)
        QTimer.singleShot(0, lambda: self.table.select_key(index))

    def _open(self, key: object) -> None:
        if isinstance(key, int):
            self.presenter.open(key)

    def _show(self, view: EntryView) -> None:
        row, locale = view.row, QLocale()
        labels = kind_labels()
        title = self.tr("Entry {number} · {what}").format(
            number=integer(row.index, locale), what=labels.get(row.kind, row.kind)
        )
        words = Words(locale, self.context.zone)
        subtitle = " · ".join(
            part for part in (shown(row.at_us, MOMENT, words), row.actor, view.about) if part
        )
        proved = self._proved(view)
        pill, tone = (self.tr("proved"), "positive") if proved else (self.tr("broken"), "negative")
        self.detail.begin(title, pill, tone, subtitle)
        self.detail.section(self.tr("In words"))
        if view.fact is None:
            self.detail.text(self.tr("The text of this entry does not read."), "negative")
        else:
            said = FactWords(self.context.currency, self.context.digits, locale)
            self.detail.text(said.say(view.fact))
        if not proved:
            self.detail.text(
                self.tr("Its text does not lead to the signed root: text or hash was changed."),
                "negative",
            )
        self._tree(view)
        self.detail.section(self.tr("Exact text"))
        self.detail.text(_pretty(row.body))
        self.detail.section(self.tr("Leaf hash"))
        self.detail.text(_lines(row.leaf))
        acts = [
            (self.tr("Save proof…"), lambda: self._save(row.index), "primary"),
            (self.tr("Copy exact text"), lambda: _copy(row.body), ""),
        ]
        subject = row.subject or ""
        if subject.startswith("order:"):
            acts.append((self.tr("Open order"), lambda: self.thing_wanted.emit(subject), ""))
        elif subject.startswith("variant:"):
            acts.append((self.tr("Open product"), lambda: self.thing_wanted.emit(subject), ""))
        self.detail.set_actions(acts)

    def _proved(self, view: EntryView) -> bool:
        """Whether the entry's text leads along its path to the signed root."""
        if view.head is None or (not view.path and view.head.size > 1):
            return False
        return _chain(view)[0] == parse(split(view.head.note)[0]).root

    def _tree(self, view: EntryView) -> None:
        if view.head is None:
            return
        text = self.tr("Proof: {count} hashes from this entry to the signed root")
        self.detail.section(text.format(count=len(view.path)))
        chain = _chain(view)
        levels = []
        # From the root down: each level shows the node on our path and its sibling.
        for step, mine in zip(reversed(view.path), chain[1:], strict=True):
            ours, other = _node(mine, on_path=True), _node(step.hash, on_path=False)
            levels.append(Level(other, ours) if step.left else Level(ours, other))
        tree = ProofTree()
        tree.show_path(_node(chain[0], on_path=True), levels)
        tree.copied.connect(lambda _text: self.said.emit(self.tr("Hash copied"), "neutral"))
        self.detail.widget(tree)

    def _save(self, index: int) -> None:
        name = f"entry-{index}.tlog-proof"
        file, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save proof"), name, "tlog-proof (*.tlog-proof)"
        )
        if file:
            self.presenter.save_proof(index, Path(file))


def _chain(view: EntryView) -> list[bytes]:
    """The hashes on the path, from the root down to the leaf."""
    chain = [leaf_of(view)]
    for step in view.path:
        pair = (step.hash, chain[-1]) if step.left else (chain[-1], step.hash)
        chain.append(node_hash(*pair))
    return chain[::-1]


def _node(value: bytes, *, on_path: bool) -> Node:
    text = value.hex()
    return Node(f"{text[:4]}…{text[-2:]}", text, on_path)


def _pretty(text: bytes) -> str:
    try:
        data = msgspec.json.decode(body.read(text).data)
    except msgspec.DecodeError:
        return text.decode("utf-8", "replace")[:4_000]
    return json.dumps(data, ensure_ascii=False, indent=1)[:4_000]


def _lines(digest: str) -> str:
    """A hash in two lines, as people compare it."""
    return "\n".join(digest[at : at + 32] for at in range(0, len(digest), 32))


def _copy(text: bytes) -> None:
    QApplication.clipboard().setText(text.decode("utf-8", "replace"))
