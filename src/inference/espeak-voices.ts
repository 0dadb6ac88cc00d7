/** Which voices eSpeak NG offers, under which names and ids. */
import type { Voice } from '../contract/inference.ts'
import type { EspeakModule } from './espeak-module.ts'
import { espeakWordsPerMinute } from './words-per-minute.ts'

export interface EspeakVoice {
  readonly voice: Voice
  readonly identifier: string // what `setVoice` takes
}

export interface EspeakVoices {
  /** Every language once, and a handful of variants for the languages most used. */
  readonly listed: readonly Voice[]
  /** Any `espeak:<language>` or `espeak:<language>+<variant>`; undefined if either half is unknown. */
  find(id: string): EspeakVoice | undefined
}

/**
 * All variants work with all languages, which makes 14,000 voices; these, chosen to differ from each other, are
 * listed for these languages. The others can be had by id.
 */
const listedVariants = ['f2', 'f3', 'f5', 'Annie', 'm3', 'm7', 'klatt2', 'klatt4', 'whisper']
const variantLanguages = ['en-us', 'en-gb', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'pt-br', 'ru', 'sv']

/** Where eSpeak's tag is not what BCP 47 means by it (`ca-va` is no Vatican Catalan), its own name is the better one. */
const ownNames = /^(?:ca-|ru-cl)/
const languageNames = new Intl.DisplayNames(['en'], {
  type: 'language',
  languageDisplay: 'standard',
  fallback: 'none',
})

function nameOf(tag: string, espeakName: string): string {
  const plain = /^[a-z]{2,3}(?:-(?:[a-z]{2}|\d{3}))?$/.test(tag) && !ownNames.test(tag)
  try {
    return (plain ? languageNames.of(tag) : undefined) ?? espeakName.trim()
  } catch {
    return espeakName.trim()
  }
}

/** `f3` is "female 3", `klatt2` "Klatt 2", `Annie` "Annie". */
function variantName(variant: string): string {
  const [, word = variant, number = ''] = /^(.*?)(\d*)$/.exec(variant) ?? []
  const names: Readonly<Record<string, string>> = { f: 'female', m: 'male' }
  const spoken = names[word] ?? word.charAt(0).toUpperCase() + word.slice(1)
  return number ? `${spoken} ${number}` : spoken
}

export function espeakVoices(module: EspeakModule): EspeakVoices {
  const bases = new Map<string, EspeakVoice>()
  const aliases = new Map<string, { key: string; priority: number }>()
  for (const { name, identifier, languages } of module.voices) {
    const tags = languages
      .filter(({ name: tag }) => /^[a-z]{2,3}(?:-[a-z\d]{1,8})*$/i.test(tag))
      .map(({ name: tag, priority }) => ({ tag: tag.toLowerCase(), priority }))
    const main = tags[0]?.tag
    if (main === undefined || identifier.startsWith('mb/') || identifier === 'art/xex') continue
    const file = (identifier.split('/').at(-1) ?? identifier).toLowerCase()
    const key = bases.has(main) ? file : main
    for (const { tag, priority } of [...tags, { tag: file, priority: 90 }]) {
      const known = aliases.get(tag)
      if (!known || priority < known.priority) aliases.set(tag, { key, priority })
    }
    bases.set(key, {
      identifier,
      voice: {
        id: `espeak:${key}`,
        name: nameOf(key, name),
        engine: 'espeak',
        language: main,
        languages: tags.map(({ tag }) => tag),
        gender: 'male', // as the formants of the plain voices are set
        wordsPerMinute: espeakWordsPerMinute(main),
        adjustable: true,
      },
    })
  }

  const variantIds = new Map([...module.variants.keys()].map((name) => [name.toLowerCase(), name]))
  function withVariant(base: EspeakVoice, wanted: string): EspeakVoice | undefined {
    const variant = variantIds.get(wanted.toLowerCase())
    if (variant === undefined) return undefined
    const gender = /^\s*gender\s+(female|male)/m.exec(module.variants.get(variant) ?? '')?.[1]
    return {
      identifier: `${base.identifier}+${variant}`,
      voice: {
        ...base.voice,
        id: `${base.voice.id}+${variant}`,
        name: `${base.voice.name}, ${variantName(variant)}`,
        gender: gender === 'female' || gender === 'male' ? gender : 'neutral',
      },
    }
  }

  const listed = [...bases].flatMap(([key, base]) => [
    base.voice,
    ...(variantLanguages.includes(key) ? listedVariants : []).flatMap(
      (variant) => withVariant(base, variant)?.voice ?? [],
    ),
  ])
  return {
    listed: listed.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    find(id) {
      const [language = '', variant] = id.replace(/^espeak:/, '').split('+', 2)
      const key = aliases.get(language.toLowerCase())?.key
      const base = bases.get(language.toLowerCase()) ?? (key === undefined ? undefined : bases.get(key))
      return base && variant !== undefined ? withVariant(base, variant) : base
    },
  }
}
