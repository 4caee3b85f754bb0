"""Benchmarks: they measure, and no test depends on what they find."""
