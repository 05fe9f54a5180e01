"""Stage 4, view: an atlas, a page and a language become words, formatted quantities and addresses. Knows no HTML."""
