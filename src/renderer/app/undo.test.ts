import { expect, test } from 'vitest'
import { readSettings, type Settings, type SettingsPatch } from '../../contract/settings.ts'
import { AppError } from '../../rpc/failure.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import { createUndo, undoableSettings } from './undo.ts'

function counter() {
  const undo = createUndo()
  const state = { value: 0 }
  const add = (by: number) => {
    const change = {
      label: `added ${by}`,
      undo: async () => void (state.value -= by),
      redo: async () => void (state.value += by),
    }
    state.value += by
    undo.push(change)
    return change
  }
  return { undo, state, add }
}

test('changes are taken back from the newest to the oldest, and made again in their order', async () => {
  const { undo, state, add } = counter()
  add(1)
  add(10)
  expect((await undo.undo())?.label).toBe('added 10')
  expect(state.value).toBe(1)
  await undo.undo()
  expect(state.value).toBe(0)
  expect(await undo.undo()).toBeUndefined()
  expect((await undo.redo())?.label).toBe('added 1')
  expect((await undo.redo())?.label).toBe('added 10')
  expect(state.value).toBe(11)
  expect(await undo.redo()).toBeUndefined()
})

test('two quick presses take two changes back', async () => {
  const { undo, state, add } = counter()
  add(1)
  add(10)
  await Promise.all([undo.undo(), undo.undo()])
  expect(state.value).toBe(0)
})

test('a message can take back its own change, whatever came after it, and only once', async () => {
  const { undo, state, add } = counter()
  const first = add(1)
  add(10)
  await undo.undoThis(first)
  expect(state.value).toBe(10)
  expect(await undo.undoThis(first)).toBeUndefined()
  expect(state.value).toBe(10)
  expect(undo.get().undoable?.label).toBe('added 10')
})

test('a change whose document is gone for good does not stand before the others', async () => {
  const { undo, state, add } = counter()
  add(1)
  let error = new AppError('unavailable', 'The core is away.')
  const gone = async () => {
    throw error
  }
  undo.push({ label: 'gone', undo: gone, redo: gone })
  await expect(undo.undo()).rejects.toThrow('away')
  expect(undo.get().undoable?.label).toBe('gone') // it can be tried again
  error = new AppError('not-found', 'The document is gone.')
  await expect(undo.undo()).rejects.toThrow('gone')
  await undo.undo()
  expect(state.value).toBe(0)
})

test('a new change forgets what had been undone', async () => {
  const { undo, add } = counter()
  add(1)
  await undo.undo()
  add(10)
  expect(undo.get().redoable).toBeUndefined()
})

test('a change that cannot be taken back stays, and says why', async () => {
  const undo = createUndo()
  undo.push({ label: 'x', undo: () => Promise.reject(new Error('away')), redo: () => undefined })
  await expect(undo.undo()).rejects.toThrow('away')
  expect(undo.get().undoable?.label).toBe('x')
})

test('settings go back to what they were, and other settings stay', async () => {
  const undo = createUndo()
  let settings: Settings = readSettings({})
  const store: SettingsStore = {
    get: () => settings,
    subscribe: () => () => undefined,
    load: async () => undefined,
    settled: async () => undefined,
    change: (patch: SettingsPatch) => {
      settings = readSettings({ ...settings, ...patch })
    },
  }
  const { changeUndoably, change } = undoableSettings(store, undo)
  changeUndoably({ theme: 'dark', textSize: 150 }, 'larger')
  change({ follow: false })
  await undo.undo()
  expect(settings).toMatchObject({ theme: 'system', textSize: 100, follow: false })
  await undo.redo()
  expect(settings).toMatchObject({ theme: 'dark', textSize: 150 })
})

test('a change that cannot be taken back just now is passed over, and comes back when it can', async () => {
  const undo = createUndo()
  let reading = true
  const undone: string[] = []
  const change = (label: string, can?: () => boolean) => ({
    label,
    undo: () => undone.push(label),
    redo: () => undefined,
    ...(can ? { can } : {}),
  })
  undo.push(change('a bookmark'))
  undo.push(change('the open book', () => !reading))
  expect(undo.get().undoable?.label).toBe('a bookmark')
  await undo.undo()
  expect(await undo.undo()).toBeUndefined()
  reading = false
  undo.changed()
  expect(undo.get().undoable?.label).toBe('the open book')
  await undo.undo()
  expect(undone).toEqual(['a bookmark', 'the open book'])
})
