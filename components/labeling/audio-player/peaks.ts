/** Reads `{ peaks: [[…], …] }`, one list a channel, as the server keeps it; null where it is something else. */
export function parsePeaks(value: unknown): number[][] | null {
  if (typeof value !== 'object' || value === null || !('peaks' in value) || !Array.isArray(value.peaks)) return null
  const channels: unknown[] = value.peaks
  const read = channels.flatMap((channel) =>
    Array.isArray(channel) && channel.every((peak) => typeof peak === 'number') ? [channel] : [],
  )
  return read.length === channels.length && read.length > 0 ? read : null
}

/** The peaks of a recording; null where the server has none, so that it can still be heard. */
export async function fetchPeaks(src: string, signal: AbortSignal): Promise<number[][] | null> {
  const response = await fetch(src, { signal })
  return response.ok ? parsePeaks(await response.json()) : null
}
