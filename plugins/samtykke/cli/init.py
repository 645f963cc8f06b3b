"""`samtykke init`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samtykke.exit import ExitCode
from samtykke.locale import Translate, preferred, translator

from .base import AnyPath, Command, _, argument, option
from .options import fetched_vendors
from .output import is_terminal, note, progress_bar, say, write_file

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command(
    "init",
    cls=Command,
    examples=(
        ("samtykke init public", _("Read the built site in public, and write register.toml.")),
        ("samtykke init public --yes --owner 'Eksempel AS'", _("Ask nothing, as in a script.")),
    ),
    exits={
        ExitCode.CLEAN: _("the register was written"),
        ExitCode.UNVERIFIED: _("the folder holds nothing that browsers load"),
    },
    read_on=("samtykke explain adoption",),
)
@argument("path", type=AnyPath(), required=False)
@option("--base-url", metavar="URL", help=_("The site's own address; from its pages or sitemap otherwise."))
@option("--owner", metavar="NAME", help=_("Who is responsible for the site, as visitors know them."))
@option("--register", type=AnyPath(dir_okay=False), metavar="FILE",
        help=_("Write it there; content/register.toml or, without that folder, register.toml."))  # fmt: skip
@option("-y", "--yes", is_flag=True, help=_("Ask nothing."))
@click.pass_obj
def command(
    configuration: Configuration,
    /,
    owner: str | None,
    yes: bool,
    **options: str | None,  # noqa: ARG001
) -> None:
    """Write a first register from what the built site at PATH holds.

    Known services come with what they are known to store; what is not known is marked TODO. Nothing is fetched.
    """
    import shlex

    from samtykke import catalogue
    from samtykke.adoption import Seen, address, first_register
    from samtykke.checking import NOWHERE, Target, inventory
    from samtykke.policy.inline import several
    from samtykke.register import Register, Site, unfinished
    from samtykke.register.unfinished import TODO
    from samtykke.rules.base import shown

    settings = configuration.settings
    t = translator(settings.lang or preferred())
    path = Path(settings.path)
    file = Path(settings.register_ or ("content/register.toml" if Path("content").is_dir() else "register.toml"))
    if not path.exists():
        raise click.UsageError(t("%(path)s does not exist. Has the site been built?") % {"path": path})
    if file.exists():
        raise click.UsageError(t("%(file)s is there already. «samtykke register add» adds a service.") % {"file": file})
    asks = not yes and is_terminal(sys.stdin) and is_terminal(sys.stderr)
    url = settings.base_url or address(path)
    if asks and not settings.base_url:
        question, read = t("The site's address, if it has one yet"), partial(_address, t)
        url = click.prompt(question, default=url or "", show_default=bool(url), value_proc=read, err=True)
    if asks and not owner:
        owner = click.prompt(t("Who is responsible for it"), default=TODO, err=True)
    site = Site.model_validate({"url": (url and _address(t, url)) or NOWHERE})
    target = Target(path, Register(site=site), None, "", url)
    with progress_bar(t, settings) as progress:
        scans = inventory(target, jobs=settings.jobs, progress=progress)
        seen = Seen.of(scans, catalogue.load())
    if not seen.documents:
        click.echo(t("Nothing was found to examine: the folder has no files of a kind that browsers load."), err=True)
        raise SystemExit(ExitCode.UNVERIFIED)
    vendors = fetched_vendors(t, configuration)
    text = first_register(seen, site.url, owner or TODO, catalogue.load(), t, ours=settings.asks, vendors=vendors)
    write_file(file, text, t("The register cannot be written to %(file)s: %(error)s"))
    told = t("%(file)s: known services: %(known)d, unknown third parties: %(unknown)d. Next: samtykke check %(path)s")
    values = {"file": file, "known": len(seen.services), "unknown": len(seen.unknown), "path": shlex.quote(str(path))}
    say(settings, told % values)
    if seen.unread:
        message = t("Could not be read, so that the register does not know what is in it: %(files)s.")
        note(settings, message % {"files": several(shown(path) for path in seen.unread)})
    if left := unfinished.lines(text):
        message = t("Lines of it to complete (TODO, ZZ): %(number)d. «samtykke register check» lists them.")
        note(settings, message % {"number": len(left)})
    if not url:
        note(settings, t("The site's own address could not be told from its pages: write it under [site]."))


def _address(t: Translate, written: str) -> str:
    """The part of an address that is the site's, however much of it was typed. Raises click.UsageError: ask again."""
    from pydantic import ValidationError

    from samtykke.register import Site

    text = written.strip()
    scheme, _, rest = text.rpartition("://")
    url = f"{scheme or 'https'}://{rest.partition('/')[0]}" if text else ""
    try:
        if url:
            Site.model_validate({"url": url})
    except ValidationError:
        message = t("«%(value)s» is not an address such as https://www.example.no.")
        raise click.UsageError(message % {"value": text}) from None
    return url
