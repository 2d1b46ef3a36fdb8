"""Up, and able to read its maps: two questions with two answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from sysmap.app import build_app
from sysmap.config import Config
from tests.web.sample import served
from tests.web.visiting import TOKEN, Visitor, keeper


def test_a_service_with_its_store_is_alive_and_ready() -> None:
    visitor = Visitor(served())
    assert (visitor.get("/healthz").status, visitor.get("/readyz").status) == (200, 200)
    assert visitor.get("/readyz").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("content", [None, b"this is no database, and has never been one" * 200], ids=["missing", "damaged"])
def test_without_a_store_it_is_alive_and_not_ready(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "secret-name.db"
    if content is not None:
        file.write_bytes(content)
    app = build_app(Config(store=f"sqlite:///{file.as_posix()}", steward_token=TOKEN))
    public, keepers = Visitor(app), keeper(app)
    assert public.get("/healthz").status == 200
    answer = public.get("/readyz")
    assert answer.status == 503
    assert answer.json["error"]["message"]
    assert "secret-name" not in answer.text, "a path of the machine is for its keeper only"
    assert "secret-name" in keepers.get("/readyz").text
    assert (public.get("/").status, public.get("/maps/x").status, public.get("/maps/x/picture.json").status) == (503, 503, 503)
    assert (content is None) != file.exists(), "looking never makes a file"


def test_a_wrong_token_is_401_here_too() -> None:
    assert Visitor(served()).get("/healthz", authorization="Bearer wrong").status == 401
