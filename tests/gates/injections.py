"""Texts that mean something to Cypher, SQL, JSON, templates, shells and terminals, and nothing to a map: 49 of them."""

from __future__ import annotations

STRINGS = (
    "' OR 1=1 //", "\" OR \"\"=\"", "') DETACH DELETE n //", "'}) MATCH (n) DETACH DELETE n //", "\"}) MATCH (n) DETACH DELETE n //",
    "`) MATCH (n) DETACH DELETE n //", "\\'}) MATCH (n) DETACH DELETE n //", "\\u0027}) MATCH (n) DETACH DELETE n //", "$map", "$batch.map",
    "{map}", "${map}", "n}) RETURN n UNION MATCH (n) RETURN n //", "' CALL db.labels() YIELD label //", "' CALL dbms.components() //",
    "' LOAD CSV FROM 'file:///etc/passwd' AS line //", "x' SET n.locked = false //", "x`:Map", "Actor:Map", ":Map {id: 'wren'}",
    "'; DROP TABLE map; --", "'; DELETE FROM revision; --", "\"; DROP TABLE map; --", "1; ATTACH DATABASE 'x.db' AS x",
    "' UNION SELECT * FROM text --",
    "x' || (SELECT salt FROM text) || '", "?1", ":map", "@map", "%s", "%(map)s", "{0.__class__}", "{{7*7}}", "{% raw %}", "<%= 7*7 %>",
    "#{7*7}", "$(touch x)", "`touch x`", "| touch x", "&& touch x", "../../etc/passwd", "file:///etc/passwd", "\\", "\\\\", "'", "\"",
    "`", "/* */", "//",
)  # fmt: skip
