/** What the people of the interop check answer: mostly alike, sometimes not, the same in every run. */
export function givenAnswer(taskType: string, payload: unknown, config: unknown, labeler: number): unknown {
  const text = JSON.stringify(payload)
  const shared = hashOf(text)
  const own = hashOf(`${labeler}:${text}`)
  const differs = own % 5 === 0
  const answer = answers[taskType]
  if (answer === undefined) throw new Error(`The interop check has no answers for ${taskType} yet: add them here.`)
  return answer({ seed: differs ? own >>> 3 : shared, own, payload, config })
}

interface Asked {
  /** Equal for people who agree. */
  seed: number
  /** This person's alone. */
  own: number
  payload: unknown
  config: unknown
}

const answers: Record<string, (asked: Asked) => unknown> = {
  sentiment: ({ seed }) => ({ label: ['positive', 'negative', 'neutral'][seed % 3] }),
  preference: ({ seed, own }) => {
    const choice = ['a', 'b', 'a', 'b', 'tie', 'a', 'b', 'both-bad'][seed % 8]
    return choice === 'a' || choice === 'b' ? { choice, strength: 1 + (own % 3) } : { choice }
  },
  ranking: ({ seed, payload }) => ({ ranks: denseRanks(seed, responsesOf(payload)) }),
  'bounding-box': ({ seed, own, payload, config }) => ({ boxes: boxesIn(seed, own, payload, config) }),
  transcription: ({ seed, own }) => {
    const words = 'ask not what your country can do for you ask what you can do for your country'.split(' ')
    const kept = words.slice(0, 8 + (seed % (words.length - 8)))
    return { text: own % 4 === 0 ? [...kept, 'indeed'].join(' ') : kept.join(' ') }
  },
}

/** Ranks with ties now and then, dense. */
function denseRanks(seed: number, n: number): number[] {
  const scores = Array.from({ length: n }, (_, index) => hashOf(`${seed}/${index}`) % (n + 1))
  const places = [...new Set(scores)].sort((a, b) => a - b)
  return scores.map((score) => places.indexOf(score) + 1)
}

/** None to three boxes; people who agree draw them some pixels apart. */
function boxesIn(seed: number, own: number, payload: unknown, config: unknown) {
  const { width, height } = imageOf(payload)
  const names = labelsOf(config)
  return Array.from({ length: seed % 4 }, (_, index) => {
    const at = hashOf(`${seed}/${index}`)
    const shift = own % 7
    return {
      label: names[at % names.length],
      x: (at % Math.floor(width / 3)) + shift,
      y: ((at >>> 7) % Math.floor(height / 3)) + shift,
      width: width / 4 + 0.5,
      height: height / 4 + 0.25,
    }
  })
}

function responsesOf(payload: unknown): number {
  return isRecord(payload) && Array.isArray(payload.responses) ? payload.responses.length : 0
}

function imageOf(payload: unknown): { width: number; height: number } {
  const image = isRecord(payload) && isRecord(payload.image) ? payload.image : {}
  return { width: Number(image.width), height: Number(image.height) }
}

function labelsOf(config: unknown): string[] {
  const labels = isRecord(config) && Array.isArray(config.labels) ? config.labels : []
  return labels.map((label) => String(isRecord(label) ? label.name : label))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}
