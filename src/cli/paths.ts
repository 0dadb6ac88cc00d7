/** Paths as the user means them. */
import { resolve } from 'node:path'

/** npm runs scripts in the project's folder; the folder the user is in is INIT_CWD. */
export function givenPath(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path)
}
