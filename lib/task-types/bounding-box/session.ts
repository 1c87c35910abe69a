import type { LabeledBox } from './schema'

/** What a labeler carries from picture to picture while this tab is open. Nothing of it is stored. */
export const session: {
  /** Copied with Mod+C. */
  copied: readonly LabeledBox[]
  /** Boxes of the picture before, for 'as in the last picture'. */
  lastBoxes: readonly LabeledBox[]
  brightness: number
  contrast: number
} = { copied: [], lastBoxes: [], brightness: 0, contrast: 0 }
