"""A composer for states of the atlas that may have gaps: what is not among its records is called by its id."""

from __future__ import annotations

from atlas.view.composer import Composer
from atlas.view.marks import Words


class LenientComposer(Composer):
    """Words for records of an older state, which may refer to what could not be read."""

    def title(self, key: str) -> Words:
        folder, _, name = key.partition("/")
        return super().title(key) if name in self.atlas.records.get(folder, {}) else Words(name)

    def term(self, vocabulary: str, term: str) -> str:
        known = self.atlas.vocabulary.get(vocabulary, {})
        return super().term(vocabulary, term) if term in known else term
