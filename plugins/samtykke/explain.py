"""What the command tells of rules and services: the same facts as text for people and as plain data for JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from datetime import date
from typing import Any

from babel.dates import format_date

from samtykke.catalogue import KnownService, KnownStorage
from samtykke.domains import registrable
from samtykke.locale import Translate
from samtykke.model import Level
from samtykke.register import lifetime
from samtykke.rules import Rule
from samtykke.vendors import PIN, Vendor, probably


class Teller:
    """Tells in one language, in lines of at most `width` characters where they can be broken."""

    def __init__(self, lang: str, t: Translate, width: int = 100) -> None:
        self._lang = lang
        self._t = t
        self._width = width

    def rules(self, rules: Iterable[Rule]) -> str:
        """A line for each rule: level, id, what it finds."""
        rules = list(rules)
        names = max(len(rule.id) for rule in rules)
        levels = max(len(self._level(rule)) for rule in rules)
        return "".join(f"{self._level(r):{levels}}  {r.id:{names}}  {self._t(r.title)}\n" for r in rules)

    def rule(self, rule: Rule) -> str:
        """All that a rule says of itself."""
        t = self._t
        level = self._level(rule) + (", " + t("could not be verified") if rule.unverified else "")
        return "\n".join(
            [
                f"{rule.id} ({level})",
                self._indented(t(rule.title) + "."),
                "",
                self._part(t("Why:"), t(rule.why)),
                "",
                f"  {t('Example:')}",
                textwrap.indent(rule.example, "    "),
                "",
                self._part(t("To mend it:"), t(rule.remedy)),
                "",
            ]
        )

    def services(self, services: Iterable[KnownService], today: date) -> str:
        """A line for each service: id, name, category, and what there is to say of it."""
        services = sorted(services, key=lambda s: s.id)
        ids, names = (max(len(getattr(s, key)) for s in services) for key in ("id", "name"))
        lines = []
        for service in services:
            remarks = ", ".join(self._remarks(service, today))
            lines.append(f"{service.id:{ids}}  {service.name:{names}}  {service.category:10}  {remarks}".rstrip())
        return "\n".join(lines) + "\n"

    def service(self, service: KnownService, today: date) -> str:
        """All that the catalogue knows of a service, where it knows it from, and how to load it."""
        t, lang = self._t, self._lang
        lines = [f"{service.id}: {service.name}, {service.vendor} ({service.category})"]
        if service.about:
            lines.append(self._indented(service.about.in_language(lang)))
        lines += ["", self._part(t("State:"), self._status(service))]
        addresses = (*service.hosts, *service.urls, *(f"*{path}" for path in service.paths))
        if addresses:
            lines.append(self._part(t("Hosts:"), ", ".join(addresses)))
        lines += ["", f"  {t('Storage:')}"]
        for item in service.storage:
            lines += self._item(item)
        if not service.storage_known:
            unknown = t("What it stores is not documented in full. Measure it on the site, and declare what you find.")
            lines.append(self._indented(unknown, "    "))
        if service.needs_certified_cmp:
            needs = t("It needs a consent tool that its vendor has certified: %(source)s")
            lines += ["", self._indented(needs % {"source": service.needs_certified_cmp_source})]
        if service.advice:
            lines += ["", self._part(t("Advice:"), service.advice.in_language(lang))]
        if service.status != "retired" and (service.load or service.category != "necessary"):
            lines += ["", f"  {t('To load it after consent:')}", textwrap.indent(_recipe(service), "    ")]
        last = service.last_checked()
        if last:
            checked = t("Last checked %(date)s.") % {"date": self._day(last)}
            if service.stale(today):
                checked += " " + t("That is more than 18 months ago: check it again.")
            lines += ["", self._indented(checked)]
        return "\n".join(lines) + "\n"

    def host(self, host: str, vendor: Vendor) -> str:
        """A host that the catalogue does not know, and who is probably behind it."""
        t = self._t
        told = ", ".join(filter(None, (vendor.category, vendor.homepage)))
        unknown = t(
            "The catalogue does not know it. Until a register declares it, it is an undeclared third party; find out "
            "what it receives and stores, and who is behind it."
        )
        lines = [
            f"{host}: {probably(vendor.name, t)}",
            *([self._indented(told)] if told else []),
            self._indented(unknown),
        ]
        return "\n".join(lines) + "\n"

    def _level(self, rule: Rule) -> str:
        names = {Level.ERROR: self._t("error"), Level.WARNING: self._t("warning"), Level.NOTE: self._t("note")}
        return names[rule.level]

    def _remarks(self, service: KnownService, today: date) -> list[str]:
        t = self._t
        remarks = (
            (service.status == "retired", t("ended")),
            (service.status == "unknown", t("status unknown")),
            (not service.storage_known, t("storage not fully known")),
            (service.needs_certified_cmp, t("needs a certified consent tool")),
            (bool(service.load), t("can be loaded from the register")),
            (service.stale(today), t("to be checked again")),
        )
        return [remark for holds, remark in remarks if holds]

    def _status(self, service: KnownService) -> str:
        t = self._t
        if service.status == "retired" and service.status_since:
            ended = t("ended on %(date)s (%(source)s)")
            return ended % {"date": self._day(service.status_since), "source": service.status_source}
        return {"active": t("active"), "retired": t("ended")}.get(service.status, t("not known"))

    def _item(self, item: KnownStorage) -> list[str]:
        t = self._t
        evidence = {"vendor": t("vendor's documentation"), "observed": t("measured"), "secondary": t("others' lists")}
        head = f"    {item.kind} {item.name}: {lifetime.words(item.lifetime, self._lang)}"
        source = t("Source: %(source)s (%(evidence)s, %(date)s)")
        values = {"source": item.source, "evidence": evidence[item.evidence], "date": self._day(item.checked)}
        return [
            head + (f" ({t('only with some settings')})" if item.conditional else ""),
            self._indented(item.purpose.in_language(self._lang), "      "),
            f"      {source % values}",
        ]

    def _day(self, day: date) -> str:
        return format_date(day, "long", locale=self._lang)

    def _part(self, title: str, text: str) -> str:
        return self._indented(f"{title} {text}")

    def _indented(self, text: str, indent: str = "  ") -> str:
        return textwrap.fill(
            text,
            self._width,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _recipe(service: KnownService) -> str:
    """The register's lines where the catalogue has tags for the service, else the form of a gate."""
    if not service.load:
        marks = f'data-category="{service.category}" data-service="{service.id}"'
        if "embed" in service.labels or "map" in service.labels:
            return f'<iframe {marks} data-src="https://…" title="…"></iframe>'
        if "font" in service.labels:
            return f'<link rel="stylesheet" {marks} data-href="https://…">'
        return f'<script type="text/plain" {marks} data-src="https://…"></script>'
    settings = ", ".join(f'{name} = "…"' for name in service.settings)
    filled = f"\n  settings = {{ {settings} }}" if settings else ""
    return f'[[service]]\nid = "{service.id}"\n# …\n  [service.load]\n  kind = "catalogue"{filled}'


