"""The only part of the engine that asks the network for the vendors, when a person says so.

npm does it where there is one, since it knows the user's registry, proxy and token. Without npm it takes an address,
and on a machine without network the archive that was fetched elsewhere. Whichever way it came, its digest must be ours.
"""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from .model import Pin, VendorsError

_MOST_BYTES = 32 << 20
_LONGEST_SECONDS = 120


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


def from_file(path: Path) -> bytes:
    """The archive as it was fetched elsewhere. Raises VendorsError."""
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError as error:
        raise VendorsError(_("%(file)s cannot be read: %(error)s"), file=path, error=error.strerror or error) from error


def from_registry(url: str, pin: Pin) -> bytes:
    """The archive from an npm registry at an address, without npm. Raises VendorsError."""
    if not url.lower().startswith(("https://", "http://")):
        raise VendorsError(_("«%(url)s» is not the address of a registry: https://…"), url=url)
    address = f"{url.rstrip('/')}/{pin.package}/-/{pin.package}-{pin.version}.tgz"
    try:
        with urllib.request.urlopen(address, timeout=_LONGEST_SECONDS) as answer:  # noqa: S310  http or https, as above
            data: bytes = answer.read(_MOST_BYTES)
            return data
    except urllib.error.HTTPError as error:
        error.close()
        raise _unreachable(pin, f"HTTP {error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        raise _unreachable(pin, str(reason)) from error


def from_npm(pin: Pin, environ: Mapping[str, str] = os.environ) -> bytes:
    """The archive by `npm pack`, with the user's and the project's own settings. Raises VendorsError.

    It asks the registry and writes one file to a temporary folder; nothing of the package is installed or run.
    """
    npm = shutil.which("npm", path=environ.get("PATH"))
    if npm is None:
        registry = environ.get("npm_config_registry") or environ.get("NPM_CONFIG_REGISTRY")
        if registry:
            return from_registry(registry, pin)
        message = _(
            "npm was not found. Give the address of an npm registry with --registry URL, or fetch %(name)s elsewhere "
            "(npm pack %(spec)s) and give the file with --from FILE."
        )
        raise VendorsError(message, name=pin.name, spec=f"{pin.package}@{pin.version}")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", f"{pin.package}@{pin.version}", "--pack-destination", folder, "--ignore-scripts"]
        try:
            done = subprocess.run(  # noqa: S603  npm itself, with nothing of a page in it
                [*command, "--fetch-retries=1", "--loglevel=error"],
                env=dict(environ),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_LONGEST_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise _unreachable(pin, f"npm: {_LONGEST_SECONDS} s") from error
        except OSError as error:
            raise _unreachable(pin, f"npm: {error.strerror or error}") from error
        archives = sorted(Path(folder).glob("*.tgz"))
        if done.returncode or not archives:
            lines = [line for line in done.stderr.splitlines() if line.strip()]
            raise _unreachable(pin, "; ".join(lines[:3]) or f"npm: {done.returncode}")
        return from_file(archives[0])


def _unreachable(pin: Pin, why: str) -> VendorsError:
    shown = "".join(c for c in why if c.isprintable())[:300]
    return VendorsError(_("%(name)s could not be fetched: %(why)s"), name=pin.name, why=shown)
