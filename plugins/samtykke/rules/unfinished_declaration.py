"""A declaration of which visitors would read «TODO», or a country that is none."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level
from samtykke.register.unfinished import unfinished

from .base import Context, Rule


def conclude(context: Context) -> Iterator[Finding]:
    """One finding for each category or service; a warning where no page shows the register's words."""
    shows = bool(context.tally.tables) or any(banner for banner, *_ in context.tally.pages)
    for one in unfinished(context.register):
        if shows:
            message = context.t("Visitors read «TODO», or a country that is none, of «%(name)s»: %(keys)s.")
        else:
            message = context.t("In the register, «%(name)s» is still to be completed: %(keys)s.")
        keys = dict.fromkeys(".".join(str(key) for key in keys[2:] if isinstance(key, str)) for keys in one.places)
        yield RULE.finding(
            context,
            context.register_position(*one.places[0]),
            message % {"name": one.name, "keys": ", ".join(keys)},
            service=one.service,
            level=None if shows else Level.WARNING,
            subject="" if one.service else one.name,
        )


RULE = Rule(
    id="unfinished-declaration",
    level=Level.ERROR,
    title="A declaration that is still to be completed",
    why="Banner and statement show what the register says, and consent to a purpose that nobody has written down is no "
    "consent (GDPR articles 4(11) and 13). Where the pages have neither, it is a warning.",
    remedy="Write in the register what stands as TODO there, and the provider's country by its code of two letters in "
    "place of ZZ. «samtykke register check» lists the lines.",
    example='provider = "TODO"\ncountry = "ZZ"\npurpose = { nb = "TODO" }',
    conclude=conclude,
)