def rule_data(rule: Rule, t: Translate) -> dict[str, Any]:
    """A rule for JSON."""
    return {
        "id": rule.id,
        "level": rule.level.value,
        "unverified": rule.unverified,
        "title": t(rule.title),
        "why": t(rule.why),
        "example": rule.example,
        "remedy": t(rule.remedy),
    }


def host_data(host: str, vendor: Vendor) -> dict[str, Any]:
    """A host that the catalogue does not know, for JSON; who it is said to belong to is a guess."""
    return {
        "host": host,
        "domain": registrable(host),
        "service": None,
        "probably": vendor.name,
        "category": vendor.category or None,
        "homepage": vendor.homepage or None,
        "source": PIN.name,
    }


def service_data(service: KnownService, lang: str, today: date) -> dict[str, Any]:
    """A service for JSON; dates as ISO 8601."""
    last = service.last_checked()
    return {
        "id": service.id,
        "name": service.name,
        "vendor": service.vendor,
        "category": service.category,
        "tags": list(service.labels),
        "status": service.status,
        "status_since": service.status_since.isoformat() if service.status_since else None,
        "status_source": service.status_source,
        "about": service.about.in_language(lang) if service.about else None,
        "advice": service.advice.in_language(lang) if service.advice else None,
        "hosts": list(service.hosts),
        "urls": list(service.urls),
        "paths": list(service.paths),
        "storage": [
            {
                "kind": item.kind,
                "name": item.name,
                "party": item.party,
                "lifetime": item.lifetime,
                "conditional": item.conditional,
                "purpose": item.purpose.in_language(lang),
                "source": item.source,
                "evidence": item.evidence,
                "checked": item.checked.isoformat(),
            }
            for item in service.storage
        ],
        "storage_known": service.storage_known,
        "needs_certified_cmp": service.needs_certified_cmp,
        "settings": list(service.settings) if service.load else None,
        "checked": last.isoformat() if last else None,
        "stale": service.stale(today),
    }
