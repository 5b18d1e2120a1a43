"""Deterministic calculators: takes named inputs, gives an answer with result, steps and sources."""
