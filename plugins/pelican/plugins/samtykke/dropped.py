"""Why Pelican left a source file out: it logs that it did, in English and often without the reason."""

from __future__ import annotations

from pathlib import Path

from pelican.utils import get_date

from samtykke.files import why
from samtykke.locale import Translate


def reason(file: Path, t: Translate) -> str:
    """A sentence for the editor, from another look at the file's first lines."""
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return t("It is not saved as UTF-8.")
    except OSError as error:
        return t("It cannot be read: %(error)s.") % {"error": t(why(error))}
    given = _metadata(text)
    if not given.get("title"):
        return t("It has no title. Its first line must be «Title: …».")
    for key in ("date", "modified"):
        if key in given:
            try:
                get_date(given[key])
            except ValueError:
                message = t("«%(value)s» is not a date that can be read. Write it as 2026-12-01.")
                return message % {"value": given[key]}
    if "date" not in given:
        return t("It has no date. Add «Date: 2026-12-01» below the title.")
    return t("The message of Pelican above says more.")


def _metadata(text: str) -> dict[str, str]:
    """The `Key: value` lines with which a file begins, keys in lower case."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        key, colon, value = line.partition(":")
        if not colon or not key.strip() or " " in key.strip():
            break
        found[key.strip().lower()] = value.strip()
    return found
