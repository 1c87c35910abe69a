import { ChartFrame } from '@/components/charts/chart-frame'
import { IntervalDots } from '@/components/charts/interval-dots'
import { formatShare } from '@/components/ui/interval-bar'
import type { ProjectAgreement } from '@/lib/server/agreement/project-agreement'

type Table = NonNullable<ProjectAgreement['position']>
type FirstShown = NonNullable<Table['firstShown']>
type Strengths = NonNullable<Table['strengths']>

const sure = 0.01

/** What the place of an alternative decides, and how strong the models are that made them. */
export function Position({ agreement: { position, perLabeler } }: { agreement: ProjectAgreement }) {
  if (position === null) return null
  return (
    <>
      {position.firstShown === null || position.firstShown.value === null ? null : (
        <FirstShownShare all={position.firstShown} labelers={perLabeler ?? []} />
      )}
      <ByPlace byPlace={position.byPlace} />
      {position.strengths === null || position.strengths.makers.length === 0 ? null : (
        <Models strengths={position.strengths} />
      )}
    </>
  )
}

function FirstShownShare({
  all,
  labelers,
}: {
  all: FirstShown
  labelers: NonNullable<ProjectAgreement['perLabeler']>
}) {
  const rows = [
    { name: 'Everybody', ...all },
    ...labelers.slice(0, 10).map((row) => ({ name: row.labeler, ...row.firstShown })),
  ]
  const p = all.p === null ? '' : ` (exact binomial p ${all.p < 0.0001 ? '< 0.0001' : `= ${all.p.toFixed(4)}`})`
  const finding =
    all.p !== null && all.p < sure
      ? `${formatShare(all.value ?? 0)} of ${all.n} choices fell on what was shown first, which chance explains badly${p}: the place decided some of them. Orders are random, so the dataset is balanced, but agreement and strengths are blurred.`
      : `${formatShare(all.value ?? 0)} of ${all.n} choices fell on what was shown first; without any bias as uneven a share would come up often enough not to be taken for a finding${p}.`
  return (
    <ChartFrame
      title="Shown first, chosen"
      aside="share, 95 % Wilson interval"
      caption={`${finding} ${all.undecided === 1 ? 'One answer that chose neither is' : `${all.undecided} answers that chose neither are`} left out. The number is n, the choices; .5 is no bias.`}
      table={{
        columns: ['Labeler', 'Share', 'from', 'to', 'n', 'p'],
        rows: rows.map(({ name, value, ci, n, p: own }) => [
          name,
          rounded(value),
          rounded(ci?.[0]),
          rounded(ci?.[1]),
          n,
          rounded(own),
        ]),
      }}
    >
      <IntervalDots
        dots={rows.map(({ name, value, ci, n, p: own }) => ({
          name,
          value,
          interval: ci,
          n,
          marked: own !== null && own < sure,
        }))}
        target={0.5}
        sentence={finding}
      />
    </ChartFrame>
  )
}

function ByPlace({ byPlace }: Pick<Table, 'byPlace'>) {
  if (byPlace === null) return null
  const { alternatives, ranks } = byPlace
  const middle = (alternatives + 1) / 2
  const dots = ranks.map(({ value, ci, n }, place) => ({ name: `Place ${place + 1}`, value, interval: ci, n }))
  const apart = ranks.filter(({ ci }) => ci !== null && (ci[0] > middle || ci[1] < middle)).length
  const finding =
    apart === 0
      ? `Every interval holds ${middle}, the mean rank without bias.`
      : `At ${apart} of ${alternatives} places the interval leaves out ${middle}, the mean rank without bias: where a response stood decided some ranks.`
  return (
    <ChartFrame
      title="Mean rank by place shown"
      aside={`1 best, ${alternatives} responses`}
      caption={`${finding} Intervals take answers as independent; n: rankings.`}
      table={{
        columns: ['Place', 'Mean rank', 'from', 'to', 'n'],
        rows: ranks.map(({ value, ci, n }, place) => [
          place + 1,
          rounded(value),
          rounded(ci?.[0]),
          rounded(ci?.[1]),
          n,
        ]),
      }}
    >
      <IntervalDots dots={dots} domain={[1, alternatives]} target={middle} sentence={finding} />
    </ChartFrame>
  )
}

function Models({ strengths: { makers, method, note, n, orderEffect } }: { strengths: Strengths }) {
  const ends = makers.flatMap(({ ci }) => ci)
  const domain: [number, number] = [Math.floor(Math.min(-1, ...ends)), Math.ceil(Math.max(1, ...ends))]
  const order =
    orderEffect === null
      ? ''
      : ` Being shown first adds ${formatShare(orderEffect.value)} to the log-odds [${formatShare(orderEffect.ci[0])}, ${formatShare(orderEffect.ci[1])}], and is taken out of the strengths.`
  const best = makers[0]
  return (
    <ChartFrame
      title="Strength of models"
      aside="log strength, mean 0"
      caption={`${method}. ${n} judgements.${order}${note === null ? '' : ` ${note}`} Ranks are intervals: who overlaps is not told apart.`}
      table={{
        columns: ['Model', 'Log strength', 'from', 'to', 'Rank from', 'Rank to'],
        rows: makers.map(({ maker, value, ci, ranks }) => [
          maker,
          rounded(value),
          rounded(ci[0]),
          rounded(ci[1]),
          ...ranks,
        ]),
      }}
    >
      <IntervalDots
        dots={makers.map(({ maker, value, ci, ranks }) => ({
          name: maker,
          value,
          interval: ci,
          n: ranks[0] === ranks[1] ? `#${ranks[0]}` : `#${ranks[0]}–${ranks[1]}`,
        }))}
        domain={domain}
        target={0}
        sentence={`Strengths of ${makers.length} models from ${n} judgements; ${best?.maker ?? 'none'} is strongest.`}
      />
    </ChartFrame>
  )
}

function rounded(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Math.round(value * 1e4) / 1e4
}
