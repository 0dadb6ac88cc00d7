/** Which process is reading a document in, and covers found without looking at every picture. */
export const sharedLibrary = `
-- NULL, or process id and a random word of whoever writes this document's blocks just now.
ALTER TABLE documents ADD COLUMN reader TEXT;
CREATE INDEX assets_cover ON assets(document) WHERE cover = 1;
`
