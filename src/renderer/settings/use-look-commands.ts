/** Commands that change how everything looks. */
import { useCommands, useLectern, useWords } from '../app/context.tsx'
import { percentText } from '../ui/wording.ts'

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
      const label = t('look.textSize', { size: percentText(args.percent / 100, locale) })
      settings.changeUndoably({ textSize: args.percent }, label)
      say(label)
    },
  })
}
