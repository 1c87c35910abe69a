import type { StoredMedia } from '@/lib/core/task-type'

/** Where a media file lies in an export: `media/` and its own name, made safe and unlike every other name given before. */
export class MediaPlaces {
  readonly #given = new Map<string, string>()
  readonly #taken = new Set<string>()

  placeOf(media: StoredMedia, folder = 'media'): string {
    const known = this.#given.get(media.id)
    if (known !== undefined) return known
    const wanted = `${folder}/${safePath(media.name)}`
    const place = this.#taken.has(wanted.toLowerCase())
      ? `${folder}/${media.sha256.slice(0, 12)}/${safePath(media.name)}`
      : wanted
    this.#taken.add(place.toLowerCase())
    this.#given.set(media.id, place)
    return place
  }
}

function safePath(name: string): string {
  const parts = name.split(/[/\\]+/).map((part) => part.replace(/[\p{Cc}<>:"|?*]/gu, '_').slice(0, 100))
  const kept = parts.filter((part) => part !== '' && part !== '.' && part !== '..')
  return kept.join('/') || 'file'
}
