"""Exact numbers: reading JSON numbers as rationals, rounding and showing them."""

from decimal import Decimal, InvalidOperation
from fractions import Fraction

# What lies beyond is no measurement, and exact arithmetic with it could take long.
MAX_EXPONENT = 30


def exact(raw: object) -> Fraction | None:
    """The exact rational that a JSON number or a numeric text stands for; None if it is neither."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, Fraction | int):
        return Fraction(raw) if abs(raw) < 10 ** (MAX_EXPONENT + 1) else None
    if not isinstance(raw, float | str | Decimal):
        return None
    try:
        number_ = Decimal(repr(raw) if isinstance(raw, float) else raw)
    except InvalidOperation:
        return None
    if not number_.is_finite() or abs(number_.adjusted()) > MAX_EXPONENT:
        return None
    return Fraction(number_)


def rounded(value: Fraction, decimals: int = 0) -> Fraction:
    """Half away from zero, for display only; comparisons are made on unrounded values."""
    scale = 10**decimals
    magnitude = (abs(value) * scale * 2 + 1) // 2
    return Fraction(int(magnitude) if value >= 0 else -int(magnitude), scale)


def show(value: Fraction, decimals: int | None = None) -> str:
    """Decimal text without superfluous zeros (at most 4 decimals unless told), or exactly `decimals`."""
    if decimals is not None:
        return f"{float(rounded(value, decimals)):.{decimals}f}"
    if value.denominator == 1:
        return str(value.numerator)
    text = f"{float(rounded(value, 4)):.4f}".rstrip("0").rstrip(".")
    return text if text not in ("0", "-0") else f"{float(value):.3g}"
