'use client'

import { useLabelerActions } from '@/components/labeling/actions'
import { Decision, Panel, PanelSection, Stage } from '@/components/labeling/slots'
import { OptionGroup, OptionToggle } from '@/components/ui/option'
import type { LabelerProps } from '@/lib/core/labeler'
import { useLabelerState } from '@/lib/task-types/use-labeler-state'
import { type Chosen, choose, fromDraft, stateOf } from './chosen-labels'
import { cssColor } from './label-color'
import { LabelList } from './label-list'
import type { Answer, Config, SentimentLabel, View } from './schema'
import { labelNames } from './summary'

/** More labels than this do not fit the dock: they stand in the panel. */
const mostInDock = 7
const keysInAll = 9

export default function SentimentEditor(props: LabelerProps<View, Answer, Config>) {
  const { payload, config, draft, oneKey, disabled } = props
  const [chosen, change] = useLabelerState<Chosen, Answer>(
    () => fromDraft(draft, config),
    (state) => stateOf(state, config),
    props,
  )
  const choosing = (value: string, decides: boolean) =>
    change((before) => choose(before, value, config), decides && oneKey && !config.multiple ? 'send' : 'stay')

  useLabelerActions(
    config.labels.slice(0, keysInAll).map((label, index) => ({
      id: `sentiment.choose-${index + 1}`,
      keys: String(index + 1),
      label: label.name,
      group: 'Sentiment',
      disabled,
      run: () => choosing(label.value, true),
    })),
  )

  const inPanel = config.labels.length > mostInDock
  return (
    <>
      <Stage>
        <Text text={payload.text} question={config.question} />
      </Stage>
      {inPanel ? (
        <Panel name="Labels" narrow>
          <PanelSection title="Labels" aside={config.multiple ? 'all that hold' : null} last>
            <LabelList
              config={config}
              chosen={chosen}
              disabled={disabled}
              onChoose={(value) => choosing(value, false)}
            />
          </PanelSection>
        </Panel>
      ) : null}
      <Decision>
        {inPanel ? (
          <p role="status" className="max-w-140 truncate text-center text-md">
            {chosen.length === 0 ? (
              <span className="text-muted">No label yet</span>
            ) : (
              labelNames({ labels: [...chosen] }, config)
            )}
          </p>
        ) : (
          <Options config={config} chosen={chosen} disabled={disabled} onChoose={choosing} />
        )}
      </Decision>
    </>
  )
}

/** One sentence in large type, a long text to read; nothing else. */
function Text({ text, question }: { text: string; question: string }) {
  const isLong = text.length > 600
  return (
    <div className="flex min-h-full flex-col justify-center px-8 py-6 max-sm:px-5">
      <div className="mx-auto w-full max-w-170">
        {question ? (
          <p dir="auto" className="mb-5 text-muted max-sm:mb-3.5">
            {question}
          </p>
        ) : null}
        <blockquote
          dir="auto"
          className={`wrap-anywhere whitespace-pre-wrap text-pretty ${isLong ? 'text-[calc(0.9375rem*var(--content-scale))] leading-[1.6]' : 'text-[calc(1.375rem*var(--content-scale))] leading-normal tracking-[-0.012em] rtl:leading-[1.75] rtl:tracking-normal'}`}
        >
          {text}
        </blockquote>
      </div>
    </div>
  )
}

function Options({
  config,
  chosen,
  disabled,
  onChoose,
}: {
  config: Config
  chosen: Chosen
  disabled: boolean
  onChoose(value: string, decides: boolean): void
}) {
  const label = config.question || 'Label'
  if (!config.multiple) {
    return (
      <OptionGroup
        label={label}
        options={config.labels.map(optionOf)}
        value={chosen[0] ?? null}
        onChoose={onChoose}
        isDisabled={disabled}
      />
    )
  }
  return (
    <fieldset aria-label={label} className="flex max-w-full gap-2 max-sm:w-full max-sm:flex-wrap">
      {config.labels.map((own, index) => (
        <OptionToggle
          key={own.value}
          choice={optionOf(own, index)}
          isSelected={chosen.includes(own.value)}
          onChange={() => onChoose(own.value, false)}
          isDisabled={disabled}
        />
      ))}
    </fieldset>
  )
}

function optionOf({ value, name, color }: SentimentLabel, index: number) {
  return { value, label: name, color: cssColor(color), ...(index < keysInAll ? { keys: String(index + 1) } : {}) }
}
