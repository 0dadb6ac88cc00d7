/** What an interface asks about packs: part of the app contract. */
import { z } from 'zod'
import { call, stream } from '../rpc/contract.ts'
import { isMirror, isProxy } from './network.ts'
import { machine, packStatus } from './packs.ts'

const nothing = z.object({})
const id = z.string().max(200)
const path = z.string().min(1).max(4_000)

export const packMethods = {
  'packs.list': call(nothing, z.object({ packs: z.array(packStatus), machine })),
  /**
   * Fetches a pack, checks it and puts it in place; goes on without the caller. `yes` is the user's own consent to this
   * download and these conditions. A mirror or a proxy given here counts for this installation, in place of the settings'.
   * @throws `denied` without it, `not-found`, `busy`, `too-large` for too little space
   */
  'packs.install': call(
    z.object({
      id,
      yes: z.literal(true),
      mirror: z.string().trim().max(500).refine(isMirror).optional(),
      proxy: z.string().trim().max(500).refine(isProxy).optional(),
    }),
    packStatus,
  ),
  /** Stops fetching and keeps what is there; `packs.install` goes on from it, also after a restart. */
  'packs.pause': call(z.object({ id }), packStatus),
  /** Stops fetching and throws away what is there. */
  'packs.cancel': call(z.object({ id }), packStatus),
  /**
   * Which pack lies in a folder or an archive on disk, so that its conditions can be shown; nothing is copied. With an id,
   * whether it is that one. @throws `not-found`, `damaged`, `unavailable` for what cannot be run
   */
  'packs.recognise': call(z.object({ path, id: id.optional() }), packStatus),
  /**
   * From a folder or an archive on disk, for machines without a network. `yes` is the user's own consent to the conditions
   * of the pack that `packs.recognise` found there.
   */
  'packs.installFrom': call(z.object({ path, id, yes: z.literal(true) }), packStatus),
  'packs.remove': call(z.object({ id }), packStatus),
  /** Reads every file again. @returns those whose files are missing or changed as `damaged` */
  'packs.verify': call(z.object({ id: id.optional() }), z.array(packStatus)),
  /** All packs at once, then each that changes; at most some times a second for one. */
  'packs.watch': stream(nothing, packStatus, { credit: 4 }),
} as const
