/** Names of the modifier keys in the user's language, as printed on keyboards. */
import { useMemo } from 'react'
import { useWords } from '../app/context.tsx'
import type { ChordWords } from './chord.ts'

export function useChordWords(): ChordWords {
  const { t } = useWords()
  return useMemo(() => {
    const mac = navigator.platform.startsWith('Mac')
    return {
      ctrl: t('key.ctrl'),
      alt: mac ? t('key.option') : t('key.alt'),
      shift: t('key.shift'),
      meta: mac ? t('key.command') : t('key.meta'),
    }
  }, [t])
}
