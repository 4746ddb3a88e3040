"""Benchmarks: `python -m bench` lists them, `python -m bench NAME` runs one and prints its figures."""
