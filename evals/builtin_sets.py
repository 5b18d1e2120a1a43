"""The project's own question sets, anchored in the built-in digests."""

from pathlib import Path

SETS = Path(__file__).with_name("sets")
