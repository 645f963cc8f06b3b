"""A script that loads or runs what cannot be known from the files."""

from __future__ import annotations

from samtykke.model import Level

from .base import Rule

RULE = Rule(
    id="opaque-script",
    level=Level.WARNING,
    unverified=True,
    title="A script whose loads cannot be established",
    why="It builds an address from what only a visitor's browser knows, runs computed text, or ran into a limit. What "
    "cannot be verified is not clean.",
    remedy="Write the address out in the script, declare and gate the service, or look at the page with the audit.",
    example="<script>eval(localStorage.getItem('code'))</script>",
    noted="What this script does could not be established: %(detail)s.",
)
