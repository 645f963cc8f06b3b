"""The register as headers: what pages may contact and run, and how each server is told."""

from .csp import Policy, headers, policy
from .inline import Inline
from .sending import SERVERS, Headers, Server, complete

__all__ = ["SERVERS", "Headers", "Inline", "Policy", "Server", "complete", "headers", "policy"]
