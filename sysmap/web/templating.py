"""Turn values into a page: every text escaped, our own style and script inside it, and a policy that allows those and nothing else."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import Response


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
    made.globals.update(style=Markup(part("page.css")), script=Markup(part("page.js")))
    return made


@lru_cache(maxsize=8)
def part(name: str) -> str:
    """One of our own files, which go into pages as they stand."""
    return resources.files("sysmap.web").joinpath("static", name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def look() -> str:
    """Which templates, styles and scripts pages are made with: another look is another page, whatever is on the map."""
    ours = resources.files("sysmap.web")
    names = ((folder, file.name) for folder in ("static", "templates") for file in ours.joinpath(folder).iterdir())
    texts = (ours.joinpath(folder, name).read_text(encoding="utf-8") for folder, name in sorted(names))
    return hashlib.sha256("".join(texts).encode()).hexdigest()


def hash_of(text: str) -> str:
    """The hash by which a policy allows an inline style or script.

    >>> hash_of("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(styles: tuple[str, ...] = (), *, ours: bool = False, images: str = "'self' data:") -> str:
    """The content security policy of a page. ``styles`` are further texts it may use; ``ours``: scripts from /static as well."""
    script = hash_of(part("page.js")) + (" 'self'" if ours else "")
    style = " ".join(hash_of(text) for text in (*styles, part("page.css")))
    return (
        f"default-src 'none'; script-src {script}; style-src {style}; img-src {images}; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def page(name: str, *, status: int = 200, headers: dict[str, str] | None = None, csp: str | None = None, **values: Any) -> Response:
    """A page from a template. Text that UTF-8 cannot carry becomes a question mark rather than a failure."""
    body = environment().get_template(name).render(values).encode("utf-8", "replace")
    sent = {"content-security-policy": csp or policy(), **(headers or {})}
    return Response(body, status_code=status, headers=sent, media_type="text/html; charset=utf-8")
