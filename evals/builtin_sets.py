"""The project's own question sets, anchored in the built-in digests, and the results that they must reach."""

from pathlib import Path

SETS = Path(__file__).with_name("sets")
FLOORS = Path(__file__).with_name("floors.toml")
