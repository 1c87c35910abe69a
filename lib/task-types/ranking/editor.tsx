'use client'

import { useMemo, useState } from 'react'
import type { ResponseMode } from '@/components/labeling/response'
import { Decision, Panel, PanelSection, Stage } from '@/components/labeling/slots'
import { KeyCap } from '@/components/ui/key-cap'
import { oneLine, textOf } from '@/lib/core/conversation/conversation'
import type { LabelerProps } from '@/lib/core/labeler'
import { useLabelerState } from '@/lib/task-types/use-labeler-state'
import { fromDraft, ordinalWord, stateOf } from './order-answer'
import { OrderList } from './order-list'
import { OrderTrack } from './order-track'
import { Question } from './question'
import { drop, emptyOrder, move, place, type RankOrder, standing, takeBack, tie } from './rank-order'
import { ResponseCard } from './response-card'
import type { Answer, Config, View } from './schema'
import { useRankingKeys } from './use-ranking-keys'

export default function RankingEditor(props: LabelerProps<View, Answer, Config>) {
  const { payload, config, draft, oneKey, disabled } = props
  const count = payload.responses.length
  const order = props.order.length === count ? props.order : payload.responses.map((_, index) => index)
  const [ranked, change] = useLabelerState<RankOrder, Answer>(
    () => fromDraft(draft, order),
    (state) => stateOf(state, order),
    props,
  )
  const [mode, setMode] = useState<ResponseMode>('markdown')
  const shownResponses = order.map((canonical) => payload.responses[canonical] ?? [])

  const placeOne = (shown: number, then: 'stay' | 'send') => {
    // The digit of one that has its place only makes it the current one.
    change((before) => place(before, shown), ranked.placed.includes(shown) ? 'stay' : then)
  }
  const makeCurrent = (current: number) =>
    change((before) => (before.placed.includes(current) ? { ...before, current } : before))
  const tieOne = () => change((before) => tie(before, count))
  const takeOneBack = () => change(takeBack)
  useRankingKeys({
    count,
    ties: config.ties,
    disabled,
    onPlace: (shown) => placeOne(shown, oneKey ? 'send' : 'stay'),
    onTie: tieOne,
    onMove: (step) => change((before) => move(before, step)),
    onTakeBack: takeOneBack,
    onRaw: () => setMode(mode === 'raw' ? 'markdown' : 'raw'),
  })

  const rows = useMemo(
    () =>
      order.map((canonical, shown) => ({ id: shown, words: oneLine(textOf(payload.responses[canonical] ?? []), 80) })),
    [order, payload],
  )
  return (
    <>
      <Stage>
        <div className="@container-size flex h-full min-h-0 flex-col">
          <Question prompt={payload.prompt} />
          <h2 className="sr-only">Responses</h2>
          <div className={gridOf(count)}>
            {shownResponses.map((turns, shown) => (
              <ResponseCard
                key={order[shown]}
                shown={shown}
                turns={turns}
                mode={mode}
                standing={standing(ranked, shown)}
                isCurrent={ranked.current === shown}
                disabled={disabled}
                onPlace={() => placeOne(shown, 'stay')}
              />
            ))}
          </div>
        </div>
      </Stage>
      <Panel name="Your order">
        <PanelSection
          title="Your order"
          aside={<span className="tabular">{`${ranked.placed.length} of ${count} placed`}</span>}
          last
        >
          <p className="px-0.5 text-faint text-xs">Best</p>
          <OrderList
            order={ranked}
            rows={rows}
            ties={config.ties}
            disabled={disabled}
            onDrop={(moved, target, position) => change((before) => drop(before, moved, target, position))}
            onMove={(shown, step) => change((before) => move({ ...before, current: shown }, step))}
            onCurrent={makeCurrent}
          />
          <p className="px-0.5 pt-1.5 text-faint text-xs">Worst</p>
        </PanelSection>
        <KeyHelp ties={config.ties} count={count} />
      </Panel>
      <Decision>
        <OrderTrack
          order={ranked}
          count={count}
          ties={config.ties}
          disabled={disabled}
          onCurrent={makeCurrent}
          onTie={tieOne}
          onTakeBack={takeOneBack}
          onClear={() => change(() => emptyOrder)}
        />
        <p role="status" className="sr-only">
          {spoken(ranked)}
        </p>
      </Decision>
    </>
  )
}

/** Up to four share the height; more scroll together. On a narrow stage they stand one below the other. */
function gridOf(count: number): string {
  const columns = count === 3 || count > 4 ? '@2xl:grid-cols-2 @4xl:grid-cols-3' : '@2xl:grid-cols-2'
  return `grid min-h-0 flex-1 auto-rows-max gap-3.5 overflow-y-auto px-6 pt-4 pb-5 @2xl:auto-rows-[minmax(14rem,1fr)] ${columns} @max-2xl:gap-2.5 @max-2xl:p-3`
}

/** 'Response 4: 2nd, tied with response 1'. */
function spoken(order: RankOrder): string {
  const { current } = order
  const own = current === null ? null : standing(order, current)
  if (current === null || !own) return ''
  const tied = own.tiedWith.map((other) => other + 1)
  return `Response ${current + 1}: ${ordinalWord(own.ordinal)}${tied.length > 0 ? `, tied with response ${tied.join(' and ')}` : ''}`
}

function KeyHelp({ ties, count }: { ties: boolean; count: number }) {
  const help = [
    { words: 'Place, from best to worst', keys: ['1', count > 9 ? '0' : String(count)], between: '–' },
    ...(ties ? [{ words: 'Same place as the one before', keys: ['='], between: '' }] : []),
    { words: 'Move the focused one', keys: ['arrowup', 'arrowdown'], between: '' },
    { words: 'Take the last one back', keys: ['backspace'], between: '' },
  ]
  return (
    <ul className="mt-auto flex flex-col gap-1.5 border-line border-t px-3.5 pt-3.5 pb-3 coarse:hidden">
      {help.map(({ words, keys, between }) => (
        <li key={words} className="flex min-h-6.5 items-center gap-2 text-muted">
          {words}
          <span className="ms-auto flex items-center gap-0.5 text-faint">
            {keys.map((key, at) => (
              <span key={key} className="flex items-center gap-0.5">
                {at > 0 ? between : null}
                <KeyCap keys={key} />
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}
