'use client'

import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import { ImageStage, type ImageStageHandle } from '@/components/labeling/image-stage/image-stage'
import { type StageBox, type StageTool, shown } from '@/components/labeling/image-stage/stage-box'
import { Decision, Panel, Stage } from '@/components/labeling/slots'
import type { Json, LabelerProps } from '@/lib/core/labeler'
import { fromDraft, toDraft } from './box-draft'
import { answerOf, type BoxAction, type BoxEdits, type EditedBox, editBoxes } from './box-edits'
import { BoxList } from './box-list'
import { ChosenBox } from './chosen-box'
import { labelColor } from './label-color'
import { LabelList } from './label-list'
import { LookSliders } from './look-sliders'
import type { Answer, Config, View } from './schema'
import { session } from './session'
import { boxSummary } from './summary'
import { BoxTools } from './tools'
import { useBoxKeys } from './use-box-keys'
import { useCrossHair } from './use-cross-hair'

export default function BoundingBoxEditor({
  payload,
  config,
  draft,
  disabled,
  onChange,
}: LabelerProps<View, Answer, Config>) {
  const { image } = payload
  const [edits, dispatch] = useReducer(
    (before: BoxEdits, action: BoxAction) => editBoxes(before, action, image),
    null,
    () => fromDraft(draft, config, payload),
  )
  const [tool, setTool] = useState<StageTool>('draw')
  const [ready, setReady] = useState(false)
  const [scale, setScale] = useState(1)
  const [note, setNote] = useState<string | null>(null)
  const [look, setLook] = useState({ brightness: session.brightness, contrast: session.contrast })
  const stage = useRef<ImageStageHandle>(null)
  const findLabel = useRef<HTMLInputElement>(null)

  const act = useCallback((action: BoxAction) => {
    setNote(null)
    dispatch(action)
  }, [])
  const select = useCallback((id: number | null) => act({ do: 'select', id }), [act])
  const draw = (rect: { x: number; y: number; width: number; height: number }) => {
    if (disabled) return
    act({ do: 'draw', rect })
    setNote(`${edits.label}, ${shown(rect.width)} × ${shown(rect.height)} px`)
  }
  const cross = useCrossHair(image, stage, draw, () => act({ do: 'select', id: null }))

  useReports(edits, draft, config, ready, onChange)
  useRemembered(edits)

  const chooseTool = (next: StageTool) => {
    setTool(next)
    cross.leave()
    stage.current?.focus()
  }
  useBoxKeys({ edits, act, labels: config.labels, disabled, cross, chooseTool, stage, findLabel })

  const boxes = useStageBoxes(edits.boxes, config)
  const selected = edits.boxes.find((box) => box.id === edits.selectedId) ?? null
  const zoom = {
    percent: Math.round(scale * 100),
    by: (factor: number) => stage.current?.zoom(factor),
    fit: () => stage.current?.fit(),
  }

  return (
    <>
      <Stage>
        <div className="relative h-full w-full">
          <ImageStage
            ref={stage}
            image={{ src: `/api/media/${image.id}`, width: image.width, height: image.height }}
            label={spokenPicture(payload, edits)}
            boxes={boxes}
            selectedId={edits.selectedId}
            tool={tool}
            drawColor={labelColor(config.labels.find((label) => label.name === edits.label)?.color ?? 'label-1').color}
            filter={`brightness(${1 + look.brightness / 100}) contrast(${1 + look.contrast / 100})`}
            cursor={cross.cursor}
            corner={cross.corner}
            onCorner={cross.setCorner}
            onPointer={cross.hide}
            onSelect={select}
            onDraw={draw}
            onPlace={(id, rect) => (disabled ? undefined : act({ do: 'place', id, rect }))}
            onTooSmall={() => setNote('Too small for a box: draw at least 1 px each way')}
            onKey={(event, inStage) => cross.onKey(event) || onStageKey(event, inStage, edits, act)}
            onReady={setReady}
            onScale={setScale}
          />
          <p
            role="status"
            className="pointer-events-none absolute start-3.5 bottom-2 rounded-sm bg-stage/80 px-1 text-muted text-xs tabular"
          >
            {note ?? describeStage(selected, payload)}
          </p>
        </div>
      </Stage>
      <Panel name="Labels and boxes">
        <LabelList
          labels={config.labels}
          boxes={edits.boxes}
          current={selected?.label ?? edits.label}
          forSelected={selected !== null}
          find={findLabel}
          onChoose={(label) => act({ do: 'label', label })}
        />
        <BoxList boxes={edits.boxes} selectedId={edits.selectedId} config={config} act={act} />
        {selected ? <ChosenBox key={selected.id} box={selected} config={config} disabled={disabled} act={act} /> : null}
        <LookSliders look={look} onChange={setLook} />
      </Panel>
      <Decision>
        <BoxTools
          edits={edits}
          config={config}
          tool={tool}
          disabled={disabled}
          zoom={zoom}
          onTool={chooseTool}
          act={act}
        />
      </Decision>
    </>
  )
}

