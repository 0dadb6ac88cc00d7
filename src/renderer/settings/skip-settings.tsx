/** What is left out of speech in all documents, and the user's own rules. */
import { skipWhat } from '../../contract/listening.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { ActionField } from '../skip/action-field.tsx'
import { OwnRules } from '../skip/own-rules.tsx'
import { actionFor, withAction } from '../skip/skip-edits.ts'
import { capital } from '../skip/skip-words.ts'
import { SettingsGroup } from './fields.tsx'

export function SkipSettings() {
  const { settings, session } = useLectern()
  const { skip, books } = useSettings()
  const { t, locale } = useWords()
  return (
    <>
      <SettingsGroup title={t('settings.skip')}>
        <p>{t('settings.skip.text')}</p>
        <div className="skip-rules">
          {skipWhat.options.map((what) => (
            <ActionField
              key={what}
              label={capital(t(`choice.${what}`), locale)}
              value={actionFor({ skip, books }, what)}
              onChange={(action) =>
                settings.changeUndoably(
                  withAction(settings.get(), what, action, 'all', session.getState().document),
                  t('skip.changed', {
                    what: t(`choice.${what}`),
                    action: t(`choice.${action}`),
                    scope: t('choice.all'),
                  }),
                )
              }
            />
          ))}
        </div>
      </SettingsGroup>
      <SettingsGroup title={t('skip.own.title')}>
        <p>{t('skip.own.text')}</p>
        <OwnRules />
      </SettingsGroup>
    </>
  )
}
