"""Signing up for the newsletter: a form that posts to an address of our own, or the honest word that there is none.

`NEWSLETTER_ENDPOINT` in pelicanconf.py is where it posts, as `application/x-www-form-urlencoded`:

    email=…&consent=yes&lang=nb&statement=2026-11-23

`statement` is the date of the statement that the consent was given under, for the proof that GDPR article 7 asks for.
The endpoint answers with a page of its own (or 303 to one), since the form works without JavaScript; it must send no
newsletter before the address is confirmed, as anyone can type anyone's.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

from pelican.log import console

from pelican import signals
from samtykke.urls import matches

from .declared import declared

TEMPLATE = "nyhetsbrev"
UNSET = (
    "Nyhetsbrevet: Skjemaet vises ikke, for NEWSLETTER_ENDPOINT i pelicanconf.py er tom. "
    "Siden sier det, og ber leseren melde seg på med e-post."
)


def register() -> None:
    """Called by the plugin."""
    signals.page_generator_finalized.connect(check)


def check(generator: Any) -> None:
    """`page_generator_finalized`: say that there is no form; end the build where it would send to somebody else."""
    if not any(page.template == TEMPLATE for page in generator.pages):
        return
    settings = generator.settings
    endpoint = settings.get("NEWSLETTER_ENDPOINT", "")
    if not endpoint:
        console.print(UNSET, style="yellow", markup=False, highlight=False, soft_wrap=True)
    elif not ours(endpoint, settings["SITE_ADDRESS"], _own_hosts(settings)):
        said = f"NEWSLETTER_ENDPOINT i pelicanconf.py er ikke vår egen adresse: {endpoint}"
        console.print(said, style="bold red", markup=False, highlight=False, soft_wrap=True)
        raise SystemExit(1)


def ours(endpoint: str, site: str, own_hosts: tuple[str, ...] = ()) -> bool:
    """Whether an address is the site's own, or that of one of its hosts, over an encrypted line."""
    parts = urlsplit(urljoin(f"{site}/", endpoint.replace("\\", "/")))
    host = parts.hostname or ""
    return parts.scheme == "https" and (host == urlsplit(site).hostname or any(matches(h, host) for h in own_hosts))


def _own_hosts(settings: dict[str, Any]) -> tuple[str, ...]:
    found = declared(settings)
    return tuple(found.site.own_hosts) if found else ()
