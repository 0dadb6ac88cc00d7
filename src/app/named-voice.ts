/** The voice that somebody named, or why there is none by that name. */
import type { Voice } from '../contract/inference.ts'
import type { Speaker } from '../core/ports.ts'
import { findVoice } from '../core/reading/voice-choice.ts'
import { AppError, isAppError } from '../rpc/failure.ts'

/**
 * A pack whose files are spoilt is left out of the list of voices; speaking with it tells what is wrong with it.
 *
 * @throws {AppError} `voice-missing`; `damaged` (`voice-damaged`, `pack-incomplete`) for the voice of a pack that is there
 *   and cannot be used; what the engine throws
 */
export async function namedVoice(id: string, speaker: Speaker, signal?: AbortSignal): Promise<Voice> {
  const found = findVoice(id, await speaker.voices())
  if (found) return found
  try {
    await speaker.speak({ voice: id, text: 'a' }, signal)
  } catch (error) {
    if (!isAppError(error, 'voice-missing')) throw error
  }
  throw new AppError('voice-missing', `There is no voice “${id}”.`, {
    reason: 'voice-missing',
    data: { voice: id },
  })
}
