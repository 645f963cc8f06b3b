"""The parts of the privacy statement that the register writes: cookie table, list of recipients, change log.

`cookie_table`, `recipients` and `change_log` give HTML fragments; `expand` puts them where an editor has left their
markers.
"""

from .changes import changed
from .markers import expand
from .render import change_log, cookie_table, recipients

__all__ = ["change_log", "changed", "cookie_table", "expand", "recipients"]
