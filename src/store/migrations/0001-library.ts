/** Documents with their text, places, bookmarks, notes, settings, and the full-text index. */
export const library = `
CREATE TABLE documents (
  serial INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,               -- SHA-256 of the file, hex
  name TEXT NOT NULL,                    -- the file's base name when it was added
  format TEXT NOT NULL,
  options TEXT NOT NULL DEFAULT '{}',    -- import options that must hold again on a re-import
  state TEXT NOT NULL,                   -- importing | ready | incomplete
  metadata TEXT NOT NULL,
  toc TEXT NOT NULL DEFAULT '[]',
  pages TEXT NOT NULL DEFAULT '[]',
  warnings TEXT NOT NULL DEFAULT '[]',
  blocks INTEGER NOT NULL DEFAULT 0,
  characters INTEGER NOT NULL DEFAULT 0,
  words INTEGER NOT NULL DEFAULT 0,
  added_at INTEGER NOT NULL,
  opened_at INTEGER,
  removed_at INTEGER
) STRICT;

CREATE TABLE blocks (
  document INTEGER NOT NULL REFERENCES documents(serial) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  before INTEGER NOT NULL,               -- characters of all earlier blocks
  json TEXT NOT NULL,
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE assets (
  document INTEGER NOT NULL REFERENCES documents(serial) ON DELETE CASCADE,
  id TEXT NOT NULL,
  mime TEXT NOT NULL,
  cover INTEGER NOT NULL DEFAULT 0,
  bytes BLOB NOT NULL,
  PRIMARY KEY (document, id)
) STRICT;

-- Contentless: the text itself is in blocks. rowid = serial * 2^24 + block number.
CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');

CREATE TABLE places (
  document INTEGER PRIMARY KEY REFERENCES documents(serial) ON DELETE CASCADE,
  block INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE bookmarks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES documents(serial) ON DELETE CASCADE,
  block INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  name TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX bookmarks_document ON bookmarks(document, block, offset);

CREATE TABLE notes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES documents(serial) ON DELETE CASCADE,
  block INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  text TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX notes_document ON notes(document, block, offset);

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL                    -- JSON
) STRICT, WITHOUT ROWID;

-- Small facts of the installation, such as whether the sample book was ever added.
CREATE TABLE facts (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
