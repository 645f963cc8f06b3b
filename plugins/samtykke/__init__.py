"""Samtykke: one register of what a site stores and loads, and the proof that the built pages keep to it."""

__version__ = "0.1.0"
