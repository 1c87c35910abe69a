/** An action of the frame by the name under which people's own keys are kept, with its built-in keys. */
export interface FrameAction {
  id: string
  keys: string
}

/** What means the same in every task type. Review has the first six too, under the same names: a key changed there is changed here. */
export const frameActions = {
  submit: { id: 'frame.submit', keys: 'enter' },
  undo: { id: 'frame.undo', keys: 'u' },
  guidelines: { id: 'frame.guidelines', keys: 'g' },
  larger: { id: 'frame.larger', keys: '+' },
  smaller: { id: 'frame.smaller', keys: '-' },
  keys: { id: 'frame.keys', keys: '?' },
  skip: { id: 'frame.skip', keys: 's' },
  flag: { id: 'frame.flag', keys: 'f' },
  note: { id: 'frame.note', keys: 'n' },
} satisfies Record<string, FrameAction>
