/** Profiles: the present settings as one, whether one is in use, and which one a name means. Pure. */
import { sameValue } from '../../contract/settings-file.ts'
import { type Profile, type ProfileSettings, profileFields, type Settings } from '../../contract/settings.ts'
import { type PresetId, presetIds, presets } from './presets.ts'

/** The present settings, as far as a profile holds them. */
export function snapshot(settings: Settings): ProfileSettings {
  return Object.fromEntries(profileFields.map((key) => [key, settings[key]])) as ProfileSettings
}

/** True where choosing it would change nothing. */
export function inUse(profile: ProfileSettings, settings: Settings): boolean {
  return profileFields.every((key) => !Object.hasOwn(profile, key) || sameValue(profile[key], settings[key]))
}

const folded = (name: string) => name.trim().toLocaleLowerCase()

export function named(profiles: readonly Profile[], name: string): Profile | undefined {
  return profiles.find((profile) => folded(profile.name) === folded(name))
}

export type FoundProfile =
  | { readonly kind: 'own'; readonly profile: Profile }
  | { readonly kind: 'preset'; readonly id: PresetId }

/**
 * The profile that a name means: the user's own first, then those that come with Lectern, by id or by a name of theirs.
 *
 * @param namesOf the names of a preset, in every language of the interface
 */
export function findProfile(
  name: string,
  profiles: readonly Profile[],
  namesOf: (id: PresetId) => readonly string[],
): FoundProfile | undefined {
  const profile = named(profiles, name)
  if (profile) return { kind: 'own', profile }
  const id = presetIds.find((preset) =>
    [preset, ...namesOf(preset)].some((one) => folded(one) === folded(name)),
  )
  return id && { kind: 'preset', id }
}

export const settingsOf = (found: FoundProfile): ProfileSettings =>
  found.kind === 'own' ? found.profile.settings : presets[found.id]

/** @returns the profiles with this one in the place of the one of its name, or at the end */
export function withProfile(profiles: readonly Profile[], added: Profile): Profile[] {
  const known = named(profiles, added.name)
  return known ? profiles.map((one) => (one === known ? added : one)) : [...profiles, added]
}
