/** Drafts, and the history of what was dictated. A sound stands last in its row, so that lists never read it. */
export const dictationHistory = `
CREATE TABLE drafts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT,                            -- NULL: its first words
  text TEXT NOT NULL,
  caret INTEGER NOT NULL DEFAULT 0,      -- UTF-16 offset
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE TABLE dictations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  draft INTEGER REFERENCES drafts (id) ON DELETE SET NULL,
  at INTEGER NOT NULL,
  language TEXT NOT NULL,
  recogniser TEXT NOT NULL,
  text TEXT NOT NULL,                    -- as recognised; empty where the recogniser failed and only the sound is left
  alternatives TEXT NOT NULL,            -- JSON array of texts
  seconds REAL NOT NULL,
  sound_kind TEXT,                       -- wav: as it was heard | ogg: Opus
  sound BLOB
) STRICT;
CREATE INDEX dictations_of_draft ON dictations (draft);
CREATE INDEX dictations_with_sound ON dictations (at) WHERE sound IS NOT NULL;
`
