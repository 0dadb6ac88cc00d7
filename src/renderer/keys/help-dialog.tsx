/** All commands with their keys. */
import { commandGroups, commands, keysOf } from '../../contract/commands.ts'
import { useSettings, useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { showChord } from './chord.ts'
import { useChordWords } from './chord-words.ts'

export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const { keys: chosen } = useSettings()
  const chordWords = useChordWords()
  return (
    <Dialog title={t('help.title')} onClose={onClose} wide>
      <p>{t('help.text')}</p>
      {commandGroups.map((group) => (
        <table key={group} className="key-table">
          <caption>{t(`commands.group.${group}`)}</caption>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">{t('help.command')}</th>
              <th scope="col">{t('help.key')}</th>
            </tr>
          </thead>
          <tbody>
            {commands
              .filter((command) => command.group === group)
              .map(({ id }) => {
                const keys = keysOf(id, chosen)
                return (
                  <tr key={id}>
                    <th scope="row">{t(`command.${id}`)}</th>
                    <td>
                      {keys.length === 0
                        ? t('help.noKey')
                        : keys.map((key) => <kbd key={key}>{showChord(key, chordWords)}</kbd>)}
                    </td>
                  </tr>
                )
              })}
          </tbody>
        </table>
      ))}
      <p>{t('help.more')}</p>
    </Dialog>
  )
}
