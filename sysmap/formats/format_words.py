"""What must be known of each format, for whoever has such a file or wants one? The table behind the pages in docs/formats.

``comes_in`` pairs what the file has with what it becomes; ``left_out`` is listed at every import, never dropped in silence.
"""

from __future__ import annotations

from typing import NamedTuple

Pairs = tuple[tuple[str, str], ...]


class Told(NamedTuple):
    """One format in words: the files, where they come from, what becomes of what, what stays behind, and where it is described."""

    files: str
    made_by: str
    comes_in: Pairs = ()
    left_out: tuple[str, ...] = ()
    goes_out: str = ""
    described: str = ""


_GRAPH_IN: Pairs = (
    ("a node with its label",
     "an organisation or group; a node without a label is called by its id"),
    ("an edge",
     "a relationship; with a column for an amount of money, a flow of money"),
    ("columns that people usually call so (see the CSV page)",
     "the field of ours; every other column stays with its fact"),
)
_GRAPH_OUT = (
    "Every column of a map folder travels as text. Rounds, who was asked, stories and the rest, which nodes and edges have no "
    "place for, go along as one JSON text, so that the file comes back equal; other programs keep or drop it unread, and the "
    "export says what they will not show."
)
TOLD: dict[str, Told] = {
    "bundle": Told(
        "a folder, or a .zip of one",
        "sysmap; by hand in any spreadsheet program",
        (
            ("each CSV file", "the facts of one kind"),
        ),
        (),
        "The present state of the map, byte for byte the same from either store. History travels in `sysmap backup` only.",
        "`sysmap schema`, schema/bundle.schema.json",
    ),
    "everything": Told(
        ".zip",
        "sysmap",
        (),
        (),
        (
            "A map folder with its salts, so that its fingerprint is the same wherever it goes; in the folder `also` the same "
            "as a workbook, for Gephi and for Kumu, the JSON Schema, and a page that says what each column holds. Read back as"
            " the map folder that it is."
        ),
        "`sysmap schema bundle`",
    ),
    "csv": Told(
        ".csv, .tsv, .txt; a folder that sysmap wrote",
        "any spreadsheet program, or a form tool's download",
        (
            ("two columns of names, with or without headings",
             "pairs that work together, both ways; a name alone is an organisation on its own"),
            ("one column of names", "organisations"),
            ("names down the side and along the top", "a tie where a number or a mark stands"),
            ("headings of organisations", "organisations, their own columns, and those they work with"),
            ("headings of two ends", "relationships; with an amount, money; with answers and a round, trust answers"),
            ("several partners in a cell, split by | or ;", "a tie to each"),
            ("£, $, € in an amount or its heading", "the currency"),
            ("17/03/2014, March 2015, Excel's dates", "2014-03-17, 2015-03, the day"),
        ),
        (
            "a tie from somebody to itself",
            "an exact repeat",
            "a cell that cannot be read: its place, what stood there, and why",
            "an amount in no currency",
        ),
        (
            "A folder with one table a kind, with the columns of a map folder, guarded against being run; map.csv marks it, "
            "and it is read back exactly."
        ),
        "RFC 4180",
    ),
    "xlsx": Told(
        ".xlsx",
        "Excel, LibreOffice, Google Sheets",
        (
            ("each sheet, hidden ones too", "as a table of its own, as on the CSV page; organisations first, so that ties find them"),
            ("cells merged down", "the same in each of their rows"),
            ("formulas", "the value that was last worked out"),
        ),
        (
            "formulas that end in an error, with their cell",
            "charts, pictures, comments and colours",
        ),
        (
            "One sheet a kind: typed cells, a frozen heading with filters, never a formula or a link. How numbers such as "
            "12.50 were written is kept in a hidden sheet."
        ),
        "ECMA-376",
    ),
    "kumu": Told(
        ".json (blueprint, whole-project export), .xlsx",
        "Kumu: the project's menu, Export; or the sheets Elements and Connections that one imports",
        (
            ("element", "an organisation or group; Type is its kind"),
            ("connection", "a relationship, directed or both ways; parallel ones are kept by their ids, in a spreadsheet by their order"),
            ("a To cell split by |", "a tie to each"),
            ("the default map's positions", "where each stands; every element says on which maps it is"),
            ("two blank rows and new headings in a sheet", "another table"),
            ("tags, custom fields", "columns of your own"),
        ),
        (
            "loops, perspectives, presentations, the project's description",
            "sheets whose name ends in (ignore)",
        ),
        (
            "Blueprint JSON to a path that ends in .json, a spreadsheet to any other. Each element and tie has an id, so that "
            "parallel ties survive; fields that Kumu takes for yes or no get a mark; a lone + or - stays. The same blueprint "
            "is live at `/maps/MAP/kumu.json` for Kumu's remote import. For participants unless --for says otherwise."
        ),
        "docs.kumu.io: import, blueprints",
    ),
    "360giving": Told(
        ".json, .csv, .xlsx",
        "a funder's open grants data, and GrantNav's download",
        (
            ("fundingOrganization, recipientOrganization", "organisations, one an identifier; other spellings are aliases"),
            ("charityNumber, companyNumber", "GB-CHC- and GB-COH- identifiers, company numbers to eight digits"),
            ("amountAwarded and currency", "the amount, to the penny"),
            ("awardDate, plannedDates", "the day of the award; since and until"),
            ("title, grantProgramme, beneficiaryLocation", "purpose, programme, place"),
            ("grants to individuals", "money to *Individual recipients*; who received, titles and descriptions are never carried"),
            ("titles of a spreadsheet as keys, dates with the day first, ids that are missing or dummies",
             "what they mean; dates are told of"),
            ("everything else of a grant", "columns of its own on the flow"),
        ),
        (
            "a second recipient of one grant",
            "an amount of nought or below, or that cannot be read",
            "an end before its start",
            "sheets without grants",
        ),
        (
            "Each flow with an amount, a currency, a whole day of award and two organisations, valid against the standard "
            "1.4.3. What lacks one of them is told by reason; nothing is invented. For participants unless --for says "
            "otherwise."
        ),
        "standard.threesixtygiving.org, 1.4.3",
    ),
    "prsm": Told(
        ".prsm; .xlsx with the sheets Factors and Links",
        "PRSM: Save, in any version",
        (
            ("factor", "an organisation or thing; its attributes by their titles"),
            ("link", "a relationship; its style's name is the type"),
            ("notes", "descriptions"),
            ("places", "where each stands"),
            ("votes", "columns of their own"),
        ),
        (
            "history, description, background",
            "colours and shapes",
        ),
        "",
        "PRSM's source: JSON before version 2, compressed by lz-string since",
    ),
    "graphcommons": Told(
        ".json",
        "Graph Commons' API: signals",
        (
            ("node_create", "an organisation or thing, told apart by type and name"),
            ("edge_create", "a relationship; ends are made where they are new"),
        ),
        (
            "other signals",
        ),
        "",
        "Graph Commons' API, signals",
    ),
    "networkcanvas": Told(
        "a folder of .csv",
        "Network Canvas Interviewer or Fresco: export as CSV, unpacked",
        (
            ("attributeList_TYPE", "organisations of that kind"),
            ("edgeList_TYPE", "relationships of that type, joined by UUID, never by nodeID"),
            ("a category in several columns", "columns of its own"),
        ),
        (
            "what people say of themselves (ego files)",
        ),
        "",
        "Network Canvas' documentation of exported data",
    ),
    "graphml": Told(
        ".graphml, .xml",
        "yEd, igraph, networkx, Gephi, Network Canvas",
        (
            *_GRAPH_IN,
            ("a column's default", "the value wherever none stands"),
            ("a graph inside a node", "part of that organisation"),
            ("yEd's drawing, columns x and y", "its label, and where each stands"),
        ),
        (
            "what is said of the whole graph",
            "edges with more than two ends",
            "how nodes and edges are drawn",
        ),
        _GRAPH_OUT,
        "graphml.graphdrawing.org",
    ),
    "gexf": Told(
        ".gexf",
        "Gephi 0.7 to 0.10, networkx, and others that write 1.1 to 1.3",
        (
            *_GRAPH_IN,
            ("start, end, spells, open intervals", "since and until; an end belongs to a spell unless it is open"),
            ("several spells, a value that changes", "a fact for each time that it holds"),
            ("viz:position", "where each stands"),
            ("pid, nested nodes", "part of"),
        ),
        (
            "times that are only numbers",
            "colours, sizes and shapes",
            "the description of the file",
        ),
        "Version 1.3. Rounds are spells, and trust is a value that changes over them, as Gephi's timeline shows it. " + _GRAPH_OUT,
        "gexf.net, 1.3",
    ),
    "gephi": Told(
        "a folder with nodes.csv and edges.csv; a table of edges",
        "Gephi: Data Laboratory, Export table",
        (
            *_GRAPH_IN,
            ("Source, Target, Type, Weight, Kind", "the ends, whether it goes one way, strength, type"),
            ("<[2007,2009]>, Timeset, a weight that changes", "a fact for each time that it holds"),
        ),
        (
            "a column without a heading",
            "times that are only numbers",
        ),
        "A folder. " + _GRAPH_OUT,
        "Gephi's import of spreadsheets",
    ),
    "answers": Told(
        ".csv, .xlsx; never guessed: `--as answers --wave W --date D`",
        "Google Forms, Microsoft Forms, SurveyMonkey, LimeSurvey, Kobo, or by hand",
        (
            ("names down the side and along the top", "who answered about whom; in a workbook each sheet is a question"),
            ("one answer a row", "from, about whom, item, answer"),
            ("one respondent a row: Reliability [Ash], Ash - Reliability, or the question over its partners",
             "an answer a column, several questions side by side"),
            ("a row with any answer in it", "that organisation answered"),
            ("a row without one, and whoever is only asked about", "silent: not known, never *no tie*"),
            ("two rows of one organisation", "two respondents"),
        ),
        (
            "columns that are no answers, such as times",
            "e-mail addresses",
        ),
        "",
        "",
    ),
    "cypher": Told(
        ".cypher",
        "sysmap",
        (),
        (),
        (
            "A script that makes the map's graph in a Neo4j of your own (5.26 or later), as schema/neo4j.md shows it; run "
            "again, it makes nothing twice."
        ),
        "schema/neo4j.md",
    ),
    "geojson": Told(
        ".geojson",
        "sysmap",
        (),
        (),
        (
            "A point for each organisation with `latitude` and `longitude` of its own or of its place, to three decimals "
            "(about a hundred metres). For participants unless --for says otherwise."
        ),
        "RFC 7946",
    ),
    "rsiena": Told(
        "a folder",
        "sysmap",
        (),
        (),
        (
            "The rounds of trust answers for RSiena and tergm, with scripts to begin from; who was not in a round and what is "
            "not known are marked as those packages take them."
        ),
        "RSiena's manual",
    ),
}  # fmt: skip
