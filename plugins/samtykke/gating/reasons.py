"""Why something is left as it is, and what its owner can do: in English, translated where it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def _(message: str) -> str:
    """Mark a message for translation; it is translated where it is shown."""
    return message


@dataclass(frozen=True)
class Reason:
    """What keeps something from being gated."""

    key: str
    values: Mapping[str, str | int] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """The reason, with places for the values."""
        return REASONS[self.key][0]

    @property
    def remedy(self) -> str:
        """What can be done, with places for the values."""
        return REASONS[self.key][1]


_ALONE = _("Put what loads the service, and its settings, in a script element of their own.")
_OWN_FILE = _("Move what loads the service into a script element of its own, or gate the whole file by hand.")
_BY_HAND = _("Gate it by hand, or remove it.")

REASONS = {
    "mixed": (_("the script does other work on the page as well (%(what)s)"), _ALONE),
    "own": (_("the script also loads what does not wait for consent (%(what)s)"), _ALONE),
    "several": (
        _("it loads more than one service (%(what)s), and they are asked about one by one"),
        _("Split it into one element for each service."),
    ),
    "undeclared": (
        _("it also contacts or stores what the register does not declare (%(what)s)"),
        _("Declare that too, or remove it."),
    ),
    "elsewhere": (
        _('the register says that the service is set by others (set_by = "elsewhere"), so no gate would open'),
        _('Declare the service with set_by = "page", or remove it from the pages.'),
    ),
    "needed": (
        _("what stays needs «%(name)s», which it defines (line %(where)s)"),
        _(
            "Gate that with it by hand, let it ask first whether the name is there, or put the library on the site "
            "itself."
        ),
    ),
    "unknown": (
        _("scripts after it may need what it defines (line %(where)s)"),
        _("Put the library on the site itself; what is left can then be gated."),
    ),
    "unread": (_("the script could not be read"), _("Mend its errors, or gate it by hand.")),
    "waits": (
        _("it waits for the page to have loaded (%(what)s), which it mostly has when consent comes"),
        _('Take what loads the service out of that, or write addEventListener("load", …), which works later too.'),
    ),
    "file": (_("a script file of the site contacts it (%(what)s)"), _OWN_FILE),
    "handler": (
        _("it is contacted from an attribute of the element (style, an event handler or the like)"),
        _("Move it to an element of its own, or put the file on the site itself."),
    ),
    "style": (
        _("the style sheet also has rules of the page's own"),
        _("Put the @import and @font-face rules in a style element of their own, or the files on the site itself."),
    ),
    "marked": (
        _("it carries a consent tool's mark already, but acts all the same (%(what)s)"),
        _("Mend that gate, or remove the mark."),
    ),
    "attribute": (
        _("an attribute that is needed for the gate is taken, or stands twice (%(what)s)"),
        _("Remove that attribute, or gate it by hand."),
    ),
    "place": (_("a gate cannot stand where it stands (%(what)s)"), _BY_HAND),
    "guess": (
        _("the markup is broken there: where the element begins and ends is a guess"),
        _("Mend the markup: a tag is not closed, or stands where it may not."),
    ),
    "encoding": (_("the page's encoding (%(what)s) cannot be edited byte for byte"), _("Save the page as UTF-8.")),
    "document": (
        _("it is contacted from a file that is not a page"),
        _("Put what it fetches on the site itself, or load the file behind a gate."),
    ),
    "feed": (
        _("it stands in a feed, and nobody can consent in a feed reader"),
        _("Remove it from the text, or leave the feed without it."),
    ),
    "integrity": (
        _("the copy that is kept is not what the integrity attribute states (%(what)s)"),
        _("Find out which of them is right; «samtykke selfhost --update» fetches the file anew."),
    ),
    "remains": (
        _("it still acts after the edit"),
        _("Gate it by hand, and please report this as a fault of ours."),
    ),
}  # fmt: skip
"""Key → (reason, remedy)."""
