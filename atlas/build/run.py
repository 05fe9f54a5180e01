"""A build as it is asked for: with Pelican where there is prose to make, and without where that can be taken."""

from __future__ import annotations

from pathlib import Path

from atlas.build.build import Build
from atlas.build.inputs import Inputs
from atlas.build.options import Choices, Tell
from atlas.settings import Settings


def run(root: Path, tell: Tell | None = None, choices: Choices | None = None, **override: str) -> Settings:
    """Builds the site, as `pelican` in the root would, and gives what it was built with.

    Settings given by name take the place of the file's.

    `tell` takes the problems met, which are printed otherwise.

    Raises:
        SystemExit: with status 1 where anything stops the build.
    """
    choices = choices or Choices()
    inputs = Inputs(root, override) if choices.is_kept else None
    options = inputs.options() if inputs is not None else None
    build = Build(options, choices, tell, inputs) if options is not None else None
    if build is not None and build.takes_prose():
        build.write()
        build.finish()
        return build.settings
    # Pelican takes longer to import than an edit to build.
    from atlas.plugin import Order, make

    return make(root, Order(choices, tell, inputs, build), **override).settings
