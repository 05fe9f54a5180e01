"""What the checks of `make quality` share: the real site, published for a server on this machine, and served."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.conftest import _build
from tests.quality.server import serving
from tests.site import BuiltSite


@dataclass(frozen=True, slots=True)
class ServedSite:
    """A published site, and the address it was built for and is served at."""

    site: BuiltSite
    base: str

    def url(self, address: str) -> str:
        """A page's own address, as its links write it."""
        return self.base + address.removesuffix("index.html")


@pytest.fixture(scope="session")
def served(tmp_path_factory) -> Iterator[ServedSite]:
    with socket.create_server(("localhost", 0)) as free:
        port = free.getsockname()[1]
    base = f"http://localhost:{port}/"
    folder = tmp_path_factory.mktemp("served") / "output"
    site = _build(folder, SITE_URL=base)
    with serving(folder, port):
        yield ServedSite(site, base)
