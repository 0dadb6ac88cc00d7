/** Says how installations go, on every view: beginning, quarters, end and trouble. */
import { useEffect } from 'react'
import { useLectern, useWords } from '../app/context.tsx'
import { languageText, listText, percentText } from '../ui/wording.ts'
import { packNews } from './pack-news.ts'
import { chosenFrom, problemText } from './pack-words.ts'

export function usePackAnnouncements(): void {
  const { packs, announcer, toasts, settings, session, client, log } = useLectern()
  const words = useWords()
  useEffect(
    () =>
      packs.listen({
        changed(pack, before) {
          const { t, locale } = words
          const news = packNews(before, pack)
          if (!news) return
          const { name, id } = pack.entry
          const tell = (text: string, asked = false) => {
            toasts.show({ kind: 'info', text })
            announcer.say(text, { kind: asked ? 'answer' : 'event' })
          }
          switch (news.what) {
            case 'begun':
              return announcer.say(t('packs.said.begun', { name }), { asked: true })
            case 'quarter': {
              const text = t('packs.said.quarter', { name, share: percentText(news.share, locale) })
              if (settings.get().announceProgress) announcer.say(text, { kind: 'event' })
              return
            }
            case 'installed':
              // Who dictates next need not wait until the core looks through the folders by itself.
              if (pack.entry.kind === 'recogniser')
                client.call('hearing.recognisers', {}).catch((error: unknown) => log('recognisers', error))
              return tell(t('packs.said.installed', { name }))
            case 'paused':
              return announcer.say(t('packs.said.paused', { name }), { asked: true })
            case 'cancelled':
              return announcer.say(t('packs.said.cancelled', { name }), { asked: true })
            case 'removed': {
              const languages = chosenFrom(id, settings.get())
              if (languages.length === 0) return tell(t('packs.said.removed', { name }), true)
              // What is prepared was made by a voice that is no longer there.
              session.renew()
              const named = listText(
                languages.map((tag) => languageText(tag, locale)),
                locale,
              )
              return tell(
                `${t('packs.said.removed', { name })} ${t('packs.said.fellBack', { name, languages: named })}`,
                true,
              )
            }
            case 'trouble': {
              const text = t('packs.said.trouble', { name, why: problemText(pack, words) })
              toasts.show({ kind: 'error', text })
              return announcer.alert(text)
            }
            default:
              news satisfies never
          }
        },
      }),
    [announcer, client, log, packs, session, settings, toasts, words],
  )
}
