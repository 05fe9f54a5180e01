"""Tianjin Development Atlas: sourced records in, a static bilingual site out."""

__version__ = "0.1.0"
