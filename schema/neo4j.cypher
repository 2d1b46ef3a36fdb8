// The constraints and indexes of a sysmap store in Neo4j. Generated from sysmap/store/neo4j_schema.py; do not edit.

// V0001: the first shape

CREATE CONSTRAINT meta_name IF NOT EXISTS FOR (n:Meta) REQUIRE n.name IS UNIQUE;
CREATE CONSTRAINT migration_number IF NOT EXISTS FOR (n:Migration) REQUIRE n.number IS UNIQUE;
CREATE CONSTRAINT map_id IF NOT EXISTS FOR (n:Map) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT revision_number IF NOT EXISTS FOR (n:Revision) REQUIRE (n.map, n.number) IS UNIQUE;
CREATE CONSTRAINT revision_edit IF NOT EXISTS FOR (n:Revision) REQUIRE (n.map, n.edit_id) IS UNIQUE;
CREATE CONSTRAINT version_life IF NOT EXISTS FOR (n:Version) REQUIRE (n.map, n.kind, n.id, n.died) IS UNIQUE;
CREATE CONSTRAINT version_place IF NOT EXISTS FOR (n:Version) REQUIRE (n.map, n.place, n.born) IS UNIQUE;
CREATE CONSTRAINT text_key IF NOT EXISTS FOR (n:Text) REQUIRE (n.map, n.hash, n.kind, n.id, n.field) IS UNIQUE;
CREATE CONSTRAINT erasure_key IF NOT EXISTS FOR (n:Erasure) REQUIRE (n.map, n.at, n.kind, n.id, n.field) IS UNIQUE;
CREATE CONSTRAINT today_key IF NOT EXISTS FOR (n:Today) REQUIRE (n.map, n.what, n.id) IS UNIQUE;
CREATE INDEX version_born IF NOT EXISTS FOR (n:Version) ON (n.map, n.born, n.place);
CREATE INDEX version_died IF NOT EXISTS FOR (n:Version) ON (n.map, n.died, n.place);
CREATE INDEX version_pair IF NOT EXISTS FOR (n:Version) ON (n.map, n.pair, n.died);
CREATE INDEX text_fact IF NOT EXISTS FOR (n:Text) ON (n.map, n.kind, n.id, n.field);
CREATE INDEX actor_id IF NOT EXISTS FOR (n:Actor) ON (n.map, n.id);
CREATE INDEX relates_id IF NOT EXISTS FOR ()-[r:RELATES]-() ON (r.map, r.id);
CREATE INDEX funds_id IF NOT EXISTS FOR ()-[r:FUNDS]-() ON (r.map, r.id);
CREATE INDEX holds_power_id IF NOT EXISTS FOR ()-[r:HOLDS_POWER_OVER]-() ON (r.map, r.id);
CREATE INDEX lacks_power_id IF NOT EXISTS FOR ()-[r:LACKS_POWER_OVER]-() ON (r.map, r.id);
CREATE INDEX part_of_id IF NOT EXISTS FOR ()-[r:PART_OF]-() ON (r.map, r.id);
CREATE INDEX trusts_pair IF NOT EXISTS FOR ()-[r:TRUSTS]-() ON (r.map, r.pair);
