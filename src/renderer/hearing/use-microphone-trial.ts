/** Opens the microphone for a moment, apart from listening: to see its level, and to record the wake phrase. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { hearingFrame, hearingRate } from '../../contract/hearing.ts'
import { useLectern } from '../app/context.tsx'
import { openMicrophone } from '../audio/capture.ts'
import type { HearingAdvice, HearingLevel } from './hearing-types.ts'
import { LevelMeter, silence } from './level.ts'
import { playTone } from './tones.ts'

/** Louder than the room by so much is taken for speech here, where no model is asked, in dB. */
const speechAbove = 10
/** Frames between two looks at the level. */
const levelEvery = 3

export interface MicrophoneTrial {
  readonly open: boolean
  readonly level: HearingLevel
  readonly advice: HearingAdvice | undefined
  /** Opens it for so many seconds. @returns all its sound, 16 kHz; undefined where it could not be opened */
  readonly record: (seconds: number) => Promise<Int16Array | undefined>
  readonly stop: () => void
}

const nothing: HearingLevel = { speech: silence, noise: silence }

export function useMicrophoneTrial(): MicrophoneTrial {
  const { settings, report } = useLectern()
  const [open, setOpen] = useState(false)
  const [level, setLevel] = useState(nothing)
  const [advice, setAdvice] = useState<HearingAdvice>()
  const end = useRef<() => void>(undefined)
  const stop = useCallback(() => end.current?.(), [])
  useEffect(() => stop, [stop])

  const record = useCallback(
    async (seconds: number) => {
      stop()
      const { microphone, echoCancellation, noiseSuppression, autoGain, hearingEarcons } = settings.get()
      const meter = new LevelMeter()
      const frames: Int16Array[] = []
      const most = Math.ceil((seconds * hearingRate) / hearingFrame)
      let ended = false
      let full: () => void = () => {}
      const done = new Promise<void>((resolve) => {
        full = resolve
      })
      const hear = (pcm: Int16Array) => {
        const { speech, noise } = meter.level
        meter.hear(pcm, speech > noise + speechAbove)
        frames.push(pcm)
        if (frames.length % levelEvery === 0) {
          setLevel(meter.level)
          if (meter.advice) setAdvice(meter.advice)
        }
        if (frames.length >= most) full()
      }
      end.current = () => {
        ended = true
        full()
      }
      setOpen(true)
      setAdvice(undefined)
      try {
        const device = await openMicrophone(
          { device: microphone, echoCancellation, noiseSuppression, autoGain },
          {
            frame: hear,
            lost: (cause) => {
              report(cause)
              full()
            },
          },
        )
        if (!ended) playTone('open', hearingEarcons)
        await done
        device.close()
        playTone('close', hearingEarcons)
      } catch (error) {
        report(error)
        return undefined
      } finally {
        setOpen(false)
        setLevel(nothing)
      }
      const pcm = new Int16Array(frames.length * hearingFrame)
      for (const [at, frame] of frames.entries()) pcm.set(frame, at * hearingFrame)
      return pcm
    },
    [report, settings, stop],
  )
  return { open, level, advice, record, stop }
}
