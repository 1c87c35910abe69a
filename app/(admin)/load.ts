import 'server-only'
import { notFound, redirect } from 'next/navigation'
import { AppError } from '@/lib/core/errors'
import type { Actor, UserActor } from '@/lib/server/access/actor'
import { signInFirst } from '../(auth)/sign-in-first'

/** Who looks at an admin page. The page guards nothing: it only sends people where they belong. */
export function viewer(): Promise<UserActor> {
  return signInFirst()
}

/** Reads what a page shows. What is not there, or not for this person, becomes a page that says so. */
export async function load<Value>(read: (actor: Actor) => Promise<Value>): Promise<Value> {
  const actor = await viewer()
  try {
    return await read(actor)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'not-found') notFound()
    if (error.code === 'not-signed-in') redirect('/sign-in')
    if (error.code === 'not-allowed') redirect('/refused')
    throw error
  }
}
