"""A consent tool that is to find and hold back third parties by itself."""

from __future__ import annotations

from samtykke.model import Level

from .base import Rule

RULE = Rule(
    id="automatic-blocking",
    level=Level.WARNING,
    title="Automatic blocking, which cannot be proved",
    why="Such a tool holds others back only while its own script runs, only if that comes first, and only what its "
    "list knows. Whatever else the page fetches therefore counts as not held back. The tool itself is a third party "
    "that is contacted before anybody has chosen.",
    remedy="Mark each script and frame as the tool's documentation says, with an inert type and without src.",
    example='<script id="Cookiebot" src="https://consent.cookiebot.com/uc.js" data-blockingmode="auto"></script>',
    noted="The page relies on the automatic blocking of %(detail)s, which cannot be proved: whatever else it fetches "
    "counts as not held back.",
)
