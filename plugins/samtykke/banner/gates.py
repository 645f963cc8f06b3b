"""What waits for consent, as markup: tags of services, embeds with their placeholders, blocks of HTML.

Addresses stand in `data-src`, never in `src`: browsers fetch ahead what `type` only forbids to run.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from samtykke.catalogue import Catalogue, LoadTag
from samtykke.register.model import Register, Service

from .render import templates
from .texts import language, texts
from .view import offer

RATIOS = ("16/9", "4/3", "1/1", "9/16", "21/9", "3/2", "3/4")
"""The shapes that the style sheet knows; an inline style would need a hole in the Content-Security-Policy."""

_BREAKS_OUT = re.compile(r"<(?=/script|!--)", re.IGNORECASE)
_WEB = re.compile(r"https://[^\s<>\"']+")


def tags(register: Register, catalogue: Catalogue) -> str:
    """The tags of every service with `load`, as gates; a service that needs no consent is loaded outright.

    Raises ValueError where the catalogue does not know the service, or not how to load it, or a setting is wrong.
    """
    lines: list[str] = []
    for service in register.service:
        if service.load is None:
            continue
        known = catalogue.services.get(service.id)
        if known is None or not known.load:
            raise ValueError(f"{service.id}: the catalogue does not know how to load it")
        lines += [_tag(service, tag) for tag in known.tags(service.load.settings)]
    return "\n".join(lines)


def embed(
    register: Register, service_id: str, url: str, title: str, lang: str, *, ratio: str = "16/9", link: str = ""
) -> str:
    """Content from a service as a placeholder that tells what it is and loads when the visitor says so.

    `link` is where the plain link goes, if there is a better page than the frame's own address.

    Raises ValueError for a service that the register does not declare or that needs no gate, an address that is not
    https, an empty title (it is the frame's name to those who cannot see it) and a shape that is not in RATIOS.
    """
    service = _gated(register, service_id)
    for address in (url, link or url):
        if not _WEB.fullmatch(address):
            raise ValueError(f"{address}: an embed needs an https address")
    if not title.strip():
        raise ValueError(f"{url}: an embed needs a title")
    if ratio not in RATIOS:
        raise ValueError(f"{ratio}: the shape of an embed is one of {', '.join(RATIOS)}")
    lang = language(lang)
    return templates.get_template("embed.html").render(
        t=texts(lang), lang=lang, service=offer(service, lang), category=service.category, url=url, title=title,
        ratio=ratio, link=link or url,
    )  # fmt: skip


def block(register: Register, service_id: str, html: str) -> str:
    """A piece of HTML that the runtime inserts after consent, kept as text until then.

    Raises ValueError for a service that the register does not declare or that needs no gate.
    """
    service = _gated(register, service_id)
    return f'<script type="text/plain"{_labels(service)} data-type="text/html">{inert(html)}</script>'


def _tag(service: Service, tag: LoadTag) -> str:
    gated = service.basis == "consent"
    attributes = Markup(' type="text/plain"') + _labels(service) if gated else Markup()
    held = "data-" if gated else ""
    if tag.module:
        attributes += Markup(' {}type="module"').format(held)
    if tag.is_async:
        attributes += Markup(" {}async").format(held)
    if tag.src:
        attributes += Markup(' {}src="{}"').format(held, tag.src)
    return f"<script{attributes}>{inert(tag.body)}</script>"


def _labels(service: Service) -> Markup:
    return Markup(' data-category="{}" data-service="{}"').format(service.category, service.id)


def inert(text: str) -> str:
    r"""Text that cannot end its script element: `</script` as `<\/script`, the same in a JavaScript string.

    In blocks of HTML the runtime takes the backslash away again.
    """
    return _BREAKS_OUT.sub(r"<\\", text)


def _gated(register: Register, service_id: str) -> Service:
    service = register.find_service(service_id)
    if service is None:
        raise ValueError(f"{service_id}: not declared in the register")
    if service not in register.gated_services():
        raise ValueError(f"{service_id}: needs no consent on these pages, so nothing would open its gate")
    return service
