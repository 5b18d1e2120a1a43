"""Questions in, answers out: understanding, evidence, quotation, calculators, verification, sessions."""
