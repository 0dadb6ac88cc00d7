/** What an answer is held to while it is written: calls to their tools' schemas, and all of it to a format. */
import type { ChatRequest } from '../../contract/chat.ts'
import { AppError } from '../../rpc/failure.ts'
import { type Automaton, automaton } from './grammar/automaton.ts'
import { type Expression, sequence, text } from './grammar/expression.ts'
import { anyValue, dictionary } from './grammar/json.ts'
import { type Masks, masksOf } from './grammar/mask.ts'
import { schemaGrammar } from './grammar/schema.ts'
import type { LoadedModel } from './model.ts'

export interface Held {
  readonly automaton: Automaton
  readonly masks: Masks
}

export interface Holdings {
  /** What stands between the marks of a call; absent where none may be written. */
  readonly call?: Held
  /** A call must come. */
  readonly forced: boolean
  /** What the answer as a whole must be. */
  readonly format?: Held
}

/** Grammars are kept with what they have learnt of the vocabulary, since the same tools come with every turn. */
const kept = new WeakMap<LoadedModel, Map<string, Held>>()
const mostKept = 16
const mostCalls = 16

function holding(model: LoadedModel, key: string, grammar: () => Expression): Held {
  let grammars = kept.get(model)
  if (!grammars) kept.set(model, (grammars = new Map<string, Held>()))
  let held = grammars.get(key)
  if (held) grammars.delete(key)
  else {
    const machine = automaton(grammar())
    held = { automaton: machine, masks: masksOf(machine, model.order()) }
  }
  grammars.set(key, held)
  if (grammars.size > mostKept) grammars.delete(grammars.keys().next().value as string)
  return held
}

/**
 * @throws {AppError} `bad-input` for a tool that is not there and for a schema that cannot be held to, also where it is
 *   nested so deeply that it cannot even be walked
 */
export function holdings(model: LoadedModel, request: ChatRequest): Holdings {
  try {
    return held(model, request)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new AppError('bad-input', 'The schema is too large or too deep to be held to.', {
      reason: 'schema-too-large',
      cause,
    })
  }
}

function held(model: LoadedModel, request: ChatRequest): Holdings {
  const { tools, toolChoice, parallelToolCalls, format } = request
  const named = typeof toolChoice === 'object' ? toolChoice.name : undefined
  const offered = named === undefined ? tools : tools.filter(({ name }) => name === named)
  const forced = named !== undefined || toolChoice === 'required'
  if (forced && offered.length === 0)
    throw new AppError('bad-input', `There is no tool “${named ?? ''}” to call.`, {
      reason: 'tool-unknown',
      data: { name: named ?? '' },
    })
  const { dialect } = model
  const most = parallelToolCalls ? mostCalls : 1
  const call =
    toolChoice === 'none' || offered.length === 0
      ? undefined
      : holding(model, JSON.stringify([offered, most]), () => {
          const body = dialect.body(offered, most)
          return dialect.end.id === undefined ? sequence(body, text(dialect.end.text)) : body
        })
  const formatted =
    format.type === 'text'
      ? undefined
      : holding(model, JSON.stringify(format), () =>
          format.type === 'json' ? dictionary(anyValue('json')) : schemaGrammar(format.schema, 'json'),
        )
  return { ...(call ? { call } : {}), forced, ...(formatted ? { format: formatted } : {}) }
}
