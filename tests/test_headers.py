"""What a host should send: one policy in the pages, the _headers file and the nginx example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from atlas.publish.headers import EVERYWHERE, WITHIN, headers
from atlas.view.policy import HEADER, META

NGINX = (Path(__file__).parent.parent / "docs" / "publishing" / "nginx.conf").read_text("utf-8")


def blocks(text: str) -> dict[str, dict[str, str]]:
    """A _headers file: by path, the headers sent for it."""
    found = {}
    for block in text.strip().split("\n\n"):
        path, *lines = block.splitlines()
        found[path] = dict(line.strip().split(": ", 1) for line in lines)
    return found


def test_every_page_states_the_policy_of_the_header_but_for_what_only_a_header_can_say(site):
    for page in site.pages.values():
        (policy,) = page.tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy == META, page.address
    assert f"{META}; frame-ancestors 'none'" == HEADER


@pytest.mark.parametrize(
    ("site_url", "root"), [("https://example.org", "/"), ("https://example.org/atlas/", "/atlas/"), (None, "/")]
)
def test_the_paths_count_from_the_root_of_the_host(site_url, root):
    found = blocks(headers(site_url).decode())
    assert set(found) == {f"{root}*", f"{root}assets/*", f"{root}data/*"}
    assert found[f"{root}*"]["Content-Security-Policy"] == HEADER
    assert "immutable" in found[f"{root}assets/*"]["Cache-Control"]


def test_the_published_site_has_the_file(published_site):
    assert published_site.files["_headers"] == headers("https://example.org/atlas")


def test_no_header_is_given_twice_for_one_address():
    """Hosts join what two rules say of one header."""
    assert all(not set(found) & set(EVERYWHERE) for found in WITHIN.values())


def test_the_example_for_nginx_sends_the_same():
    found = {
        path: dict(re.findall(r'add_header (\S+) "([^"]*)"', body))
        for path, body in re.findall(r"location (\S+) \{(.*?)\n  \}", NGINX, re.S)
    }
    assert set(found) == {"/", *(f"/{folder}" for folder in WITHIN)}
    for path, sent in found.items():
        expected = {**EVERYWHERE, **WITHIN.get(path.strip("/") + "/", {})}
        assert {**expected, "Cache-Control": sent["Cache-Control"]} == sent, path
