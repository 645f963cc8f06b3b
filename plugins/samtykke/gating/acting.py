"""What acts without the consent that the register says it needs: references, and what scripts keep."""

from __future__ import annotations

from samtykke.model import Evidence, Party, Reference, Scan, State, StorageWrite
from samtykke.register import Register
from samtykke.register.model import Service


def consents(register: Register, reference: Reference) -> Service | None:
    """The declared service that a reference belongs to, if it needs consent and the reference acts without it."""
    if reference.state is not State.LIVE or reference.evidence is Evidence.LITERAL:
        return None
    found = service_of(register, reference)
    return found if found is not None and found.basis == "consent" else None


def acts(register: Register, scan: Scan) -> bool:
    """Whether a document has anything that should be held back."""
    return any(consents(register, r) for r in scan.references) or any(keeps(register, w) for w in scan.storage)


def service_of(register: Register, reference: Reference) -> Service | None:
    """The declared service that a reference belongs to: by its host, or for the site's own by the catalogue's name."""
    declared = register.declaring(reference.host) if reference.host else None
    if declared is not None:
        return declared
    if reference.party is Party.FIRST and reference.service:
        return register.find_service(reference.service)
    return None


def keeps(register: Register, write: StorageWrite) -> Service | None:
    """The service that needs consent and whose storage a script of the page writes without it."""
    declared = register.find_storage(write.kind, write.name) if write.state is State.LIVE else None
    return declared[0] if declared is not None and declared[0].basis == "consent" else None
