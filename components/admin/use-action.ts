'use client'

import { useState } from 'react'

/** What a server action answers: its value, or a problem whose `detail` people can act on. */
export type ActionReply<Value> =
  | { ok: true; value: Value }
  | { ok: false; problem: { detail: string; status: number; [member: string]: unknown } }

type Refusal = { field: string | null; message: string }

type State = { is: 'idle' } | { is: 'sending' } | { is: 'refused'; refusal: Refusal }

const unreachable = 'The server cannot be reached. Nothing was changed; try again when it is back.'

/** Runs a server action from a form: one at a time, with its refusal kept for the field it names. */
export function useAction<Value>(
  action: (input: unknown) => Promise<ActionReply<Value>>,
  onDone: (value: Value) => void = () => undefined,
) {
  const [state, setState] = useState<State>({ is: 'idle' })
  const run = async (input: unknown) => {
    if (state.is === 'sending') return
    setState({ is: 'sending' })
    const reply = await answerOf(action, input)
    if (reply.ok) {
      setState({ is: 'idle' })
      onDone(reply.value)
      return
    }
    const { field, detail } = reply.problem
    setState({ is: 'refused', refusal: { field: typeof field === 'string' ? field : null, message: detail } })
  }
  const refusal = state.is === 'refused' ? state.refusal : null
  return {
    run,
    isSending: state.is === 'sending',
    refusal,
    /** The refusal that names this field, for its `error`. */
    errorOf: (field: string) => (refusal !== null && refusal.field === field ? refusal.message : undefined),
    /** The refusal that names none of these fields. */
    errorBeside: (fields: readonly string[]) =>
      refusal !== null && !fields.includes(refusal.field ?? '') ? refusal.message : null,
    forget: () => setState({ is: 'idle' }),
  }
}

/** A server action’s reply; without a connection a refusal that says so. */
export async function answerOf<Value>(
  action: (input: unknown) => Promise<ActionReply<Value>>,
  input: unknown,
): Promise<ActionReply<Value>> {
  try {
    return await action(input)
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, problem: { detail: unreachable, status: 0 } }
    throw error
  }
}
