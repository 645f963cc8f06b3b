"""A certificate for every host there is, good for one run and one browser.

The browser is told the fingerprint of the key (`--ignore-certificate-errors-spki-list`) and takes this key alone for
any host; the certificates of running sites are checked as ever. The key never leaves the process.
"""

from __future__ import annotations

import base64
import hashlib
import os
import ssl
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, slots=True)
class Identity:
    """A key with its certificate, ready to serve."""

    context: ssl.SSLContext
    fingerprint: str
    """SHA-256 of the public key's SubjectPublicKeyInfo, in base64, as Chromium wants it."""


@cache
def identity() -> Identity:
    """The run's own, made when it is first asked for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "samtykke audit")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=7))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("*.invalid")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["http/1.1"])
    _load(context, certificate.public_bytes(serialization.Encoding.PEM) + _pem(key))
    return Identity(context, base64.b64encode(hashlib.sha256(public).digest()).decode())


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _load(context: ssl.SSLContext, pem: bytes) -> None:
    """By way of a file that only we can read and that is gone at once: Python's ssl takes nothing else."""
    handle, path = tempfile.mkstemp(prefix="samtykke-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
        context.load_cert_chain(path)
    finally:
        Path(path).unlink()
