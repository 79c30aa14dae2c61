"""The tables of the index that the served explorer reads; their rows refer to one another by number.

`data` is what the page gets of a row, its number in it as `at`, and `made` the digest of what it is made of. `standing`
is how much a node with facts matters, how strongly it is tied, its community, and how many facts it has a part in; a
thing without any has no row there. `edge` leads from a relation's subject to its object and from an event to its
participants. `part` lists for each thing its facts, the most important first. `kept` holds what was worked out before.
"""

INDEX = "explore.db"
VERSION = 4  # of the tables; the server makes an index of another version anew
ALONE = 1 << 30  # the community of a node without facts; the page has colours for the first few
FROM_JSON = "(SELECT value FROM json_each(?))"  # of a query, for as many numbers as there are
SCHEMA = """
CREATE TABLE node (place INTEGER PRIMARY KEY, id TEXT UNIQUE, made BLOB, data TEXT);
CREATE TABLE standing (node INTEGER PRIMARY KEY, rank REAL, strength REAL, community INTEGER, facts INTEGER);
CREATE TABLE member (community INTEGER, rank REAL, node INTEGER, PRIMARY KEY (community, rank DESC, node))
  WITHOUT ROWID;
CREATE TABLE fact (place INTEGER PRIMARY KEY, id TEXT UNIQUE, made BLOB, first INTEGER, data TEXT);
CREATE TABLE document (place INTEGER PRIMARY KEY, id TEXT UNIQUE, made BLOB, data TEXT, marks TEXT, raw TEXT);
CREATE TABLE edge (a INTEGER, b INTEGER, fact INTEGER, data TEXT, PRIMARY KEY (a, b, fact)) WITHOUT ROWID;
CREATE INDEX back ON edge (b, a);
CREATE TABLE part (node INTEGER, kind TEXT, weight REAL, fact INTEGER, PRIMARY KEY (node, kind, weight DESC, fact))
  WITHOUT ROWID;
CREATE TABLE quoted (document INTEGER, fact INTEGER, PRIMARY KEY (document, fact)) WITHOUT ROWID;
CREATE TABLE mention (node INTEGER, document INTEGER, count INTEGER, PRIMARY KEY (node, document)) WITHOUT ROWID;
CREATE TABLE name (key TEXT, node INTEGER, worth INTEGER, PRIMARY KEY (key, node)) WITHOUT ROWID;
CREATE TABLE kept (key TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID;
"""
