"""What a person or a schedule asks for: a run, a reprocessing, serving, upkeep, corrections, and its notices."""
