import { axolotlChat } from './axolotl'
import { hhRlhf } from './hh-rlhf'
import { llamaFactory } from './llama-factory'
import { nemoAligner } from './nemo-aligner'
import { nemoAlignerRm } from './nemo-aligner-rm'
import { nemoRl } from './nemo-rl'
import { openAiPreference } from './openai-preference'
import { openRlhf } from './openrlhf'
import type { PairFormat } from './preference-pair'
import { trlImplicit, trlPlain, trlPreference } from './trl-preference'

/** Every shape in which a trainer reads pairs, one row a pair, by the name of the export. */
export const pairFormats = {
  'trl-preference': trlPreference,
  'trl-reward': trlImplicit,
  'trl-text': trlPlain,
  openrlhf: openRlhf,
  openai: openAiPreference,
  'hh-rlhf': hhRlhf,
  axolotl: axolotlChat,
  'llama-factory': llamaFactory,
  'nemo-aligner': nemoAligner,
  'nemo-aligner-rm': nemoAlignerRm,
  'nemo-rl': nemoRl,
} as const satisfies Record<string, PairFormat>
