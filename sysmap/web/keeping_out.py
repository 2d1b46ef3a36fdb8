"""Who may open a page that changes something? The map keeper; to everybody else there is nothing at its address."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request


def for_the_keeper(request: Request) -> None:
    """Raise *not found* for all but the map keeper, the same for every map and page."""
    if not request.state.viewer.is_steward:
        raise HTTPException(404)


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a plain form, each once. Raises 415 for anything else, 400 for what cannot be read."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise HTTPException(415)
    try:
        fields = parse_qs((await request.body()).decode(), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise HTTPException(400) from None
    return {name: values[0] for name, values in fields.items()}
