/** One voice at a time: where reading begins in one window of Lectern, it pauses in the others. */
import type { ReadingSession } from '../reading/session-types.ts'

export function keepOneVoice(session: ReadingSession, channel = new BroadcastChannel('lectern-voice')): void {
  const reads = () => ['playing', 'loading'].includes(session.getState().status)
  let before = false
  session.subscribe(() => {
    const now = reads()
    if (now && !before) channel.postMessage('reading')
    before = now
  })
  channel.addEventListener('message', () => {
    if (reads()) session.pause()
  })
}
