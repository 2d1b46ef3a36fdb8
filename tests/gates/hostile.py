"""Documents and strings made to hurt: written for these gates, to the kinds that are known to hurt others."""

from __future__ import annotations

NAUGHTY = (
    "", " ", "null", "None", "NaN", "undefined", "true", "0", "-1", "1e999", "../../etc/passwd", "%00", "%s%s%n",
    "{{7*7}}", "${7*7}", "<%= 7 %>",
    "' OR '1'='1", "'; DROP TABLE fact; --", '" OR ""="', "1; SELECT 1", "') UNION SELECT 1 --", "\\'; --", "/* */",
    "--", "`id`", "$(id)", "| id",
    "MATCH (n) DETACH DELETE n", "'}) DETACH DELETE n //", "` DETACH DELETE n //", "\u0027 RETURN 1 //",
    "} RETURN 1 {", "$map", "{id: 1}", "n:Actor",
    "a AND b OR NOT c", '"unclosed', "(((", "*", "a*", "NEAR(a b)", "^a", "name:x", "<script>alert(1)</script>",
    "javascript:alert(1)", "\u202eevil",
    "\ufeff", "\u0000", "\u0001", "\x7f", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "e\u0301",
    "\u00e9", "\u2028", "\r\n",
    "a" * 1_001, "a" * 5_001, "\u0301" * 500, "\ufdfa" * 200, "=1+1", "@SUM(1)", "+1", "|a|b|", "\\", "\\|", "a\tb",
    "\U000e0001", "\uffff", "\udbff"[:0],
)  # fmt: skip


def spreading(times: int, inside: str, on: str = "Map") -> str:
    """Fragments that each spread the next one twice."""
    middle = "".join(f"fragment F{n} on {on} {{ ...F{n + 1} ...F{n + 1} }} " for n in range(times))
    return f"{middle}fragment F{times} on {on} {{ {inside} }}"


def on_map(inside: str) -> str:
    return f'{{ map(id: "wrenmoor") {{ {inside} }} }}'


DOCUMENTS: dict[str, str] = {
    "spreads 20": f"{on_map('...F0')} {spreading(20, 'key')}",
    "spreads 30": f"{on_map('...F0')} {spreading(30, 'key')}",
    "spreads 60": f"{on_map('...F0')} {spreading(60, 'key')}",
    "spreads at the root": "{ ...F0 } " + spreading(40, "__typename", "Query"),
    "spreads with fields": on_map("...F0") + " " + "".join(
        f"fragment F{n} on Map {{ actors {{ nodes {{ id }} }} ...F{n + 1} ...F{n + 1} }} "
        for n in range(14)) + "fragment F14 on Map { key }",
    "circle": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "circle of itself": "{ ...A } fragment A on Query { ...A }",
    "circle unused": "{ __typename } fragment A on Query { ...A }",
    "aliases": "{ " + " ".join(f"a{n}: __typename" for n in range(300)) + " }",
    "aliases of maps": "{ " + " ".join(f'a{n}: map(id: "wrenmoor") {{ key }}' for n in range(90)) + " }",
    "the same field": on_map("key " * 900),
    "the same field by fragments": on_map("... on Map { key } " * 160),
    "the same list by fragments": on_map("... on Map { actors { nodes { key name kind } } } " * 60),
    "directives": "{ __typename " + "@include(if: true) " * 150 + "}",
    "unknown directives": "{ __typename " + "@aa " * 400 + "}",
    "deep": "{ map " * 300 + "}" * 300,
    "deep lists": on_map(f"actors(where: {{sector: {'[' * 300}{']' * 300}}}) {{ totalCount }}"),
    "deep objects": on_map(f"actors(where: {'{a:' * 200}1{'}' * 200}) {{ totalCount }}"),
    "unclosed": "{" * 900,
    "commas": "," * 31_900 + "{ __typename }",
    "comments": "#\n" * 15_900 + "{ __typename }",
    "comments of returns": "#\r" * 15_900 + "{ __typename }",
    "a number without end": on_map(f"actors(first: {'9' * 31_000}) {{ totalCount }}"),
    "a search without end": on_map(f'find(text: "{"a " * 15_000}") {{ words }}'),
    "a search of one sign that is eighteen": on_map(f'find(text: "{chr(0xFDFA) * 10_000}") {{ words }}'),
    "a long word": "{ " + "a" * 31_900 + " }",
    "a long string": f'{{ map(id: "{"x" * 31_900}") {{ key }} }}',
    "a block string": f'{{ map(id: """{chr(10).join([" " * 40] * 770)}""") {{ key }} }}',
    "longer than may be": "{ __typename }" + " " * 900_000,
    "variables": "query(" + ", ".join(f"$a{n}: Int" for n in range(200)) + ") { __typename }",
    "the same variable": "query(" + "$a: Int " * 200 + ") { __typename }",
    "arguments": "{ map(" + 'id: "a" ' * 300 + ") { key } }",
    "unknown fields": "{ " + " ".join(f"x{n}" for n in range(900)) + " }",
    "unknown types": "query(" + ", ".join(f"$a{n}: T{n}" for n in range(200)) + ") { __typename }",
    "operations": " ".join(f"query A{n} {{ __typename }}" for n in range(150)),
    "fragments": "{ __typename } " + " ".join(f"fragment A{n} on Map {{ key }}" for n in range(120)),
    "introspection": "{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }",
    "introspection in full": "{ __schema { types { name description fields { name description args { name description } } } } }",
    "first without end": on_map("relationships(first: 99999999999999999999) { nodes { key } }"),
    "lists of lists": on_map("relationships(first: 200) { nodes { from { relationships(first: 200) { nodes { key } } } } }"),
    "edges of edges": on_map("actors(first: 200) { edges { node { relationships { edges { node { from { name } } } } } } }"),
    "comparisons": "{ " + " ".join(f'a{n}: map(id: "wrenmoor") {{ compare(layer: TRUST, seed: {n}, from: {{wave: "w1"}}, '
                                  'to: {{wave: "w2"}}) '
                                  "{ method } }" for n in range(10)) + " }",
    "overlaps": on_map(" ".join(f"actors(first: {n}) {{ totalCount }}" for n in range(19))),
    "overlaps in fragments": on_map(" ".join(f"...A{n}" for n in range(60))) + " ".join(
        f"fragment A{n} on Map {{ a: name b: key ...A{(n + 1) % 60} }}" for n in range(60)),
}  # fmt: skip