/** Tells the frame where the work stands, after each change. */
function useReports(
  edits: BoxEdits,
  draft: Json,
  config: Config,
  ready: boolean,
  onChange: LabelerProps<View, Answer, Config>['onChange'],
) {
  const begun = useRef(edits)
  const newest = useRef(onChange)
  useEffect(() => {
    newest.current = onChange
  })
  useEffect(() => {
    const answer = ready ? answerOf(edits) : null
    newest.current({
      // Untouched work is the draft it came with: looking at a task stores nothing.
      draft: edits === begun.current ? draft : toDraft(edits),
      answer,
      missing: missingFrom(edits, ready),
      summary: answer ? boxSummary(answer, config) : '',
    })
  }, [edits, draft, config, ready])
}

function missingFrom(edits: BoxEdits, ready: boolean): string | null {
  if (!ready) return 'The picture has not loaded yet.'
  return answerOf(edits) ? null : 'Draw a box, or press 0 where there is nothing to box.'
}

/** When the picture is left, its boxes are those of 'the last picture'. */
function useRemembered(edits: BoxEdits) {
  const newest = useRef(edits)
  useEffect(() => {
    newest.current = edits
  })
  useEffect(
    () => () => {
      if (newest.current.past.length > 0) session.lastBoxes = answerOf(newest.current)?.boxes ?? []
    },
    [],
  )
}

/** Stage boxes that stay the same object while their box does, so that only changed ones are drawn again. */
function useStageBoxes(boxes: readonly EditedBox[], config: Config): readonly StageBox[] {
  const colors = useMemo(() => new Map(config.labels.map((label) => [label.name, labelColor(label.color)])), [config])
  const known = useRef(new WeakMap<EditedBox, StageBox>())
  return useMemo(
    () =>
      boxes.map((box) => {
        const before = known.current.get(box)
        if (before) return before
        const { color, onColor } = colors.get(box.label) ?? labelColor('label-1')
        const made: StageBox = { ...box, name: box.label, color, onColor }
        known.current.set(box, made)
        return made
      }),
    [boxes, colors],
  )
}

/** Tab goes through the boxes and, after the last, out of the stage; Escape lets go of the box. */
function onStageKey(
  event: KeyboardEvent,
  inStage: boolean,
  edits: BoxEdits,
  act: (action: BoxAction) => void,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  if (event.key === 'Escape' && edits.selectedId !== null) {
    act({ do: 'select', id: null })
    return true
  }
  if (event.key !== 'Tab' || !inStage) return false
  const step = event.shiftKey ? -1 : 1
  const leaves = edits.selectedId !== null && edits.boxes.at(step === 1 ? -1 : 0)?.id === edits.selectedId
  if (edits.boxes.length === 0 || leaves) return false
  act({ do: 'cycle', step })
  return true
}

function spokenPicture({ image }: View, edits: BoxEdits): string {
  const count = edits.boxes.length === 1 ? '1 box' : `${edits.boxes.length} boxes`
  return `Picture, ${image.width} by ${image.height} pixels, ${count}`
}

function describeStage(selected: EditedBox | null, { image }: View): string {
  if (selected) return `${selected.label} · ${shown(selected.width)} × ${shown(selected.height)} px`
  return `${image.width} × ${image.height} px`
}
