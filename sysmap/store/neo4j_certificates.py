"""Was it the certificate that was refused, and not the line that was cut?"""

from __future__ import annotations

import socket
import ssl
from urllib.parse import urlsplit

LOOKED_AT_WITHIN = 1.0
ROUTED = "neo4j+s"


def is_unvouched(error: BaseException | None) -> bool:
    """Did this come of a certificate that nobody vouches for?"""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def is_unvouched_at(url: str) -> bool:
    """Does the server of a routed address show such a certificate? Of those the driver says only that nobody told it the way."""
    parts = urlsplit(url)
    if parts.scheme != ROUTED or parts.hostname is None:
        return False
    try:
        with socket.create_connection((parts.hostname, parts.port or 0), timeout=LOOKED_AT_WITHIN) as line:
            ssl.create_default_context().wrap_socket(line, server_hostname=parts.hostname).close()
    except ssl.SSLCertVerificationError:
        return True
    except OSError:
        return False
    return False
