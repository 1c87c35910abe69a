import 'server-only'
import { headers } from 'next/headers'
import { cache } from 'react'
import type { Actor } from '@/lib/server/access/actor'
import { actorOf } from './actor-of'

/** Who looks at this page. Looked up once a request. */
export const currentActor = cache(async (): Promise<Actor> => actorOf(await headers()))
