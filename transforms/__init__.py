"""Text in, rows out: pure functions of decoded text."""
