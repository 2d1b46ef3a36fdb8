"""Is the line to Neo4j secret where the address says so, and is a certificate that nobody vouches for refused unless it says so too?

A certificate is made for the test and thrown away; a small program of ours speaks TLS in front of the server of this run.
"""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sysmap.errors import StoreUnavailable
from sysmap.store.neo4j import Neo4jStore
from sysmap.store.opening import open_store
from tests.store.making import MAP, small_map
from tests.store.needing_neo4j import maps
from tests.store.neo4j_server import the_server

__all__ = ["maps"]
MAKE = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a key and its certificate."""
    assert shutil.which("openssl"), "openssl comes with Java's certificates; install it"
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run([*MAKE.split(), "-keyout", "key.pem", "-out", "cert.pem"], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def port(certificate: Path) -> Iterator[int]:
    """Where TLS is spoken."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening, context), daemon=True).start()
        yield listening.getsockname()[1]


def serve(listening: socket.socket, context: ssl.SSLContext) -> None:
    with suppress(OSError):
        while True:
            plain, _ = listening.accept()
            with suppress(OSError):
                secret = context.wrap_socket(plain, server_side=True)
                there = socket.create_connection(("127.0.0.1", urlsplit(the_server().url).port or 7687))
                for one, other in ((secret, there), (there, secret)):
                    threading.Thread(target=pass_on, args=(one, other), daemon=True).start()


def pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65_536):
            other.sendall(data)
    for end in (one, other):
        with suppress(OSError):
            end.close()


def test_a_certificate_of_ones_own_is_taken_where_the_address_says_so(maps: Neo4jStore, port: int) -> None:
    small_map(maps)
    store = open_store(f"bolt+ssc://127.0.0.1:{port}")
    assert store.state(MAP) == maps.state(MAP)
    store.close()


def test_a_certificate_is_taken_that_somebody_vouches_for_and_no_other(
    maps: Neo4jStore, port: int, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for scheme in ("bolt+s", "neo4j+s"):
        with pytest.raises(StoreUnavailable, match=rf"127\.0\.0\.1:{port}.*SYSMAP_STORE") as refused:
            open_store(f"{scheme}://127.0.0.1:{port}")
        # Of a routed address the driver says no more than that nobody told it the way.
        assert "Nobody vouches" in str(refused.value) or scheme == "neo4j+s"
        assert the_server().password not in str(refused.value)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    small_map(maps)
    store = open_store(f"bolt+s://127.0.0.1:{port}")
    assert store.heads() == maps.heads()
    store.close()


def test_a_server_without_tls_is_not_spoken_to_in_the_open(maps: Neo4jStore) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        open_store(maps.url.replace("bolt://", "bolt+ssc://"))
