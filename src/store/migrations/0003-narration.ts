/** Where the recordings that a document brings lie, stretch by stretch of its text. The sound stays in the document's file. */
export const narration = `
CREATE TABLE clips (
  document INTEGER NOT NULL REFERENCES documents(serial) ON DELETE CASCADE,
  block INTEGER NOT NULL,
  first INTEGER NOT NULL,                -- UTF-16, into the block's text
  last INTEGER NOT NULL,
  sound TEXT NOT NULL,                   -- path inside the document's file
  begins REAL NOT NULL,                  -- seconds
  ends REAL,
  PRIMARY KEY (document, block, first)
) STRICT, WITHOUT ROWID;
`
