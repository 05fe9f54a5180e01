"""Stage 3, link: records become one frozen atlas, with back-references and derived states. Formats nothing."""
