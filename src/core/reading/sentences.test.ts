import fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sentenceCases } from './sentences.cases.ts'
import { sentences } from './sentences.ts'

const cut = (text: string, language: string): string[] =>
  sentences(text, language).map(({ start, end }) => text.slice(start, end))

test.each(sentenceCases.map((row) => [row.language, row.sentences.join(' ‖ '), row] as const))(
  '%s: %s',
  (language, _shown, row) => {
    expect(cut(row.sentences.join(row.glue ?? ' '), language)).toEqual(row.sentences)
  },
)
