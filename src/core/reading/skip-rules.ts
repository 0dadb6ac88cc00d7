/**
 * What the rules leave out of a block: by its roles and its words, and where these leave a doubt, by the document.
 *
 * Rules are prepared once for a document and its settings; what a block holds is found once per block object
 * (`skip/candidates.ts`) and only chosen from here.
 */
import { type Block, blockText } from '../../contract/document.ts'
import {
  type Listening,
  type Omission,
  type SkipAction,
  skipDefaults,
  type SkipWhat,
  skipWhat,
} from '../../contract/listening.ts'
import type { Settings } from '../../contract/settings.ts'
import type { Text } from '../ports.ts'
import { announced } from './skip/announced.ts'
import { candidates } from './skip/candidates.ts'
import type { Evidence, Found } from './skip/found.ts'
import { nothingKnown } from './skip/found.ts'
import { ownMatches, rulesFor } from './skip/own-rules.ts'
import { standIn } from './skip/stand-ins.ts'
import { inOrder, type Stretch, tidied } from './skip/stretches.ts'
import { type MatterRange, surveyOf } from './skip/survey.ts'

export type SkipActions = Readonly<Record<SkipWhat, SkipAction>>

/** The rules that hold for a document: those of this reading, else its own, else the user's for all, else the defaults. */
export function skipActions(
  settings: Pick<Settings, 'skip' | 'books'>,
  document: string,
  listening?: Listening,
): SkipActions {
  const own = settings.books[document]?.skip
  return Object.fromEntries(
    skipWhat.options.map((what) => [
      what,
      listening?.skip?.[what] ?? own?.[what] ?? settings.skip[what] ?? skipDefaults[what],
    ]),
  ) as Record<SkipWhat, SkipAction>
}

export interface SkipRules {
  /** In order, without overlaps. Waits shortly for what the document says of a doubtful place, never for an import. */
  omissions(block: Block, number: number): Promise<readonly Omission[]>
}

export interface SkipRulesOf {
  readonly text: Text
  /** Its id. */
  readonly document: string
  readonly settings: Pick<Settings, 'skip' | 'books' | 'ownRules'>
  readonly listening?: Listening | undefined
}

/** How long a doubtful place waits for the document to be looked through, in milliseconds. Then it is judged alone. */
const patience = 150

/** What the matter of a block, and the survey, say of it. */
export interface Around {
  readonly evidence: Evidence
  readonly matter?: MatterRange | undefined
  /** True where the matter begins with this block: it is announced once. */
  readonly begins?: boolean
}

export function skipRules({ text, document, settings, listening }: SkipRulesOf): SkipRules {
  const actions = skipActions(settings, document, listening)
  const own = rulesFor(settings.ownRules, document)
  const matterCounts = actions['front-matter'] !== 'read' || actions['back-matter'] !== 'read'
  const language = text.metadata.language ?? 'en'
  const survey = surveyOf(text)
  const kept = new WeakMap<Block, { edition: number; omissions: readonly Omission[] }>()
  return {
    async omissions(block, number) {
      const found = candidates(block)
      const doubtful =
        matterCounts || found.some(({ holds, names }) => holds !== undefined || names !== undefined)
      // In a list of sources even what is beyond doubt elsewhere is no citation.
      const cites = doubtful || found.some(({ counts }) => counts !== undefined)
      if (doubtful || (cites && survey.blocks <= number)) await survey.within(patience)
      const known = kept.get(block)
      if (known && (!cites || known.edition === survey.edition)) return known.omissions
      const matter = cites ? survey.matterAt(number) : undefined
      const omissions = skipped(block, actions, {
        around: { evidence: survey, matter, begins: matter?.from === number },
        own: ownMatches(own, blockText(block)),
        language,
      })
      kept.set(block, { edition: survey.edition, omissions })
      return omissions
    },
  }
}

export interface SkippedOf {
  readonly around?: Around
  readonly own?: ReturnType<typeof ownMatches>
  /** The document's. */
  readonly language?: string
}

const inline: ReadonlySet<SkipWhat> = new Set(['citations', 'notes', 'urls', 'emails', 'parentheses'])

/** What is left out of one block. @returns in order, without overlaps */
export function skipped(
  block: Block,
  actions: SkipActions,
  { around = { evidence: nothingKnown }, own = [], language = 'en' }: SkippedOf = {},
): readonly Omission[] {
  const text = blockText(block)
  if (text === '') return []
  const { evidence, matter, begins = false } = around
  const tongue = block.language ?? language
  if (matter) {
    const reason = matter.matter === 'front' ? 'front-matter' : 'back-matter'
    const action = actions[reason]
    if (action !== 'read') {
      const range = { from: 0, to: text.length }
      return [
        {
          ...range,
          reason,
          ...(action === 'announce' && begins && { announced: announced(reason, block, range, tongue) }),
        },
      ]
    }
  }
  const stretches: Stretch[] = []
  const heard: { from: number; to: number }[] = [] // brackets that a rule says are to be read
  for (const found of candidates(block)) {
    if (!holds(found, evidence, matter)) continue
    const what = reasonOf(found, evidence)
    const { from, to } = found
    const action = actions[what]
    if (action === 'read') {
      if (inline.has(what) && what !== 'parentheses') heard.push({ from, to })
      continue
    }
    const said =
      action === 'announce'
        ? announced(what, block, found, tongue)
        : what === 'citations'
          ? standIn(text, found, tongue)
          : undefined
    stretches.push({
      from,
      to,
      reason: what,
      inline: inline.has(what) || (what === 'code' && block.kind !== 'code'),
      ...(said !== undefined && { announced: said }),
    })
  }
  for (const { from, to, rule, action } of own)
    stretches.push({
      from,
      to,
      reason: 'own',
      rule,
      inline: true,
      ...(action === 'announce' && { announced: announced('own', block, { from, to }, tongue) }),
    })
  if (stretches.length === 0) return []
  const chosen = stretches.filter(
    ({ reason, from, to }) =>
      reason !== 'parentheses' || !heard.some((each) => each.from <= from && each.to >= to),
  )
  return tidied(inOrder(chosen), text)
}

function holds(found: Found, evidence: Evidence, matter: MatterRange | undefined): boolean {
  // Names and years in a list of sources are its entries, and numbers before them their labels.
  if (matter?.matter === 'references' && (found.what === 'citations' || found.counts !== undefined))
    return false
  return found.holds?.(evidence) ?? true
}

/** Raised numbers name sources where the document numbers its sources. */
const reasonOf = ({ what, names }: Found, { entries }: Evidence): SkipWhat =>
  names !== undefined && entries >= names && entries > 2 ? 'citations' : what
