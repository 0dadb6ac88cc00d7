/** The hearing part of the app contract, answered. */
import type { AppHandlers } from '../../contract/app.ts'
import type { hearingMethods } from '../../contract/hearing-methods.ts'
import { tidyTranscript } from '../../core/dictation/tidy.ts'
import type { KeepUtterance } from '../../core/hearing/parts.ts'
import type { Pronounce } from '../../core/ports.ts'
import type { SettingsStore } from '../../store/settings.ts'
import type { EarProcess } from './ear.ts'
import { soundLength } from './file-sound.ts'
import { transcribeFile, understandFile } from './files.ts'
import { Grammars } from './grammars.ts'
import { knowledge } from './knowledge.ts'
import { Recognisers } from './recognisers.ts'
import { type HearingParts, Sessions } from './sessions.ts'
import { tryWake } from './wake.ts'

export interface HearingHandlerParts {
  readonly process: EarProcess
  readonly settings: SettingsStore
  /** Folders that packs are looked for in. */
  readonly folders: () => readonly string[]
  readonly pronounce: Pronounce
  /** Keeps what was dictated in the history. */
  readonly keep?: KeepUtterance | undefined
  readonly report: (what: string, cause: unknown) => void
}

export function hearingHandlers(given: HearingHandlerParts): Pick<AppHandlers, keyof typeof hearingMethods> {
  const { process, settings, pronounce, report } = given
  const parts: HearingParts & { readonly pronounce: Pronounce } = {
    ...given,
    knowledge,
    recognisers: new Recognisers(process.ear),
    grammars: new Grammars(process, pronounce, report),
  }
  const sessions = new Sessions(parts)
  return {
    'hearing.recognisers': async ({ folders }) => [
      ...(await parts.recognisers.list(folders ?? parts.folders(), true)),
    ],
    'hearing.tryRecogniser': async ({ recogniser, folders, language }, { signal }) => {
      const request = { recogniser, folders: [...folders, ...parts.folders()], language }
      const { stream } = await process.ear.call('recogniser.open', request, signal)
      await process.ear.call('recogniser.close', { stream })
      return {}
    },
    'hearing.open': async (request) => {
      const session = await sessions.open(request)
      return { session, wordless: sessions.get(session).wordless }
    },
    'hearing.hear': async ({ session, pcm }) => ({ events: await sessions.get(session).hear(pcm) }),
    'hearing.change': ({ session, ...change }) => {
      const changed = sessions.get(session)
      changed.change(change)
      return { wordless: changed.wordless }
    },
    'hearing.flush': async ({ session }) => ({ events: await sessions.get(session).flush() }),
    'hearing.close': ({ session }) => {
      sessions.close(session)
      return {}
    },

    'hearing.understand': ({ text, language, context }) => knowledge.understand(text, { language, context }),
    'hearing.understandFile': async (request, { signal }) => ({
      commands: await understandFile(parts, request, signal),
    }),
    'hearing.transcribe': (request, { signal }) =>
      transcribeFile(
        parts,
        request,
        (text, options) => {
          const { spokenPunctuation, autoPunctuation, taughtWords: taught } = settings.read()
          const taughtWords = [...taught, ...request.hotWords]
          return tidyTranscript(text, { ...options, spokenPunctuation, autoPunctuation, taughtWords })
        },
        signal,
      ),
    'hearing.soundLength': ({ bytes }, { signal }) => soundLength(process.ear, bytes, signal),
    'hearing.phrases': ({ language, context }) =>
      knowledge
        .phrases({ language, context })
        .map(({ command, phrases }) => ({ command, phrases: [...phrases] })),
    'hearing.tryWake': (request) => tryWake(parts, request),
  }
}
