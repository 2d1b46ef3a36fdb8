"""The whole GraphQL schema, put together once for a process, and its text for outsiders."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from strawberry import Schema
from strawberry.schema.config import StrawberryConfig

from sysmap.api import (
    answered,
    comparison,
    explanation,
    facts,
    figures,
    live,
    maps,
    networks,
    publishing,
    questions,
    questions_between,
    questions_learning,
    writing,
)
from sysmap.api.shape import read


@lru_cache(maxsize=1)
def schema() -> Schema:
    """The schema. Making it takes about half a second, so it is made when first needed, by app alone."""
    kinds = facts.define()
    networks.define()
    figures.define()
    comparison.define()
    explanation.define()
    questions.define()
    questions_between.define()
    questions_learning.define()
    publishing.define()
    answered.define()
    maps.define()
    settings = StrawberryConfig(disable_field_suggestions=True, default_resolver=read)
    query: Any = maps.define_query()
    mutation: Any = writing.define_mutation()
    subscription: Any = live.define_subscription()
    return Schema(query=query, mutation=mutation, subscription=subscription, types=list(kinds.values()), config=settings)


def sdl() -> str:
    """The schema as text, as ``schema/sysmap.graphql`` holds it."""
    return f"{schema().as_str().strip()}\n"
