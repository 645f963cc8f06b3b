"""Text for a terminal: what was found, where, and how to mend it; then the services by state; the verdict last."""

from __future__ import annotations

import io

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from samtykke.model import Level
from samtykke.reports.base import Verdict
from samtykke.rules.base import shown

from .base import Drawn, Format
from .states import Cell
from .view import Group

_COLORS = {Level.ERROR: "bold red", Level.WARNING: "bold yellow", Level.NOTE: "bold cyan"}
_CELLS = {
    Cell.QUIET: ("·", "dim"),
    Cell.ALLOWED: ("ok", "green"),
    Cell.FORBIDDEN: ("NO", "bold red"),
    Cell.UNDECLARED: ("??", "bold red"),
    Cell.UNSEEN: ("-", "yellow"),
}
_MOST_PLACES = 5


def render(drawn: Drawn) -> str:
    """Ends in one line that says it all."""
    console = Console(
        file=io.StringIO(),
        width=drawn.width,
        force_terminal=drawn.color,
        no_color=not drawn.color,
        color_system="standard" if drawn.color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for group in drawn.view.groups:
        _tell(console, group, drawn)
    if drawn.view.ignored:
        console.print(Text(drawn.t("Ignored:"), style="bold"))
        for line, number in drawn.view.ignored:
            console.print(Text(f"  {line}  × {number}" if number > 1 else f"  {line}"), soft_wrap=True)
        console.print()
    console.print(_matrix(drawn))
    console.print(_legend(drawn), style="dim")
    console.print()
    for text in drawn.view.unverified:
        console.print(Text.assemble((drawn.t("Not verified:") + " ", "bold yellow"), shown(text, 400)))
    console.print(_sum(drawn))
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()) + "\n"


FORMAT = Format("text", render)


def _tell(console: Console, group: Group, drawn: Drawn) -> None:
    t = drawn.t
    names = {Level.ERROR: t("error"), Level.WARNING: t("warning"), Level.NOTE: t("note")}
    console.print(
        Text.assemble((names[group.level], _COLORS[group.level]), " ", (group.rule, "bold"), "  ", group.title)
    )
    for matter in group.matters:
        console.print(Padding(Text(shown(matter.message, 600)), (0, 0, 0, 2)))
        for state, page, script in matter.places[:_MOST_PLACES]:
            by = f"  {t('by')} {shown(script, 200)}" if script else ""
            # A Padding would cut it.
            when = f"{state}: " if state else ""  # of all states together, none is named
            console.print(Text(f"    {when}{shown(page, 200)}{by}", style="cyan"), soft_wrap=True)
        if len(matter.places) > _MOST_PLACES:
            rest = t("… and %(number)d more places") % {"number": len(matter.places) - _MOST_PLACES}
            console.print(Padding(Text(rest, style="cyan"), (0, 0, 0, 4)))
        if matter.advice:
            console.print(Padding(Text(shown(matter.advice, 600)), (0, 0, 0, 2)))
    if len(group.matters) > 1:
        console.print()  # what follows is about all of them
    if group.remedy:
        console.print(Padding(Text.assemble((t("To mend it:") + " ", "bold"), shown(group.remedy, 600)), (0, 0, 0, 2)))
    console.print()


def _matrix(drawn: Drawn) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False)
    table.add_column(drawn.t("Service"), overflow="fold", min_width=20)
    for number in range(1, len(drawn.view.states) + 1):
        table.add_column(str(number), justify="center", min_width=2, no_wrap=True)
    for row in drawn.view.rows:
        cells = [Text(_CELLS[did.cell][0], style=_CELLS[did.cell][1]) for did in row.cells]
        table.add_row(Text(shown(row.name, 50)), *cells)
    return table


def _legend(drawn: Drawn) -> Text:
    t = drawn.t
    states = "  ".join(f"{number} {title}" for number, (_, title) in enumerate(drawn.view.states, 1))
    return Text(
        f"{states}\n·  {t('nothing')}   ok  {t('declared, and allowed here')}   NO  {t('not allowed here')}   "
        f"??  {t('not in the register')}   -  {t('could not be looked at')}"
    )


def _sum(drawn: Drawn) -> Text:
    t, view, result = drawn.t, drawn.view, drawn.view.result
    line = t("Pages opened: %(opened)d of %(all)d, in %(states)d states, in %(seconds)s s.")
    seconds = f"{result.seconds:.1f}".replace(".", "," if view.lang == "nb" else ".")
    text = Text(
        line % {"opened": len(view.opened), "all": len(result.pages), "states": len(view.states), "seconds": seconds}
    )
    errors, warnings, notes = view.counts
    counts = t("Errors: %(errors)d. Warnings: %(warnings)d. Notes: %(notes)d.")
    style = "bold red" if errors else "bold yellow" if warnings else "bold green"
    if view.verdict is Verdict.UNVERIFIED:
        style = "bold yellow"
    text.append(" ").append(counts % {"errors": errors, "warnings": warnings, "notes": notes}, style=style)
    if result.suppressed:
        text.append(" " + t("Ignored: %(number)d.") % {"number": len(result.suppressed)})
    if view.unverified:
        text.append(" " + t("Could not be verified: %(number)d.") % {"number": len(view.unverified)}, "bold red")
    if view.held:
        text.append(" " + t("Hits held back: %(number)d.") % {"number": view.held})
    return text
