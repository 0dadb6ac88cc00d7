/** Media types of pictures that a page can show, by the name of the file. */
const types: Readonly<Record<string, string>> = {
  png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', jpe: 'image/jpeg', gif: 'image/gif', webp: 'image/webp',
  bmp: 'image/bmp', svg: 'image/svg+xml', avif: 'image/avif',
} // prettier-ignore

/** The media type for a path such as `word/media/image1.png`; undefined for what browsers do not show (EMF, WMF, TIFF). */
export function pictureAsset(path: string): string | undefined {
  return types[/\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '']
}
