/** Commands that change how everything looks. */
import { textSizeRange } from '../../contract/settings.ts'
import { useCommands, useLectern, useWords } from '../app/context.tsx'
import { percentText } from '../ui/wording.ts'
import { stepped } from './stepped.ts'

export function useLookCommands(): void {
  const { settings, announcer, bus } = useLectern()
  const { t, locale } = useWords()
  const say = (text: string) => announcer.say(text, { asked: true })
  useCommands({
    set_theme: (args) => {
      if (!args) return void bus.run('open_settings', { section: 'appearance' })
      const label = t('look.theme', { theme: t(`settings.theme.${args.theme}`) })
      settings.changeUndoably({ theme: args.theme }, label)
      say(label)
    },
    set_font_size: (args) => {
      if (!args) return void bus.run('open_settings', { section: 'text' })
      const textSize = stepped(args, settings.get().textSize, textSizeRange)
      const label = t('look.textSize', { size: percentText(textSize / 100, locale) })
      // At its limit nothing changes, so that there is nothing to take back.
      if (textSize !== settings.get().textSize) settings.changeUndoably({ textSize }, label)
      say(label)
    },
  })
}
