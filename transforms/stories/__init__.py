"""Which texts belong together: the terms of a text, how like two texts are, their stories and their copies."""
