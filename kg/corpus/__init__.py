"""Thousands of articles, day after day: all cores, only what changed, nothing lost when killed; builds told apart."""
