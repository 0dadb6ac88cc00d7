/** All phrases by language, built on first use. */
import type { CommandLanguage } from '../../../contract/hearing.ts'
import { buildPhrases, type Phrases, type PhraseTable } from '../phrase.ts'
import { englishApp } from './english-app.ts'
import { englishLater } from './english-later.ts'
import { englishAsking, englishParts, englishSmall, englishTurning } from './english-parts.ts'
import { englishReading } from './english-reading.ts'
import { french } from './french.ts'
import { frenchAsking, frenchParts, frenchSmall, frenchTurning } from './french-parts.ts'
import { germanApp } from './german-app.ts'
import { germanLater } from './german-later.ts'
import { germanAsking, germanParts, germanSmall, germanTurning } from './german-parts.ts'
import { germanReading } from './german-reading.ts'

const tables: Readonly<Record<CommandLanguage, PhraseTable>> = {
  en: {
    ...englishParts,
    rows: [...englishReading, ...englishApp, ...englishLater],
    small: englishSmall,
    turning: englishTurning,
    asking: englishAsking,
  },
  de: {
    ...germanParts,
    rows: [...germanReading, ...germanApp, ...germanLater],
    small: germanSmall,
    turning: germanTurning,
    asking: germanAsking,
  },
  fr: { ...frenchParts, rows: french, small: frenchSmall, turning: frenchTurning, asking: frenchAsking },
}

const built = new Map<CommandLanguage, Phrases>()

export function phrasesFor(language: CommandLanguage): Phrases {
  const known = built.get(language)
  if (known) return known
  const phrases = buildPhrases(language, tables[language])
  built.set(language, phrases)
  return phrases
}
