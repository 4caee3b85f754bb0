"""The process and its disk: clock, exit, limits, durable files, text for a terminal."""
