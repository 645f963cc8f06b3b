"""The states of consent in which a page is looked at, and the choice that is in force in each.

A state's id is `before`, `reject`, `only-<category>`, `accept`, `withdraw`, `gpc` or `no-script`.
A choice in force is `none`, `reject`, `accept`, `withdraw` or `only-<category>`.
"""

from __future__ import annotations

from dataclasses import dataclass

from samtykke.register import Register

BEFORE, REJECT, ACCEPT, WITHDRAW, GPC, NO_SCRIPT = "before", "reject", "accept", "withdraw", "gpc", "no-script"
ONLY = "only-"
NONE = "none"
"""No choice has been made."""


@dataclass(frozen=True, slots=True)
class State:
    """A state, as the browser is brought into it."""

    id: str
    choices: tuple[str, ...] = ()
    """What is chosen on the first page, in order: `accept`, then `withdraw`."""
    reload: bool = False
    """The first page is loaded anew after the choices."""
    gpc: bool = False
    script: bool = True

    @property
    def category(self) -> str:
        """The category that alone is accepted; empty in other states."""
        return self.id.removeprefix(ONLY) if self.id.startswith(ONLY) else ""


def states(register: Register) -> tuple[State, ...]:
    """Every state that the register makes sense of, in the order in which they are reported."""
    asked = dict.fromkeys(s.category for s in register.gated_services())
    # With one category, accepting it alone is accepting all.
    alone = [c.id for c in register.category if c.id in asked] if len(asked) > 1 else []
    return (
        State(BEFORE),
        State(REJECT, (REJECT,), reload=True),
        *(State(ONLY + id_, (ONLY + id_,)) for id_ in alone),
        State(ACCEPT, (ACCEPT,)),
        State(WITHDRAW, (ACCEPT, WITHDRAW), reload=True),
        State(GPC, gpc=True),
        State(NO_SCRIPT, script=False),
    )


def allows(consent: str, category: str) -> bool:
    """Whether a choice in force covers a category that asks for consent."""
    return consent == ACCEPT or consent == ONLY + category
