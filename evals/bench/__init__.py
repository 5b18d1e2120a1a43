"""Benchmarks: our retrieval against what a user would otherwise build, and its growth with the corpus."""
