"""How near two words are: what a slip of the finger makes of one."""

from __future__ import annotations


def slips(one: str, other: str, most: int) -> int:
    """Letters put in, left out, exchanged or swapped with their neighbour; `most` + 1 when more.

    Optimal string alignment distance (Damerau 1964, Boytsov 2011), stopped beyond `most`.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def allowed(word: str) -> int:
    """Slips that a word of that length may hold: none below four letters, two from eight on."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2
