"""Scorers and readers of gold data that more than one benchmark may use."""
