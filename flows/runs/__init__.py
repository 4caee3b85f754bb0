"""Jobs of a person or a schedule: runs, reprocessing, serving, maintenance, corrections; and notifications."""
