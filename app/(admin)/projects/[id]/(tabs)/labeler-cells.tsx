import { formatCount } from '@/components/admin/numbers'
import { formatDuration } from '@/components/ui/duration'
import { formatShare, IntervalBar } from '@/components/ui/interval-bar'
import type { LabelerAgreement } from '@/lib/server/agreement/project-agreement'
import { Fact } from './fact'
import { flagWords, whyMissing } from './figure-words'

export function Seconds({ seconds }: Pick<LabelerAgreement, 'seconds'>) {
  if (seconds.value === null) return <Missing reason={seconds.reason} />
  const half = seconds.middleHalf
  return (
    <>
      {formatDuration(1000 * seconds.value)}
      {half === null ? null : (
        <span className="block text-faint text-xs">
          {formatDuration(1000 * half[0])} to {formatDuration(1000 * half[1])}
        </span>
      )}
    </>
  )
}

export function Gold({ gold, labeler }: Pick<LabelerAgreement, 'gold' | 'labeler'>) {
  if (gold.value === null) return <Missing reason={gold.reason} />
  return (
    <span title={gold.method} className="flex items-center gap-2.5">
      <span className="w-8 shrink-0">{formatShare(gold.value)}</span>
      <IntervalBar value={gold.value} interval={gold.ci} label={`Gold of ${labeler}`} className="w-16 shrink-0" />
      <span className="text-muted">of {formatCount(gold.n)}</span>
    </span>
  )
}

export function WithRest({ row: { leaveOneOut } }: { row: LabelerAgreement }) {
  if (leaveOneOut.value === null) return <Missing reason={leaveOneOut.reason} />
  return (
    <span title={leaveOneOut.method}>
      {formatShare(leaveOneOut.value)}
      <span className="block text-faint text-xs">n = {formatCount(leaveOneOut.n)}</span>
    </span>
  )
}

function Missing({ reason }: { reason: LabelerAgreement['gold']['reason'] }) {
  return (
    <Fact sentence={whyMissing(reason)} plain>
      –
    </Fact>
  )
}

export function Facts({ row }: { row: LabelerAgreement }) {
  const isStaff = row.role === 'admin' || row.role === 'manager' || row.role === 'reviewer'
  if (!isStaff && row.flags.length === 0) return <span className="text-faint">–</span>
  return (
    <span className="flex flex-wrap gap-1.5">
      {isStaff ? <Fact sentence={`This account is also ${row.role} here.`}>also {row.role}</Fact> : null}
      {row.flags.map((flag) => (
        <Fact key={flag.name} tone={flag.name === 'few-gold-answers' ? 'info' : 'warn'} sentence={flag.sentence}>
          {flagWords(flag, row)}
        </Fact>
      ))}
    </span>
  )
}

/** By Dawid & Skene, with how far above chance it is. */
export function Reliability({ reliability }: Pick<LabelerAgreement, 'reliability'>) {
  if (reliability.value === null) return <Missing reason={reliability.reason} />
  return (
    <span title={reliability.method}>
      {formatShare(reliability.value)}
      <span className="block text-faint text-xs">
        {reliability.aboveChance === null ? '' : `${formatShare(reliability.aboveChance)} above chance, `}n ={' '}
        {formatCount(reliability.n)}
      </span>
    </span>
  )
}

export function FirstShown({ firstShown }: Pick<LabelerAgreement, 'firstShown'>) {
  if (firstShown.value === null) return <Missing reason={firstShown.reason} />
  return (
    <span title={firstShown.method}>
      {formatShare(firstShown.value)}
      <span className="block text-faint text-xs">
        {firstShown.ci === null ? '' : `[${firstShown.ci.map((end) => formatShare(end)).join(', ')}], `}n ={' '}
        {formatCount(firstShown.n)}
      </span>
    </span>
  )
}

/** In bits, beside what the others said of the same tasks. */
export function Variety({ variety }: Pick<LabelerAgreement, 'variety'>) {
  if (variety.value === null) return <Missing reason={variety.reason} />
  return (
    <span title={variety.method}>
      {variety.value.toFixed(2)}
      <span className="block text-faint text-xs">
        {variety.others === null ? '' : `others ${variety.others.toFixed(2)}, `}n = {formatCount(variety.n)}
      </span>
    </span>
  )
}
