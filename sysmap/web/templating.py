"""Turn values into a page: every text escaped, our own styles and first script inside it, and a policy that allows those and no other.

A page may name ``sheets`` (our own style files that stand in it besides page.css) and ``modules`` (our own ES modules, which a browser
fetches from /static under the name of the look, so that a module and what it imports are always of one version).
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import Response

FOLDERS = ("static", "templates", "modules", "documents")


@lru_cache(maxsize=1)
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("sysmap.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(script=Markup(part("page.js")), ways=(), map_name="", here="", styles=(), scripts=(), given=None)
    return made


@lru_cache(maxsize=16)
def part(name: str, folder: str = "static") -> str:
    """One of our own files, which go into pages as they stand."""
    return resources.files("sysmap.web").joinpath(folder, name).read_text(encoding="utf-8")


def names_in(folder: str) -> list[str]:
    """Our own files of one folder, by name."""
    return sorted(file.name for file in resources.files("sysmap.web").joinpath(folder).iterdir() if file.is_file())


@lru_cache(maxsize=1)
def look() -> str:
    """Which templates, styles and scripts pages are made with: another look is another page, whatever is on the map."""
    ours = resources.files("sysmap.web")
    texts = (ours.joinpath(folder, name).read_text(encoding="utf-8") for folder in FOLDERS for name in names_in(folder))
    return hashlib.sha256("".join(texts).encode()).hexdigest()


def module_address(name: str) -> str:
    """Where a browser finds one of our modules; what it imports lies beside it."""
    return f"/static/{look()[:20]}/{name}"


def hash_of(text: str) -> str:
    """The hash by which a policy allows an inline style or script.

    >>> hash_of("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(styles: tuple[str, ...] = (), *, ours: bool = False, images: str = "'self' data:", live: str = "") -> str:
    """The content security policy of a page.

    ``styles`` are further texts it may use; ``ours``: scripts from /static as well; ``live``: the place (host and port) whose
    WebSocket it follows, since not every browser takes that for 'self'.
    """
    script = hash_of(part("page.js")) + (" 'self'" if ours else "")
    style = " ".join(hash_of(text) for text in (*styles, part("page.css")))
    connect = f"'self' ws://{live} wss://{live}" if live else "'self'"
    return (
        f"default-src 'none'; script-src {script}; style-src {style}; img-src {images}; connect-src {connect}; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def framed_policy(styles: tuple[str, ...], scripts: tuple[str, ...], by: str) -> str:
    """The policy of what other pages show in a frame: its own texts by their hashes, nothing fetched, in an origin that owns nothing.

    ``by`` says whose pages those are.
    """
    script = " ".join(hash_of(text) for text in scripts) or "'none'"
    style = " ".join(hash_of(text) for text in (*styles, part("page.css")))
    return (
        f"default-src 'none'; script-src {script}; style-src {style}; img-src data:; form-action 'none'; base-uri 'none'; "
        f"frame-ancestors {by}; sandbox allow-scripts allow-downloads allow-popups"
    )


def page(
    name: str,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    sheets: tuple[str, ...] = (),
    modules: tuple[str, ...] = (),
    live: str = "",
    **values: Any,
) -> Response:
    """A page from a template. Text that UTF-8 cannot carry becomes a question mark rather than a failure.

    ``styles`` among the values are further style texts (a picture's), ``scripts`` addresses under /static, and ``given`` is what
    the modules are told, as JSON in the page.
    """
    own, others = tuple(map(part, sheets)), tuple(values.get("styles", ()))
    # A picture's styles first: where both speak of the same, the page has the last word.
    values.update(sheets=[Markup(text) for text in (*others, part("page.css"), *own)], modules=[module_address(one) for one in modules])
    body = environment().get_template(name).render(values).encode("utf-8", "replace")
    csp = policy((*others, *own), ours=bool(modules or values.get("scripts")), live=live)
    sent = {"content-security-policy": csp, **(headers or {})}
    return Response(body, status_code=status, headers=sent, media_type="text/html; charset=utf-8")
