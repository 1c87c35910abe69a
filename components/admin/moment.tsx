'use client'

import { useSyncExternalStore } from 'react'
import { formatAgo, formatDate, formatDateTime, formatDay, formatTime } from './numbers'

const never = () => () => undefined

/** A point in time as the reader's clock says it. The server, which does not know that clock, writes it in UTC first. */
export function Moment({ iso, as = 'ago' }: { iso: string; as?: 'ago' | 'date' | 'time' | 'day' | 'full' }) {
  const here = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const date = new Date(iso)
  const zone = here ? undefined : 'UTC'
  const absolute = formatDateTime(date, zone)
  return (
    <time dateTime={iso} title={here ? absolute : `${absolute} UTC`}>
      {text(date, as, here, zone)}
    </time>
  )
}

function text(date: Date, as: 'ago' | 'date' | 'time' | 'day' | 'full', here: boolean, zone: string | undefined) {
  if (as === 'ago') return here ? formatAgo(date, new Date()) : formatDate(date, zone)
  if (as === 'time') return formatTime(date, zone)
  if (as === 'day') return formatDay(date, zone)
  return as === 'full' ? formatDateTime(date, zone) : formatDate(date, zone)
}
