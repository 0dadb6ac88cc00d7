/**
 * What crosses between the app core and the process of the language model: schemas only.
 *
 * A conversation is sent whole with every turn, as the audio chat API has it; what the model has read of it already stays
 * in its cache under the conversation's name.
 */
import { z } from 'zod'
import { call, stream } from '../rpc/contract.ts'
import { languageTag } from './document.ts'

/** A language model that was found in a folder of packs. */
export const languageModel = z.object({
  id: z.string(), // `causal-lm:<folder>`
  name: z.string(),
  /** The pack's dated snapshot, or the folder's name. */
  snapshot: z.string(),
  languages: z.array(languageTag),
  tools: z.boolean(), // its template knows tools
  context: z.int().positive(), // tokens
  memoryBytes: z.number().optional(),
  state: z.enum(['ready', 'broken']),
  /** Why it cannot be used: a reason that the catalogue words as `error.<problem>`. */
  problem: z.string().optional(),
})
export type LanguageModel = z.infer<typeof languageModel>

/** `arguments` is JSON text of an object, held to the tool's schema. */
export const toolCall = z.object({ id: z.string(), name: z.string(), arguments: z.string() })
export type ToolCall = z.infer<typeof toolCall>

export const chatMessage = z.object({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.string(),
  toolCalls: z.array(toolCall).optional(), // of an assistant
  toolCallId: z.string().optional(), // of a tool's answer
})
export type ChatMessage = z.infer<typeof chatMessage>

/** `parameters` is a JSON Schema of an object. */
export const chatTool = z.object({
  name: z.string().regex(/^[\w.-]{1,64}$/),
  description: z.string().max(4_000).default(''),
  parameters: z.record(z.string(), z.unknown()).default({ type: 'object', properties: {} }),
})
export type ChatTool = z.infer<typeof chatTool>

export const chatRequest = z.object({
  model: z.string(),
  folders: z.array(z.string()).default([]), // of packs
  /** Names the cache to go on from and to leave; without it nothing is kept. */
  conversation: z.string().max(200).optional(),
  messages: z.array(chatMessage).min(1),
  tools: z.array(chatTool).max(256).default([]),
  toolChoice: z.union([z.enum(['auto', 'none', 'required']), z.object({ name: z.string() })]).default('auto'),
  parallelToolCalls: z.boolean().default(true),
  format: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('text') }),
      z.object({ type: z.literal('json') }),
      z.object({ type: z.literal('schema'), schema: z.record(z.string(), z.unknown()) }),
    ])
    .default({ type: 'text' }),
  temperature: z.number().min(0).max(2).default(0), // 0: always the likeliest token
  topP: z.number().gt(0).max(1).default(1),
  seed: z.int().optional(), // the same seed and input give the same output
  stop: z.array(z.string().min(1)).max(4).default([]),
  maxTokens: z.int().positive().default(512),
})
export type ChatRequest = z.infer<typeof chatRequest>

export const chatEvent = z.discriminatedUnion('type', [
  /** Whole characters only; never part of a tool call or of the model's hidden thinking. */
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('tool-call'), call: toolCall }),
  z.object({
    type: z.literal('end'),
    reason: z.enum(['stop', 'length', 'tool-calls']),
    usage: z.object({
      prompt: z.int(), // tokens of what was sent, as far as it fitted
      completion: z.int(),
      cached: z.int(), // of `prompt`, not computed again
    }),
    /** Messages that no longer fit into the context, the oldest; the system's and the tools stay. */
    dropped: z.int(),
  }),
])
export type ChatEvent = z.infer<typeof chatEvent>

export const chat = {
  models: call(z.object({ folders: z.array(z.string()) }), z.array(languageModel)),
  /** Loads a model before it is needed. @throws `not-found`, `damaged`, `too-large` for the memory there is */
  load: call(z.object({ model: z.string(), folders: z.array(z.string()) }), z.object({})),
  /**
   * One turn, as it comes. Leaving the stream interrupts between two tokens; resting for a minute in the middle of it
   * ends it as `cancelled`, since others wait.
   *
   * @throws `not-found`, `damaged`, `too-large` where the system's message and the last one do not fit, `bad-input` for a
   *   schema that cannot be held to
   */
  generate: stream(chatRequest, chatEvent, { credit: 8 }),
  /** Tokens of a text. */
  count: call(
    z.object({ model: z.string(), folders: z.array(z.string()), text: z.string().max(5_000_000) }),
    z.object({ tokens: z.int() }),
  ),
  forget: call(z.object({ conversation: z.string() }), z.object({})),
  memory: call(z.object({}), z.object({ resident: z.number() })),
} as const
