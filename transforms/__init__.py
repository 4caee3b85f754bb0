"""From decoded text to rows, by pure functions: no disk, clock or network."""
