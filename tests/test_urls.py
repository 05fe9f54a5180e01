"""Addresses: relative from any page to any other, with and without index.html."""

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.view import urls


@pytest.mark.parametrize(
    ("origin", "target", "clean", "folder"),
    [
        ("projects/x/", "projects/y/", "../y/", "../y/index.html"),
        ("", "projects/y/", "projects/y/", "projects/y/index.html"),
        ("projects/x/", "", "../../", "../../index.html"),
        ("en/projects/x/", "projects/x/", "../../../projects/x/", "../../../projects/x/index.html"),
        ("projects/x/", "sources/s/#p3", "../../sources/s/#p3", "../../sources/s/index.html#p3"),
        ("", "", "./", "index.html"),
    ],
)
def test_one_page_points_at_another(origin, target, clean, folder):
    assert urls.relative(origin, target, clean=True) == clean
    assert urls.relative(origin, target, clean=False) == folder


segment = st.sampled_from(["projects", "en", "a", "b-c"])
address = st.lists(segment, max_size=3).map(lambda parts: "".join(f"{part}/" for part in parts))


@given(address, address)
def test_following_a_relative_address_leads_to_the_target(origin, target):
    found = urls.relative(origin, target, clean=False)
    assert posixpath.normpath(posixpath.join("/" + origin, found)) == "/" + target + "index.html"
