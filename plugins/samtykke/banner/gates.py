"""What waits for consent, as markup: tags of services, embeds with their placeholders, blocks of HTML.

Addresses stand in `data-src`, never in `src`: browsers fetch ahead what `type` only forbids to run.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Self

from markupsafe import Markup

from samtykke.catalogue import Catalogue, LoadTag
from samtykke.locale import TranslatableError
from samtykke.register.model import Register, Service

from .render import templates
from .texts import language, texts
from .view import offer

_BREAKS_OUT = re.compile(r"<(?=/script|!--)", re.IGNORECASE)
_WEB = re.compile(r"https://[^\s<>\"']+")
_SHAPE = re.compile(r"([1-9]\d{0,3})([/x])([1-9]\d{0,3})|(x)([1-9]\d{0,3})")


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


class EmbedError(TranslatableError, ValueError):
    """Something cannot be embedded so."""


class Shape(NamedTuple):
    """How large an embed is, before consent and after it.

    It is held open by an empty canvas of that size: an inline style would need a hole in the Content-Security-Policy.
    """

    width: int
    height: int
    fit: str
    """"" for as wide as there is room, in that ratio; `size` for pixels; `height` for its height in pixels, as wide
    as there is room."""

    @classmethod
    def read(cls, text: str) -> Self:
        """`16/9`, `560x315` or `x600`. Raises EmbedError for anything else."""
        found = _SHAPE.fullmatch(text)
        if found is None:
            message = _("«%(shape)s» is no shape: that is a ratio (16/9), a size (560x315) or a height (x600).")
            raise EmbedError(message, shape=text)
        width, how, height, _unit, only = found.groups()
        if only:
            return cls(1, int(only), "height")
        return cls(int(width), int(height), "" if how == "/" else "size")


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
    register: Register, service_id: str, url: str, title: str, lang: str, *, shape: str = "16/9", link: str = ""
) -> str:
    """Content from a service as a placeholder that tells what it is and loads when the visitor says so.

    `shape` is how large it is: `16/9`, as wide as there is room; `560x315` pixels, or as wide as there is room; `x600`
    pixels high. `link` is where the plain link goes, if there is a better page than the frame's own address.

    Raises EmbedError for a service that the register does not declare or that needs no gate, an address that is not
    https, an empty title (it is the frame's name to those who cannot see it) and what is no shape.
    """
    service = _gated(register, service_id)
    for address in (url, link or url):
        if not _WEB.fullmatch(address):
            raise EmbedError(_("What is embedded needs an https address, and not «%(address)s»."), address=address)
    if not title.strip():
        raise EmbedError(_("What is embedded needs a title: %(address)s."), address=url)
    lang = language(lang)
    return templates.get_template("embed.html").render(
        t=texts(lang), lang=lang, service=offer(service, lang), category=service.category, url=url, title=title,
        shape=Shape.read(shape), link=link or url,
    )  # fmt: skip


def block(register: Register, service_id: str, html: str) -> str:
    """A piece of HTML that the runtime inserts after consent, kept as text until then.

    Raises EmbedError for a service that the register does not declare or that needs no gate.
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
        raise EmbedError(_("The register has no service «%(service)s»."), service=service_id)
    if service not in register.gated_services():
        message = _("«%(service)s» needs no consent on these pages, so nothing would open its gate.")
        raise EmbedError(message, service=service_id)
    return service
