"""Properties of the calculators run at 500 examples or more, none at fewer by a setting of its own."""

import re
from pathlib import Path

from hypothesis import settings

LEAST = 500


def test_profile_gives_enough_examples() -> None:
    assert settings().max_examples >= LEAST
    assert settings().deadline is None


def test_no_property_asks_for_fewer() -> None:
    sources = {p.name: p.read_text(encoding="utf-8") for p in Path(__file__).parent.glob("test_*_properties.py")}
    asked = {(name, int(n)) for name, text in sources.items() for n in re.findall(r"max_examples=(\d+)", text)}
    assert sources
    assert {entry for entry in asked if entry[1] < LEAST} == set()
