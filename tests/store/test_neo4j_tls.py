"""Is the line to Neo4j secret where the address says so, and is a certificate that nobody vouches for refused unless it says so too?

A certificate is made for the test and thrown away, and a server of the tests' own is started that takes no line without TLS.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sysmap.errors import StoreUnavailable
from sysmap.store.opening import open_store
from tests.gates.servers import can_be_killed, own_server
from tests.store import neo4j_server
from tests.store.making import MAP, small_map
from tests.store.neo4j_server import Server

MAKE = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1"
SECRET = """server.bolt.tls_level=REQUIRED
dbms.ssl.policy.bolt.enabled=true
dbms.ssl.policy.bolt.base_directory={folder}
dbms.ssl.policy.bolt.private_key=key.pem
dbms.ssl.policy.bolt.public_certificate=cert.pem
dbms.ssl.policy.bolt.client_auth=NONE
"""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a key and its certificate."""
    assert shutil.which("openssl"), "openssl comes with Java's certificates; install it"
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run([*MAKE.split(), "-keyout", "key.pem", "-out", "cert.pem"], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def secret(certificate: Path) -> Iterator[Server]:
    """A server that speaks TLS and nothing else; who asks in the open is taken for one who finds nobody."""
    with own_server("bolt+ssc", SECRET.format(folder=certificate)) as server:
        yield server


@pytest.fixture
def place(secret: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where it is, with its user and password in the environment."""
    neo4j_server.unhurried()
    for name, value in secret.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    return secret.url.partition("://")[2]


if can_be_killed():

    @pytest.mark.parametrize("scheme", ["bolt+ssc", "neo4j+ssc"])
    def test_a_certificate_of_ones_own_is_taken_where_the_address_says_so(place: str, scheme: str) -> None:
        store = open_store(f"{scheme}://{place}", create=True)
        if store.head(MAP) is None:
            small_map(store)
        assert list(store.state(MAP).actors) == ["a", "b"] and store.problems() == ()
        store.close()

    @pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
    def test_one_is_taken_that_somebody_vouches_for_and_no_other(
        place: str, scheme: str, secret: Server, certificate: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(StoreUnavailable, match=rf"Nobody vouches .* {place}\. .*SSL_CERT_FILE.*SYSMAP_STORE") as refused:
            open_store(f"{scheme}://{place}")
        assert secret.password not in str(refused.value)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
        open_store(f"{scheme}://{place}", create=True).close()

    @pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
    def test_a_server_that_wants_tls_is_not_reached_in_the_open(place: str, scheme: str, secret: Server) -> None:
        with pytest.raises(StoreUnavailable, match=rf"{place} cannot be reached.*SYSMAP_STORE") as refused:
            open_store(f"{scheme}://{place}")
        assert secret.password not in str(refused.value)

    def test_a_server_without_tls_is_not_spoken_to_in_the_open() -> None:
        plain = neo4j_server.the_server().url.partition("://")[2]
        with pytest.raises(StoreUnavailable, match=rf"{plain} cannot be reached"):
            open_store(f"bolt+ssc://{plain}")
