"""The tokens of a theme as one frozen value: ``Theme``, and ``contrast`` between two colours."""

from __future__ import annotations

from dataclasses import dataclass

TONES = ("positive", "warning", "negative", "accent")


@dataclass(frozen=True)
class Theme:
    """Colours as ``#RRGGBB``; space, radius and type in px at 100 %."""

    name: str
    window: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    on_accent: str
    positive: str
    positive_soft: str
    warning: str
    warning_soft: str
    negative: str
    negative_soft: str
    selection: str
    focus: str
    series: tuple[str, ...]  # of charts and bars, by place
    space: tuple[int, ...]
    radius_control: int
    radius_card: int
    radius_pill: int
    small: int
    base: int
    heading: int
    figure: int

    def of_series(self, place: int) -> str:
        """The colour of one series; past the last they begin again."""
        return self.series[place % len(self.series)]

    def tone(self, name: str) -> tuple[str, str]:
        """(text, background) of a tone: positive, warning, negative, accent or neutral."""
        tones = {
            "positive": (self.positive, self.positive_soft),
            "warning": (self.warning, self.warning_soft),
            "negative": (self.negative, self.negative_soft),
            "accent": (self.accent, self.accent_soft),
        }
        return tones.get(name, (self.text, self.window))


def _luminance(colour: str) -> float:
    def linear(part: str) -> float:
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(colour[at : at + 2]) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#RRGGBB`` colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
