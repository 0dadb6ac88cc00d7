/** Grammars as text (JSGF): which words they hold. */

/** The scanner's own rules of SoundSwallower's jsgf_scanner.l: what is not one of these is a word. */
const piece =
  /\/\/[^\n]*|\/\*[^]*?\*\/|<[^<>]+>|\{(?:\\.|[^}])*\}|\/\d*(?:\.\d+)?(?:e-?\d+)?\/|"(?:\\.|[^"])*"|[\s=;|*+()[\]]|[^\s=;|*+<>()[\]{}*/"]+/gu

/** The words of a grammar, once each, as they are written in it. */
export function wordsOf(jsgf: string): Set<string> {
  const words = new Set<string>()
  // The header and the grammar's name end with a semicolon each; rules begin behind them.
  const header = /^\s*#JSGF[^;]*;\s*(?:\/\/[^\n]*\n\s*)*grammar\s+[^;]+;/u.exec(jsgf)
  let atRule = true
  for (const [text] of jsgf.slice(header?.[0].length ?? 0).matchAll(piece)) {
    if (/^(?:\s|\/[/*])/.test(text)) continue
    const keyword: boolean = atRule && (text === 'public' || text === 'import')
    if (!keyword && /^[^\s=;|*+<>()[\]{}/"]/u.test(text)) words.add(text)
    atRule = text === ';' || keyword
  }
  return words
}
