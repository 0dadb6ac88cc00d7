/** `app://lectern/…`: the built interface, from our own folder only, with the same headers as on loopback. */
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { contentTypes, securityHeaders } from '../app/page.ts'

export async function serveInterface(folder: string, address: string): Promise<Response> {
  const url = new URL(address)
  const refused = (status: number) =>
    new Response('Nothing here.', { status, headers: { 'Content-Type': 'text/plain', ...securityHeaders() } })
  if (url.host !== 'lectern') return refused(404)
  let path: string
  try {
    path = decodeURIComponent(url.pathname)
  } catch {
    return refused(400)
  }
  const file = normalize(join(folder, path === '/' ? 'index.html' : path))
  const type = contentTypes[extname(file)]
  if (!type || !file.startsWith(normalize(folder) + sep) || file.includes('\0')) return refused(404)
  try {
    return new Response(await readFile(file), { headers: { 'Content-Type': type, ...securityHeaders() } })
  } catch {
    return refused(404)
  }
}
