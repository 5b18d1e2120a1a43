"""Values of one POEMS domain at baseline, at their lowest and now."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Level:
    """Baseline, lowest and current value of one domain; an absent lowest value is the baseline."""

    baseline: Fraction | None
    lowest: Fraction | None
    current: Fraction | None

    @property
    def rise(self) -> Fraction | None:
        """Current above lowest."""
        return None if self.current is None or self.lowest is None else self.current - self.lowest

    @property
    def fall(self) -> Fraction | None:
        """Current below baseline."""
        return None if self.current is None or self.baseline is None else self.baseline - self.current

    def fallen_by(self, share: Fraction, least: int = 0) -> bool | None:
        """Whether the fall is at least a share of the baseline and at least `least`."""
        return None if self.fall is None else self.fall >= share * (self.baseline or 0) and self.fall >= least

    def risen_by(self, share: Fraction, least: int = 0) -> bool | None:
        """Whether there is a rise of at least a share of the lowest value and at least `least`."""
        return (
            None
            if self.rise is None
            else self.rise > 0 and self.rise >= max(share * (self.lowest or Fraction(0)), Fraction(least))
        )


def at_least(value: Fraction | None, limit: Fraction | int | None) -> bool | None:
    """Whether a value reaches a limit; unknown if either is."""
    return None if value is None or limit is None else value >= limit


def equals(value: Fraction | None, other: int) -> bool | None:
    """Whether a value is the other; unknown if it is."""
    return None if value is None else value == other
