/** How the system's PocketSphinx is set: what measured better than its defaults (docs/adr/0028-grammar-and-rejection.md). */
export const sphinxOptions: readonly string[] = [
  // The noise removal in its front end costs more words than it saves in what voice activity has cut.
  '-remove_noise',
  'no',
]
