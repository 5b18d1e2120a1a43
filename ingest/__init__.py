"""Files in, passages out: readers, cleaning, structure, splitting."""
