import { describe, expect, test, vi } from 'vitest'
import { linearMath, mathWords, serialiseMath } from './math.ts'
import { markupToBlocks } from './markup.ts'
import { find, parseMarkup, type Element } from './markup-tree.ts'

const math = (inner: string): Element => {
  const element = find(parseMarkup(`<math>${inner}</math>`, 'xhtml'), 'math')
  if (element === undefined) throw new Error('no formula')
  return element
}
const quadratic =
  '<mi>x</mi><mo>=</mo><mfrac><mrow><mo>−</mo><mi>b</mi><mo>±</mo><msqrt><msup><mi>b</mi><mn>2</mn></msup><mo>−</mo><mn>4</mn><mi>a</mi><mi>c</mi></msqrt></mrow><mrow><mn>2</mn><mi>a</mi></mrow></mfrac>'
const words = (inner: string, language?: string) =>
  mathWords({ mathml: serialiseMath(math(inner)) ?? '', language, alternative: undefined })

describe('in a line', () => {
  test.each([
    [quadratic, 'x = (−b ± √(b^2 − 4ac))/(2a)'],
    ['<msub><mi>a</mi><mn>10</mn></msub><mo>&lt;</mo><mo>−</mo><mn>1</mn>', 'a_10 < −1'],
    ['<mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo></mrow>', '(a + b)'],
    ['<mroot><mi>x</mi><mn>3</mn></mroot>', '3√x'],
    [
      '<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr></mtable>',
      '[1, 2; 3, 4]',
    ],
    [
      '<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>',
      '∑_(i = 1)^ni',
    ],
    ['<semantics><mi>y</mi><annotation encoding="application/x-tex">\\y</annotation></semantics>', 'y'],
    ['<mi>f</mi><mo>&#x2061;</mo><mfenced><mi>x</mi><mi>y</mi></mfenced>', 'f(x, y)'],
  ])('%s', (source, line) => {
    expect(linearMath(math(source))).toBe(line)
  })
})

describe('in words', () => {
  test('English says it in ClearSpeak, and a variable a as the letter', async () => {
    expect(await words(quadratic)).toBe(
      'x equals the fraction with numerator negative b plus or minus the square root of b squared minus 4 A c and denominator 2 A',
    )
    expect(await words('<mfrac><mi>a</mi><mi>b</mi></mfrac>', 'en-gb')).toBe('A over b')
  })
  test('German says it in German', async () => {
    expect(await words('<mfrac><mi>a</mi><mi>b</mi></mfrac>', 'de')).toBe('a geteilt durch b')
    expect(await words('<mfrac><mi>a</mi><mi>b</mi></mfrac>', 'en')).toBe('A over b')
  })
  test('a language without rules gives no words rather than wrong ones', async () => {
    expect(await words('<mi>x</mi>', 'ja')).toBeUndefined()
  })
  test('no address is asked', async () => {
    const fetch = vi.spyOn(globalThis, 'fetch')
    await words('<msqrt><mi>x</mi></msqrt>', 'fr')
    expect(fetch).not.toHaveBeenCalled()
    fetch.mockRestore()
  })
  test('a formula too large for the engine is shown, and said as its author says', async () => {
    const { blocks } = await markupToBlocks(
      `<p>It is <math alttext="a long sum">${'<mi>x</mi><mo>+</mo>'.repeat(2_000)}<mi>x</mi></math>.</p>`,
    )
    const run = blocks[0]?.runs.find((one) => one.role === 'math')
    expect(run?.spoken).toBe('a long sum')
    expect(run?.text.startsWith('x+x')).toBe(true)
  })
})

test('a formula alone is a block, one in a sentence a run', async () => {
  const { blocks } = await markupToBlocks(
    '<p>Let <math><mi>a</mi></math> be.</p><p><math><mi>E</mi></math></p>',
  )
  expect(blocks).toEqual([
    {
      kind: 'paragraph',
      runs: [{ text: 'Let ' }, { text: 'a', role: 'math', spoken: 'A' }, { text: ' be.' }],
    },
    { kind: 'math', runs: [{ text: 'E', role: 'math', spoken: 'E' }] },
  ])
})
