import 'server-only'
import { cache } from 'react'
import { AppError } from '@/lib/core/errors'
import { type RecentAnswers, recentAnswers } from '@/lib/server/activity/recent-answers'
import { currentActor } from '@/lib/server/auth/current-actor'

/** Null where the person may see the project but not how well it goes. */
export async function watched<Value>(read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not-found' || error.code === 'not-allowed')) return null
    throw error
  }
}

/** What was answered in the last seven days, read once a request; null where it is not this person's to know. */
export const recentOf = cache(
  async (projectId: string): Promise<RecentAnswers | null> =>
    watched(async () => recentAnswers(await currentActor(), projectId)),
)
