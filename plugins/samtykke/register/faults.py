"""pydantic's errors, said as an editor of the register understands them."""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from . import lifetime
from .errors import Complaint, Keys, _, shown
from .model import Register, Text

_LONGEST_WORD = 60

# A ground of its own in GDPR article 6, but none for storing or reading in a visitor's equipment: ekomloven § 3-15 (and
# article 5(3) of directive 2002/58/EC) know consent, transmission and strict necessity only.
_LEGITIMATE = re.compile(
    r"(legitimate|legitim|legitimt|berettiget|berettigede|rettmessig|rettkomen|rettkomne)[\s_-]*(interests?|interesser?)?"
    r"|interesseavvei(n)?ing|interesseavveging|li"
)


@dataclass(frozen=True, slots=True)
class _Fault:
    """One of pydantic's errors."""

    root: type[BaseModel]
    """The class that describes the whole file."""
    kind: str
    keys: Keys
    value: object
    context: dict[str, Any]
    detail: str

    @property
    def last(self) -> str:
        """The key that it is about."""
        return str(self.keys[-1]) if self.keys else ""

    def says(self, message: str, hint: str = "", hint_values: Mapping[str, str] | None = None) -> Complaint:
        """The complaint, with key and value at hand for the message."""
        values = {"key": shown(self.last), "value": shown(self.value), "detail": shown(self.detail)}
        return Complaint(self.keys, message, values, hint, hint_values or {})


def complaints(error: ValidationError, root: type[BaseModel] = Register) -> Iterator[Complaint]:
    """Each error of a validation of `root`."""
    for item in error.errors(include_url=False):
        keys: Keys = tuple(part for part in item["loc"] if part != "[key]")
        fault = _Fault(root, item["type"], keys, item.get("input"), item.get("ctx", {}), item["msg"])
        yield _SAYINGS.get(fault.kind, _other)(fault)


def closest(word: str, choices: Iterable[str]) -> str | None:
    """What was probably meant."""
    import difflib  # noqa: PLC0415  slow to import, and of use only where something is wrong

    found = difflib.get_close_matches(word[:_LONGEST_WORD].lower(), list(choices), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, choices: Sequence[str]) -> tuple[str, dict[str, str]]:
    """A hint: the likely word, else the words there are; empty where there are none."""
    meant = closest(word, choices)
    if meant is not None:
        return _("Did you mean «%(meant)s»?"), {"meant": meant}
    if choices:
        return _("Possible here: %(choices)s."), {"choices": ", ".join(choices)}
    return "", {}


Hint = tuple[str, dict[str, str]]


def _other(fault: _Fault) -> Complaint:
    return fault.says(_("«%(value)s» is not possible here: %(detail)s"))


def _missing(fault: _Fault) -> Complaint:
    hint: Hint = ("", {})
    if fault.last in {"title", "purpose", "text"}:
        hint = _text_hint()
    elif fault.last == "lifetime":
        hint = _lifetime_hint("")
    return fault.says(_("«%(key)s» is missing."), *hint)


def _unknown_key(fault: _Fault) -> Complaint:
    model = model_at(fault.root, fault.keys[:-1])
    names = [field.alias or name for name, field in model.model_fields.items()] if model else []
    hint = did_you_mean(fault.last, sorted(names))
    return fault.says(_("«%(key)s» is not a key that belongs here."), *hint)


def _lifetime(fault: _Fault) -> Complaint:
    return fault.says(_("«%(value)s» is not a possible lifetime."), *_lifetime_hint(str(fault.value)))


def _no_language(fault: _Fault) -> Complaint:
    return fault.says(_("the text is there in no language."), *_text_hint())


def _length(fault: _Fault) -> Complaint:
    return fault.says(_("«%(value)s» is too long.") if fault.value else _("«%(key)s» is empty."))


def _choice(fault: _Fault) -> Complaint:
    choices = re.findall(r"'([^']*)'", str(fault.context.get("expected", "")))
    word = fault.value if isinstance(fault.value, str) else ""
    if fault.last == "basis" and _LEGITIMATE.fullmatch(word[:_LONGEST_WORD].strip().lower()):
        return fault.says(
            _("legitimate interest is no ground for storing or reading in the visitor's browser (ekomloven § 3-15)."),
            _("Use consent, or necessary with a reason if the visitor asked for a service that cannot do without."),
        )
    return fault.says(_("«%(value)s» is not possible here."), *did_you_mean(word, choices))


