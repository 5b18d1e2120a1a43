"""Passages in, snapshot out; question in, evidence out: embedding, lexical index, vectors, hybrid search."""
