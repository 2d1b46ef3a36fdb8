"""G22: a page of another origin, in a real Chromium, attacks with forms, fetches, pictures, a WebSocket and an event source."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.seeds import seed
from tests.gates.test_g13 import free_port
from tests.house.tree import ROOT
from tests.web.visiting import TOKEN

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--no-first-run", "--remote-debugging-port=0")  # fmt: skip
PAGE = """<!doctype html><meta charset=utf-8><title>elsewhere</title><iframe name=sink></iframe><script>
const at = "TARGET", token = "Bearer TOKEN";
const change = JSON.stringify({query: 'mutation { changeActor(map: "wrenmoor", key: "kes", actor: {name: "attacked"}, edit: ' +
  '{id: "x' + Math.random() + '", base: 1}) { __typename } }'});
const question = JSON.stringify({query: '{ map(id: "wrenmoor") { name } }'});
const read = [];
async function attempt(name, work) {
  try { const text = await Promise.race([work(), new Promise((_, no) => setTimeout(() => no("late"), 40000))]);
    if (text) { read.push(name); } }
  catch (refused) { return; }
}
const post = (body, type, more) => fetch(at + "/graphql", {method: "POST", body, headers: {"content-type": type, ...more}})
  .then((answer) => answer.text());
function form(type, name) {
  const made = document.createElement("form");
  made.action = at + "/graphql"; made.method = "post"; made.enctype = type; made.target = "sink";
  const field = document.createElement("input");
  field.name = name; field.value = '"}'; made.append(field); document.body.append(made); made.submit();
}
(async () => {
  for (const body of [change, question]) {
    for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded"]) {
      await attempt("fetch " + type, () => post(body, type, {}));
      await attempt("fetch with the token " + type, () => post(body, type, {authorization: token}));
      await attempt("fetch with cookies " + type, () => fetch(at + "/graphql",
        {method: "POST", body, credentials: "include", headers: {"content-type": type}}).then((answer) => answer.text()));
      await fetch(at + "/graphql", {method: "POST", mode: "no-cors", body, headers: {"content-type": "text/plain"}}).catch(() => 0);
    }
    await attempt("get", () => fetch(at + "/graphql?query=" + encodeURIComponent(JSON.parse(body).query)).then((answer) => answer.text()));
    await attempt("page", () => fetch(at + "/maps/wrenmoor", {credentials: "include"}).then((answer) => answer.text()));
    new Image().src = at + "/graphql?query=" + encodeURIComponent(JSON.parse(body).query);
    navigator.sendBeacon(at + "/graphql", body);
  }
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
    form(type, change.slice(0, -1) + ',"x":"'); }
  await attempt("socket", () => new Promise((yes, no) => {
    const socket = new WebSocket(at.replace("http", "ws") + "/graphql", "graphql-transport-ws");
    socket.onerror = () => no("refused");
    socket.onopen = () => socket.send(JSON.stringify({type: "connection_init", payload: {authorization: token}}));
    socket.onmessage = (message) => {
      if (JSON.parse(message.data).type === "next") { yes(message.data); }
      else { socket.send(JSON.stringify({type: "subscribe", id: "1", payload: JSON.parse(change)})); }
    };
  }));
  await attempt("event source", () => new Promise((yes, no) => {
    const source = new EventSource(at + "/graphql"); source.onmessage = yes; source.onopen = yes; source.onerror = () => no("refused");
  }));
  await attempt("script", () => new Promise((yes, no) => {
    const made = document.createElement("script"); made.src = at + "/graphql/schema"; made.onload = yes; made.onerror = no;
    document.body.append(made);
  }));
  await fetch("/done", {method: "POST", body: JSON.stringify(read)});
})();
</script>"""


@contextmanager
def elsewhere(target: str) -> Iterator[tuple[int, queue.Queue[list[str]]]]:
    """A site of its own with the page, and what the page could read."""
    told: queue.Queue[list[str]] = queue.Queue()

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = PAGE.replace("TARGET", target).replace("TOKEN", TOKEN).encode()
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            told.put(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            return

    site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield site.server_port, told
    site.shutdown()
    site.server_close()


def attacked(folder: Path, host: str, let_in: bool) -> tuple[list[str], int]:
    """What a page at ``host`` could read, and the revision of the map after it."""
    url, port = f"sqlite:///{(folder / 'maps.db').as_posix()}", free_port()
    desk = open_desk(url, create=True)
    carry_out(desk, preview(desk, seed("wrenmoor")))
    with elsewhere(f"http://127.0.0.1:{port}") as (site, told):
        origin = f"http://{host}:{site}"
        given = {**os.environ, "SYSMAP_STEWARD_TOKEN": TOKEN, **({"SYSMAP_ORIGINS": origin} if let_in else {})}
        command = [sys.executable, "-m", "sysmap", "--store", url, "serve", "--port", str(port)]
        service = subprocess.Popen(command, cwd=ROOT, env=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert service.stdout is not None and b"maps are at" in service.stdout.readline()
        assert CHROMIUM is not None
        browser = subprocess.Popen([CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", origin + "/"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        try:
            read = told.get(timeout=300)
        finally:
            for process in (browser, service):
                process.kill()
                process.wait()
            service.stdout.close()
    revision = desk.head("wrenmoor").revision
    desk.close()
    return read, revision


@pytest.fixture
def chromium() -> None:
    if CHROMIUM is None:
        assert os.environ.get("CI") != "true", "Chromium is not installed; .ci/run must install it"
        pytest.skip("Chromium is not installed; attacks from another site were not tried in a browser")


@pytest.mark.usefixtures("chromium")
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_page_of_another_origin_changes_nothing_and_reads_nothing(tmp_path: Path, host: str) -> None:
    """``localhost`` is another site, and another port of the same address only another origin, to which cookies would go."""
    assert attacked(tmp_path, host, let_in=False) == ([], 1)


@pytest.mark.usefixtures("chromium")
def test_the_attacks_work_where_the_page_is_let_in(tmp_path: Path) -> None:
    """The control: with the origin let in, and the token known, the very same page gets through."""
    read, revision = attacked(tmp_path, "127.0.0.1", let_in=True)
    assert "socket" in read and revision == 2
