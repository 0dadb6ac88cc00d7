import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { transformers } from './transformers.ts'

const fixture = join(import.meta.dirname, '../../models/fixtures/language/qwen3-tiny')
afterEach(() => vi.unstubAllGlobals())

test('a pack’s folder is read by its path, and nothing asks the network', async () => {
  const fetched = vi.fn(() => Promise.reject(new Error('no network in tests')))
  vi.stubGlobal('fetch', fetched)
  const { AutoTokenizer } = await transformers()
  const tokenizer = await AutoTokenizer.from_pretrained(fixture)
  expect(tokenizer.decode(tokenizer.encode('Read faster, please.'))).toBe('Read faster, please.')
  await expect(AutoTokenizer.from_pretrained('onnx-community/Qwen3-0.6B-ONNX')).rejects.toThrow()
  await expect(AutoTokenizer.from_pretrained(mkdtempSync(join(tmpdir(), 'lectern-none-')))).rejects.toThrow()
  expect(fetched).not.toHaveBeenCalled()
})
