/**
 * Language models as Transformers.js lays them out: config.json, tokenizer.json, tokenizer_config.json and a decoder with
 * a cache in onnx/, in one or more precisions.
 */
import { basename } from 'node:path'
import type { Layout } from '../packs.ts'

/**
 * Precisions by what their files end in, best first for the CPU: MatMulNBits computes with 4 and 8 bits directly, halves
 * are widened there, and NF4 is unpacked for every token, ten times slower than full floats (research/MODELS-LAB.md
 * section 5).
 */
const suffixes = ['_q4', '_quantized', '_int8', '_uint8', '_q4f16', '_fp16', '', '_bnb4']

const parts = ['encoder_model', 'decoder_model', 'audio_encoder', 'vision_encoder', 'embed_tokens', 'vocoder']

/** The decoder's file to use, of those that are there. */
function decoderFile(names: readonly string[]): string | undefined {
  const all = suffixes.map((suffix) => names.find((name) => basename(name) === `model${suffix}.onnx`))
  return all.find((name) => name !== undefined)
}

/** What a config.json is of; empty for none. */
function typeIn(config: string): { readonly type: string; readonly causal: boolean } {
  try {
    const read = JSON.parse(config) as Record<string, unknown>
    const architectures = Array.isArray(read['architectures']) ? read['architectures'].map(String) : []
    return {
      type: typeof read['model_type'] === 'string' ? read['model_type'] : '',
      causal:
        architectures.some((name) => name.endsWith('ForCausalLM')) && read['is_encoder_decoder'] !== true,
    }
  } catch {
    return { type: '', causal: false }
  }
}

export const languageModelLayout: Layout = {
  kind: 'language-model',
  architecture: 'causal-lm',
  lay(names, read) {
    if (!names.includes('config.json')) return undefined
    if (!typeIn(read('config.json')).causal) return undefined
    // Parts of a model that hears, sees or speaks as well: not one of ours, even if a decoder is among them.
    if (names.some((name) => parts.some((part) => basename(name).startsWith(part)))) return undefined
    const graph = decoderFile(names)
    const files: Record<string, string> = { config: 'config.json' }
    for (const [role, name] of [
      ['graph', graph],
      ['tokenizer', 'tokenizer.json'],
      ['tokenizerConfig', 'tokenizer_config.json'],
      ['generation', 'generation_config.json'],
      ['template', 'chat_template.jinja'],
    ] as const)
      if (name !== undefined && names.includes(name)) files[role] = name
    const missing = ['graph', 'tokenizer', 'tokenizerConfig'].filter((role) => !(role in files))
    return { files, missing }
  },
}