def _pattern(fault: _Fault) -> Complaint:
    return fault.says(_("«%(value)s» is not possible here."), *_pattern_hint(fault.keys, str(fault.value)))


def _text(fault: _Fault) -> Complaint:
    hint = _lifetime_hint("") if fault.last == "lifetime" else ("", {})
    return fault.says(_("«%(key)s» must be a text in quotation marks, not «%(value)s»."), *hint)


def _truth(fault: _Fault) -> Complaint:
    return fault.says(_("«%(key)s» must be true or false, without quotation marks, not «%(value)s»."))


def _number(fault: _Fault) -> Complaint:
    return fault.says(_("«%(key)s» must be a whole number, without quotation marks, not «%(value)s»."))


def _at_least(fault: _Fault) -> Complaint:
    hint: Hint = (_("The least is %(least)s."), {"least": str(fault.context.get("ge", ""))})
    return fault.says(_("«%(value)s» is not possible here."), *hint)


def _at_most(fault: _Fault) -> Complaint:
    hint: Hint = (_("The most is %(most)s."), {"most": str(fault.context.get("le", ""))})
    return fault.says(_("«%(value)s» is not possible here."), *hint)


def _date(fault: _Fault) -> Complaint:
    return fault.says(_("«%(key)s» must be a date without quotation marks, such as 2027-01-31, not «%(value)s»."))


def _list(fault: _Fault) -> Complaint:
    hint: Hint = ("", {})
    if isinstance(fault.value, dict):
        name = ".".join(shown(key) for key in fault.keys if isinstance(key, str))
        hint = _("Use double brackets: [[%(name)s]]."), {"name": name}
    return fault.says(_("«%(key)s» must be a list in brackets, not «%(value)s»."), *hint)


def _table(fault: _Fault) -> Complaint:
    hint = _text_hint() if model_at(fault.root, fault.keys) is Text else ("", {})
    return fault.says(_("«%(key)s» must be a table, not «%(value)s»."), *hint)


_SAYINGS: dict[str, Callable[[_Fault], Complaint]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "lifetime": _lifetime,
    "text_empty": _no_language,
    "literal_error": _choice,
    "string_too_short": _length,
    "string_too_long": _length,
    "string_pattern_mismatch": _pattern,
    "string_type": _text,
    "bool_type": _truth,
    "int_type": _number,
    "int_parsing": _number,
    "greater_than_equal": _at_least,
    "less_than_equal": _at_most,
    "date_type": _date,
    "date_from_datetime_inexact": _date,
    "tuple_type": _list,
    "dict_type": _table,
    "model_type": _table,
}


def _text_hint() -> Hint:
    return _('Write it by language: { nb = "…", en = "…" }.'), {}


def _lifetime_hint(written: str) -> Hint:
    meant = lifetime.guess(written)
    if meant is not None:
        return _("Did you mean «%(meant)s»?"), {"meant": meant}
    hint = _("Write P2Y for two years, P6M for six months, PT30M for thirty minutes, or session, forever or unknown.")
    return hint, {}


def _pattern_hint(keys: Keys, value: str) -> tuple[str, dict[str, str]]:
    key = next((k for k in reversed(keys) if isinstance(k, str)), "")
    if key in {"id", "category", "promises"}:
        slug = re.sub(r"[^a-z0-9]+", "-", value[:_LONGEST_WORD].lower()).strip("-")
        if slug:
            return _("Lower case letters, digits and single hyphens: «%(slug)s»."), {"slug": slug}
        return _("Lower case letters, digits and single hyphens only."), {}
    hints = {
        "country": _("Two capital letters by ISO 3166-1: NO, IE, US."),
        "url": _("The site's address without a path: https://www.example.no."),
        "base-url": _("A whole address: https://www.example.no."),
        "policy": _("A whole address that begins with https://."),
        "cookie": _("Letters, digits, full stop, hyphen and underscore, at most 40."),
        "earlier_statement": _("A year: 2018."),
    }
    return hints.get(key, ""), {}


def model_at(root: type[BaseModel], keys: Keys) -> type[BaseModel] | None:
    """The class that describes a place in the file."""
    model = root
    for key in keys:
        if isinstance(key, int):
            continue
        field = model.model_fields.get(key)
        below = _model_in(field.annotation) if field else None
        if below is None:
            return None
        model = below
    return model


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The model within `tuple[Service, ...]`, `Text | None` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in typing.get_args(annotation) if (found := _model_in(part))), None)
