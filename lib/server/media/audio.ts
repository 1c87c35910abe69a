import 'server-only'
import { open } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError } from '@/lib/core/errors'
import { mediaLimits } from './limits'
import { PeakMeter, type Peaks } from './peak-meter'

interface Sound {
  channelData: Float32Array[]
  sampleRate: number
}

interface Decoder {
  decode(chunk: Uint8Array): Sound
  flush?(): Sound
  free(): void
}

/** Pieces grow while the decoder is quick and shrink when it is not, so that no piece holds the event loop for long. */
const pieceBytes = { least: 16 * 1024, most: 128 * 1024 }
const quickMs = 6
const slowMs = 20
const mostSecondsOfWork = 180

/** Length and peaks of a recording, decoded piece by piece; nobody is kept waiting and memory does not grow with the length. */
export async function measureAudio(file: string, name: string, mime: string): Promise<Peaks> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const head = Buffer.alloc(Math.min(size, 64 * 1024))
    await handle.read(head, 0, head.length, 0)
    const declaredSeconds = declaredLength(head, size, name, mime)
    const decoder = await decoderFor(mime, head)
    try {
      const read = async (position: number, length: number): Promise<Buffer> => {
        const piece = Buffer.alloc(Math.min(length, size - position))
        await handle.read(piece, 0, piece.length, position)
        return piece
      }
      const meter = await metered(decoder, size, read, name)
      const missing = (declaredSeconds ?? 0) - meter.seconds
      if (missing > 1) throw damaged(name, `it ends ${missing.toFixed(1)} s early`)
      return meter.finish(declaredSeconds ?? meter.seconds)
    } finally {
      decoder.free()
    }
  } finally {
    await handle.close()
  }
}

async function metered(
  decoder: Decoder,
  size: number,
  read: (position: number, length: number) => Promise<Buffer>,
  name: string,
): Promise<PeakMeter> {
  let meter: PeakMeter | null = null
  let length = pieceBytes.least
  let busyMs = 0
  const take = (sound: Sound) => {
    if ((sound.channelData[0]?.length ?? 0) === 0) return
    if (!(sound.sampleRate > 0)) throw damaged(name, 'its sample rate is 0')
    meter ??= new PeakMeter(sound.sampleRate)
    meter.add(sound.channelData)
    if (meter.seconds <= mediaLimits.audioSeconds) return
    throw new AppError('too-large', `“${name}” is longer than ${mediaLimits.audioSeconds / 3600} hours. Cut it first.`)
  }
  for (let position = 0; position < size; ) {
    const piece = await read(position, length)
    position += piece.length
    const started = performance.now()
    take(decodedBy(() => decoder.decode(piece), name))
    const tookMs = performance.now() - started
    busyMs += tookMs
    if (busyMs > mostSecondsOfWork * 1000) throw damaged(name, 'decoding it takes far too long')
    if (tookMs < quickMs) length = Math.min(length * 2, pieceBytes.most)
    if (tookMs > slowMs) length = Math.max(Math.floor(length / 2), pieceBytes.least)
    await nextTurn()
  }
  const { flush } = decoder
  if (flush !== undefined) take(decodedBy(() => flush.call(decoder), name))
  if (meter === null) throw damaged(name, 'no sound could be decoded')
  return meter
}

function decodedBy(decode: () => Sound, name: string): Sound {
  try {
    return decode()
  } catch (cause) {
    throw damaged(name, 'no sound could be decoded', cause)
  }
}

async function decoderFor(mime: string, head: Buffer): Promise<Decoder> {
  if (mime === 'audio/wav') return (await import('@audio/decode-wav')).decoder()
  if (mime === 'audio/mpeg') return (await import('@audio/decode-mp3')).decoder()
  if (mime === 'audio/flac' || head.includes('fLaC', 0, 'latin1')) return (await import('@audio/decode-flac')).decoder()
  if (head.includes('OpusHead', 0, 'latin1')) return (await import('@audio/decode-opus')).decoder()
  return (await import('@audio/decode-vorbis')).decoder()
}

/** Seconds by the header, where it says so; refuses headers that no real recording has. */
function declaredLength(head: Buffer, size: number, name: string, mime: string): number | null {
  if (mime === 'audio/wav') return checkWave(head, size, name)
  if (mime === 'audio/flac' && head.toString('latin1', 0, 4) === 'fLaC') return flacSeconds(head, size, name)
  return null
}

/** RIFF: the size of the whole at 4, channels at 22, rate at 24 when `fmt ` comes first, which writers do. */
function checkWave(head: Buffer, size: number, name: string): null {
  if (head.length < 44) throw damaged(name, 'its header is incomplete')
  const declared = head.readUInt32LE(4)
  const streamed = declared === 0 || declared >= 0xffffffff - 64
  if (!streamed && declared + 8 > size + 1) throw damaged(name, `${declared + 8 - size} bytes are missing at its end`)
  const format = head.indexOf('fmt ', 12, 'latin1')
  if (format < 0 || format + 20 > head.length) throw damaged(name, 'its header is incomplete')
  const channels = head.readUInt16LE(format + 10)
  const rate = head.readUInt32LE(format + 12)
  if (channels === 0 || channels > 32) throw damaged(name, `it says it has ${channels} channels`)
  if (rate < 1000 || rate > 768_000) throw damaged(name, `it says its sample rate is ${rate} Hz`)
  return null
}

/** STREAMINFO, RFC 9639 section 8.2: 20 bits of rate and 36 bits of samples from byte 18. */
function flacSeconds(head: Buffer, size: number, name: string): number | null {
  if (head.length < 42) throw damaged(name, 'its header is incomplete')
  const rate = head.readUIntBE(18, 3) >> 4
  if (rate === 0) throw damaged(name, 'its sample rate is 0')
  const largestBlock = head.readUInt16BE(10)
  const samples = (head.readUInt8(21) & 0x0f) * 2 ** 32 + head.readUInt32BE(22)
  if (largestBlock > 16_384 || samples > size * 4000)
    throw damaged(name, 'its header promises more sound than it can hold')
  return samples === 0 ? null : samples / rate
}

function damaged(name: string, what: string, cause?: unknown): AppError {
  return new AppError('invalid-content', `“${name}” is damaged: ${what}. Export it again.`, { cause })
}
