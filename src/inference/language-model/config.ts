/** What the files of a language model say of it, as far as we need it. */
import { readFileSync } from 'node:fs'

type Json = Readonly<Record<string, unknown>>

export interface ModelConfig {
  readonly type: string // `qwen3`, `lfm2`
  readonly heads: number | undefined // of keys and values
  readonly headSize: number | undefined
  readonly convolution: number | undefined // steps that a short convolution looks back on
  readonly hidden: number | undefined
  readonly context: number // tokens
  /** Tokens that end an answer. */
  readonly ends: readonly number[]
  readonly template: string
  /** What templates call by name: `bos_token`. */
  readonly tokens: Readonly<Record<string, string>>
}

/** @throws where it is none */
export function readJson(path: string): Json {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('Not an object.')
  return value as Json
}

const numberIn = (from: Json, name: string): number | undefined => {
  const value = from[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
const numbersIn = (from: Json, name: string): number[] =>
  [from[name]].flat().filter((value) => typeof value === 'number')

/** Where nothing says how much a model can read. */
const usualContext = 2_048

/** Of a token that is given by its text or as an object. */
function tokenText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const content = (value as Json | null | undefined)?.['content']
  return typeof content === 'string' ? content : undefined
}

/** A template may be one of several with names; the one for tools knows what the others know. */
function templateIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return undefined
  const named = value.filter(
    (each): each is { name: string; template: string } =>
      typeof (each as Json | null)?.['template'] === 'string',
  )
  return (named.find(({ name }) => name === 'tool_use') ?? named.find(({ name }) => name === 'default') ?? named[0])?.template // prettier-ignore
}

/**
 * @param idOf numbers of added tokens
 * @throws for files that are not what they should be
 */
export function readConfig(
  files: Readonly<Record<string, string>>,
  tokenizer: Json,
  idOf: (token: string) => number | undefined,
): ModelConfig {
  const whole = readJson(files['config'] as string)
  const inner = whole['text_config']
  const config: Json = typeof inner === 'object' && inner !== null ? { ...whole, ...(inner as Json) } : whole
  const generation = files['generation'] === undefined ? {} : readJson(files['generation'])
  const template =
    (files['template'] === undefined ? undefined : readFileSync(files['template'], 'utf8')) ??
    templateIn(tokenizer['chat_template'])
  if (template === undefined) throw new Error('There is no chat template.')
  const hidden = numberIn(config, 'hidden_size')
  const heads = numberIn(config, 'num_attention_heads')
  const tokens: Record<string, string> = {}
  for (const name of ['bos_token', 'eos_token', 'pad_token', 'unk_token'])
    tokens[name] = tokenText(tokenizer[name]) ?? ''
  const ends = new Set([...numbersIn(generation, 'eos_token_id'), ...numbersIn(config, 'eos_token_id')])
  for (const mark of [tokens['eos_token'] ?? '', '<|im_end|>', '<|eot_id|>', '<end_of_turn>']) {
    const id = idOf(mark)
    if (id !== undefined) ends.add(id)
  }
  const said = numberIn(tokenizer, 'model_max_length') ?? Infinity // 1e30 where nobody set it
  const context = Math.floor(
    Math.min(numberIn(config, 'max_position_embeddings') ?? usualContext, said > 0 ? said : Infinity),
  )
  if (context < 1) throw new Error('It can read nothing.')
  return {
    type: typeof config['model_type'] === 'string' ? config['model_type'] : '',
    heads: numberIn(config, 'num_key_value_heads') ?? heads,
    headSize: numberIn(config, 'head_dim') ?? (hidden && heads ? hidden / heads : undefined),
    convolution: numberIn(config, 'conv_L_cache'),
    hidden,
    context,
    ends: [...ends],
    template,
    tokens,
  }
}
