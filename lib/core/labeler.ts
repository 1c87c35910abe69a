export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** What an editor tells the frame after each change. `draft` is stored as it is and comes back after a reload. */
export interface LabelerState<Answer> {
  draft: Json
  /** The complete answer in canonical form (display order undone), or null while something is missing. */
  answer: Answer | null
  /** What is missing, as a sentence for the disabled Submit: 'Choose A, B or tie.' Null when complete. */
  missing: string | null
  /** Short words for the Undo button: 'Neutral', '3 boxes'. */
  summary: string
}

/**
 * A task type's editor. It fills the frame through `<Stage>`, `<Panel>` and `<Decision>` of components/labeling/slots and offers its keys with `useLabelerActions`.
 * The frame mounts it anew for each assignment (`key={assignmentId}`), so `draft` is read once, at the start.
 */
export interface LabelerProps<View, Answer, Config> {
  assignmentId: string
  payload: View
  config: Config
  /** `order[i]` is the canonical index of the alternative shown at place i; empty for types that show one thing. */
  order: number[]
  draft: Json
  onChange(state: LabelerState<Answer>): void
  /** Sends what the last `onChange` gave. Call `onChange` first, then this: the frame reads the newest state. */
  onSubmit(): void
  /** Choose and submit with one key is on: a deciding key also submits. */
  oneKey: boolean
  disabled: boolean
}

/** Shows one answer beside its payload, for admins and reviewers. Read only. */
export interface ReviewProps<Payload, Answer, Config> {
  payload: Payload
  config: Config
  answers: { annotator: string; answer: Answer }[]
}

/** Lets an admin set up a type's config; plain form fields, the whole config reported at each change. */
export interface ConfigFormProps<Config> {
  config: Config
  onChange(config: Config): void
}
