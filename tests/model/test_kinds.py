from __future__ import annotations

from sysmap.model.kinds import KINDS, field_of, heading, kind_of


def test_every_kind_s_table_names_fields_that_it_has() -> None:
    for kind in KINDS.values():
        named = {*kind.key, *kind.required, *kind.personal, *kind.ends, *kind.refers, *kind.closed}
        assert named <= set(kind.fields), kind.name


def test_every_fact_begins_with_its_id_and_can_be_sourced_and_set_aside() -> None:
    for kind in KINDS.values():
        assert kind.fields[0] == "id"
        assert {"basis", "source", "audience", "attributes"} <= set(kind.fields)


def test_a_kind_is_known_from_its_fact_and_a_heading_leads_back_to_its_field() -> None:
    for kind in KINDS.values():
        assert kind_of(kind.fact("x")) == kind.name
        assert all(field_of(heading(field)) == field for field in kind.fields if field != "default_audience")


def test_what_is_referred_to_is_read_before_what_refers_to_it() -> None:
    order = list(KINDS)
    for kind in KINDS.values():
        for target in kind.refers.values():
            assert order.index(target.rstrip("*?")) <= order.index(kind.name)
