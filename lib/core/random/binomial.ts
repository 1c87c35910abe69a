import type { Random } from './seeded-random'

/**
 * Number of successes in `trials` independent trials of chance `chance`; exact, constant time for large means.
 * Below a mean of 10: waiting times between successes (Devroye 1986, X.4.3); else transformed rejection BTRS (Hörmann, J. Stat. Comput. Simul. 46, 1993).
 */
export function binomial(random: Random, trials: number, chance: number): number {
  if (trials <= 0 || chance <= 0) return 0
  if (chance >= 1) return trials
  if (chance > 0.5) return trials - binomial(random, trials, 1 - chance)
  return trials * chance < 10 ? byWaitingTimes(random, trials, chance) : byRejection(random, trials, chance)
}

function byWaitingTimes(random: Random, trials: number, chance: number): number {
  const logFailure = Math.log1p(-chance)
  let successes = 0
  let tried = Math.ceil(Math.log(1 - random.unit()) / logFailure)
  // A draw of exactly 0 still is one trial.
  while (Math.max(tried, 1) <= trials) {
    successes += 1
    tried = Math.max(tried, 1) + Math.max(1, Math.ceil(Math.log(1 - random.unit()) / logFailure))
  }
  return successes
}

function byRejection(random: Random, trials: number, chance: number): number {
  const spread = Math.sqrt(trials * chance * (1 - chance))
  const b = 1.15 + 2.53 * spread
  const a = -0.0873 + 0.0248 * b + 0.01 * chance
  const centre = trials * chance + 0.5
  const squeeze = 0.92 - 4.2 / b
  const odds = chance / (1 - chance)
  const alpha = (2.83 + 5.1 / b) * spread
  const mode = Math.floor((trials + 1) * chance)
  for (;;) {
    const u = random.unit() - 0.5
    const v = random.unit()
    const edge = 0.5 - Math.abs(u)
    const drawn = Math.floor(((2 * a) / edge + b) * u + centre)
    if (edge >= 0.07 && v <= squeeze) return drawn
    if (drawn < 0 || drawn > trials) continue
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (trials - mode + 1))) +
      (trials + 1) * Math.log((trials - mode + 1) / (trials - drawn + 1)) +
      (drawn + 0.5) * Math.log((odds * (trials - drawn + 1)) / (drawn + 1)) +
      stirlingTail(mode) +
      stirlingTail(trials - mode) -
      stirlingTail(drawn) -
      stirlingTail(trials - drawn)
    if (Math.log((v * alpha) / (a / (edge * edge) + b)) <= bound) return drawn
  }
}

/** log k! − Stirling's (k + ½) log(k + 1) − (k + 1) + ½ log 2π. */
function stirlingTail(k: number): number {
  if (k < 10) return smallTails[k] ?? 0
  const next = k + 1
  const square = next * next
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / next
}

const smallTails = Array.from({ length: 10 }, (_, k) => {
  let logFactorial = 0
  for (let factor = 2; factor <= k; factor += 1) logFactorial += Math.log(factor)
  return logFactorial - ((k + 0.5) * Math.log(k + 1) - (k + 1) + 0.5 * Math.log(2 * Math.PI))
})
