"""Cartography: from degrees and names to integer paths and placed labels; knows neither records nor HTML."""
