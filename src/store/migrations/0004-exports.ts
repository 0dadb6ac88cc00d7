/** Exports: what was wished, how far it has come, and what it made. The files are in `<data>/exports/<id>/`. */
export const exportJobs = `
CREATE TABLE exports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document TEXT NOT NULL,                -- no reference: what is done outlives its document
  title TEXT NOT NULL,
  request TEXT NOT NULL,
  settings TEXT NOT NULL,                -- those that held when it was begun: a voice must not change in the middle
  shell TEXT NOT NULL,
  owner TEXT,                            -- process id and a random word of whoever works on it
  state TEXT NOT NULL,                   -- waiting | running | paused | failed | done
  checkpoint TEXT,                       -- where to go on; NULL before the first
  done REAL NOT NULL DEFAULT 0,
  seconds REAL NOT NULL DEFAULT 0,
  failure TEXT,
  made TEXT NOT NULL DEFAULT '[]',
  created_at INTEGER NOT NULL
) STRICT;
`
