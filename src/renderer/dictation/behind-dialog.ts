/** What dictation hears while a dialog is open that has no field for it: only what answers the dialog, or ends the listening. */
import type { AppClient } from '../../contract/app.ts'
import type { CommandLanguage } from '../../contract/hearing.ts'

/** What may be said to a dialog, by what is carried out for it. “Close” is not the book's here. */
const answers: Readonly<Record<string, 'cancel' | 'yes' | 'no' | 'stop_dictation' | 'stop_listening'>> = {
  cancel: 'cancel',
  close: 'cancel',
  yes: 'yes',
  no: 'no',
  stop_dictation: 'stop_dictation',
  stop_listening: 'stop_listening',
}

/** Whole utterances beyond doubt are above it; some dialogs forget things for good. */
const sure = 0.85

/**
 * @returns the command that the whole utterance is; undefined for all else
 * @throws where the core is away
 */
export async function dialogAnswer(
  client: Pick<AppClient, 'call'>,
  text: string,
  language: CommandLanguage,
): Promise<string | undefined> {
  const { command, confidence } = await client.call('hearing.understand', {
    text: text.slice(0, 2_000),
    language,
  })
  return command !== null && confidence >= sure ? answers[command] : undefined
}
