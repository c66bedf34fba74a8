"""Trials of the real programs: long, hostile or random, and run by hand with `scripts/trial`."""
