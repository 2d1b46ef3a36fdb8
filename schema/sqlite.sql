-- The tables of a sysmap store in SQLite. Generated from sysmap/store/migrations; do not edit.

-- V0001: the first shape

-- The first shape of a store: one row a version of a fact, born at one revision and died at another (never: 2^53 - 1).
-- Facts of three kinds have columns; all others are canonical JSON in "fact", so that a new kind needs no migration.
-- Personal texts stand in "text" alone: where a fact has one, its row holds the salted commitment.

CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was migrated, so that a changed migration is noticed.
CREATE TABLE migration (
    number INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied_at TEXT NOT NULL
) STRICT;

-- Where each map stands. "crc" here and below guards a row against silent damage.
CREATE TABLE map (
    made INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    erasures INTEGER NOT NULL,
    crc INTEGER NOT NULL
) STRICT;

-- The history. "places" is how many facts ever had a place on the map; "checksum" is the sum over the rows that live then.
CREATE TABLE revision (
    map TEXT NOT NULL REFERENCES map (id),
    number INTEGER NOT NULL,
    edit_id TEXT NOT NULL,
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    size INTEGER NOT NULL,
    undoes INTEGER,
    places INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    crc INTEGER NOT NULL,
    PRIMARY KEY (map, number),
    UNIQUE (map, edit_id)
) STRICT, WITHOUT ROWID;

-- Personal texts. Erasing one blanks its salt and value, and leaves the commitment.
CREATE TABLE text (
    map TEXT NOT NULL REFERENCES map (id),
    hash TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    field TEXT NOT NULL,
    salt TEXT,
    value TEXT,
    PRIMARY KEY (map, hash, kind, id, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX text_fact ON text (map, kind, id, field);
CREATE INDEX text_respondent ON text (map, value) WHERE kind = 'respondent';

-- What was erased, and when; no foreign key, because it outlives the map. A respondent's id is a keyed hash.
CREATE TABLE erasure (
    map TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    field TEXT NOT NULL,
    crc INTEGER NOT NULL,
    PRIMARY KEY (map, at, kind, id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE actor (
    map TEXT NOT NULL,
    turn INTEGER NOT NULL,
    born INTEGER NOT NULL,
    died INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT,
    "kind" TEXT,
    "sector" TEXT,
    "place" TEXT,
    "reach" TEXT,
    "reach_unit" TEXT,
    "provision" TEXT,
    "independence" TEXT,
    "aliases" TEXT,
    "identifiers" TEXT,
    "part_of" TEXT,
    "generic" TEXT,
    "measured" TEXT,
    "since" TEXT,
    "until" TEXT,
    "description" TEXT,
    "basis" TEXT,
    "source" TEXT,
    "audience" TEXT,
    "attributes" TEXT,
    PRIMARY KEY (map, turn, born),
    FOREIGN KEY (map, born) REFERENCES revision (map, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_id ON actor (map, id, died);
CREATE INDEX actor_born ON actor (map, born);
CREATE INDEX actor_died ON actor (map, died) WHERE died < 9007199254740991;

CREATE TABLE relationship (
    map TEXT NOT NULL,
    turn INTEGER NOT NULL,
    born INTEGER NOT NULL,
    died INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "from_id" TEXT,
    "to_id" TEXT,
    "type" TEXT,
    "level" TEXT,
    "directed" TEXT,
    "sign" TEXT,
    "strength" TEXT,
    "trust_words" TEXT,
    "wave" TEXT,
    "since" TEXT,
    "until" TEXT,
    "description" TEXT,
    "basis" TEXT,
    "source" TEXT,
    "audience" TEXT,
    "attributes" TEXT,
    PRIMARY KEY (map, turn, born),
    FOREIGN KEY (map, born) REFERENCES revision (map, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX relationship_id ON relationship (map, id, died);
CREATE INDEX relationship_born ON relationship (map, born);
CREATE INDEX relationship_died ON relationship (map, died) WHERE died < 9007199254740991;

CREATE TABLE rating (
    map TEXT NOT NULL,
    turn INTEGER NOT NULL,
    born INTEGER NOT NULL,
    died INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "wave" TEXT,
    "respondent" TEXT,
    "from_id" TEXT,
    "to_id" TEXT,
    "item" TEXT,
    "value" INTEGER,
    "note" TEXT,
    "note_audience" TEXT,
    "since" TEXT,
    "until" TEXT,
    "basis" TEXT,
    "source" TEXT,
    "audience" TEXT,
    "attributes" TEXT,
    PRIMARY KEY (map, turn, born),
    FOREIGN KEY (map, born) REFERENCES revision (map, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX rating_id ON rating (map, id, died);
CREATE INDEX rating_born ON rating (map, born);
CREATE INDEX rating_died ON rating (map, died) WHERE died < 9007199254740991;

CREATE TABLE fact (
    map TEXT NOT NULL,
    turn INTEGER NOT NULL,
    born INTEGER NOT NULL,
    died INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (map, turn, born),
    FOREIGN KEY (map, born) REFERENCES revision (map, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_id ON fact (map, kind, id, died);
CREATE INDEX fact_born ON fact (map, born);
CREATE INDEX fact_died ON fact (map, died) WHERE died < 9007199254740991;
