"""An opened index in, web pages out: chat with sources, calculators, documents."""
