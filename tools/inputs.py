"""The definition of a calculator's input.

A definition is written once; chat extraction, forms, JSON Schema, LLM tools and docs derive from it.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from tools.quantities import QUANTITIES, Quantity, Range


class Kind(StrEnum):
    """What sort of value an input takes."""

    QUANTITY = "quantity"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    DATE = "date"
    CHOICES = "choices"
    RECORDS = "records"
    TEXT = "text"


@dataclass(frozen=True)
class Option:
    """One word of a choice: its code, its Chinese name and other ways to write it."""

    code: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Input:
    """One input of a calculator.

    `role` "item" is a finding (unknown counts as unknown and is asked for), "option" chooses how to
    compute and has a default, "information" only adds notes. A dotted name is a nested field.
    """

    name: str
    label: str
    kind: Kind
    quantity: Quantity | None = None
    bounds: Range | None = None
    options: tuple[Option, ...] = ()
    fields: tuple["Input", ...] = ()
    aliases: tuple[str, ...] = ()
    unit: str = ""
    role: str = "item"
    help: str = ""

    @property
    def plausible(self) -> Range | None:
        """Bounds outside of which a value is an error."""
        return self.bounds or (self.quantity.plausible if self.quantity else None)

    @property
    def canonical_unit(self) -> str:
        """Unit of the value that a rule sees; empty for plain numbers."""
        return self.quantity.unit if self.quantity else self.unit

    def label_of(self, code: str) -> str:
        """Chinese name of an option's code."""
        return next((o.label for o in self.options if o.code == code), code)


def quantity(name: str, key: str, label: str = "", **more: Any) -> Input:
    """An input measured as one of the shared quantities."""
    q = QUANTITIES[key]
    return Input(name, label or q.label, Kind.QUANTITY, quantity=q, **more)


def number(name: str, label: str, low: str, high: str, **more: Any) -> Input:
    """A plain number with plausible bounds."""
    return Input(name, label, Kind.NUMBER, bounds=(Fraction(low), Fraction(high)), **more)


def integer(name: str, label: str, low: int, high: int, **more: Any) -> Input:
    """A whole number with plausible bounds."""
    return Input(name, label, Kind.INTEGER, bounds=(Fraction(low), Fraction(high)), **more)


def boolean(name: str, label: str, **more: Any) -> Input:
    """A three-valued finding: true, false or unknown."""
    return Input(name, label, Kind.BOOLEAN, **more)


def choice(name: str, label: str, options: tuple[Option, ...], **more: Any) -> Input:
    """One of a few words."""
    return Input(name, label, Kind.CHOICE, options=options, **more)


def date(name: str, label: str, **more: Any) -> Input:
    """A calendar day, ISO form."""
    return Input(name, label, Kind.DATE, **more)
