"""Every message about the register has a bokmål translation with the same values in it."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from samtykke import register

FOLDER = Path(register.__file__).parent
PO = FOLDER.parent / "locale" / "nb" / "register.po"


def test_the_translations_are_those_of_the_messages_no_more_no_less() -> None:
    found = extract_from_dir(FOLDER, method_map=[("**.py", "python")], keywords={"_": None, "t": None})
    messages = {str(message) for _file, _line, message, _comments, _context in found}
    with PO.open("rb") as file:
        catalog = {str(m.id): str(m.string) for m in read_po(file, locale="nb") if m.id}
    assert len(messages) > 70
    assert messages == set(catalog)
    for english, norwegian in catalog.items():
        assert norwegian
        assert sorted(re.findall(r"%\(\w+\)s", english)) == sorted(re.findall(r"%\(\w+\)s", norwegian)), english
