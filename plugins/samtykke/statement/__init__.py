"""The parts of the privacy statement that the register writes: the cookie table and the list of recipients.

`cookie_table` and `recipients` give HTML fragments; `expand` puts them where an editor has left their markers.
"""

from .markers import expand
from .render import cookie_table, recipients

__all__ = ["cookie_table", "expand", "recipients"]
