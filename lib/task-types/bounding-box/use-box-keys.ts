'use client'

import type { RefObject } from 'react'
import { type LabelerAction, useLabelerActions } from '@/components/labeling/actions'
import type { ImageStageHandle } from '@/components/labeling/image-stage/image-stage'
import type { StageTool } from '@/components/labeling/image-stage/stage-box'
import type { BoxAction, BoxEdits } from './box-edits'
import type { BoxLabel, LabeledBox } from './schema'
import { session } from './session'
import { arrowStep, type CrossHairKeys } from './use-cross-hair'

const group = 'Bounding box'
/** The keys sheet shows the first of the four, so that a row stays a row. */
const [firstArrow, ...otherArrows] = ['arrowleft', 'arrowright', 'arrowup', 'arrowdown'] as const
/** A pasted box lies this far (pixels) from the copied one. */
const pasteOffset = 10

/** Every key of the box workspace that stands in the keys sheet. Tab, Escape and the cross hair's keys belong to the stage. */
export function useBoxKeys({
  edits,
  act,
  labels,
  disabled,
  cross,
  chooseTool,
  stage,
  findLabel,
}: {
  edits: BoxEdits
  act(action: BoxAction): void
  labels: readonly BoxLabel[]
  disabled: boolean
  cross: CrossHairKeys
  chooseTool(tool: StageTool): void
  stage: RefObject<ImageStageHandle | null>
  findLabel: RefObject<HTMLInputElement | null>
}) {
  const selected = edits.boxes.find((box) => box.id === edits.selectedId)
  const action = (
    id: string,
    keys: string | readonly string[],
    label: string,
    run: LabelerAction['run'],
    more: Partial<LabelerAction> = {},
  ): LabelerAction => ({
    id: `bounding-box.${id}`,
    keys,
    label,
    run,
    group,
    ...more,
  })
  const onSelected = { disabled: disabled || !selected }
  const byArrows = (id: string, held: string, label: string, kind: 'nudge' | 'stretch') => {
    const step = (event: KeyboardEvent) => {
      const by = arrowStep(event)
      if (by) act({ do: kind, dx: by.x, dy: by.y })
    }
    const more = { ...onSelected, repeat: true }
    return [
      action(id, `${held}${firstArrow}`, label, step, more),
      action(
        `${id}-on`,
        otherArrows.map((arrow) => `${held}${arrow}`),
        label,
        step,
        { ...more, hidden: true },
      ),
    ]
  }

  useLabelerActions([
    action(
      'draw',
      'b',
      'Draw a box; then arrows and Enter',
      () => {
        chooseTool('draw')
        cross.start()
      },
      { disabled },
    ),
    action('select', 'v', 'Select', () => chooseTool('select')),
    action('hand', 'h', 'Hand; or hold Space', () => chooseTool('hand')),
    ...labels
      .slice(0, 9)
      .map((label, index) =>
        action(
          `label-${index + 1}`,
          String(index + 1),
          `Label: ${label.name}`,
          () => act({ do: 'label', label: label.name }),
          { disabled, hidden: true },
        ),
      ),
    action('nothing', '0', 'Nothing to box', () => act({ do: 'nothing' }), {
      disabled: disabled || edits.boxes.length > 0,
    }),
    ...byArrows('move', '', 'Move 1 px', 'nudge'),
    ...byArrows('move-far', 'shift+', 'Move 10 px', 'nudge'),
    ...byArrows('resize', 'alt+', 'Resize 1 px', 'stretch'),
    ...byArrows('resize-far', 'alt+shift+', 'Resize 10 px', 'stretch'),
    action('delete', ['delete', 'backspace'], 'Delete the box', () => act({ do: 'remove' }), onSelected),
    action('copy', 'mod+c', 'Copy the box', () => copy(selected), { disabled: !selected }),
    action('paste', 'mod+v', 'Paste', () => act({ do: 'add', boxes: fitting(session.copied, labels, pasteOffset) }), {
      disabled: disabled || session.copied.length === 0,
    }),
    action(
      'repeat',
      'r',
      'As in the last picture',
      () => act({ do: 'add', boxes: fitting(session.lastBoxes, labels, 0) }),
      { disabled },
    ),
    action('hide', 'x', 'Hide or show the box', () => act({ do: 'hide' }), onSelected),
    action('lock', 'l', 'Lock or unlock the box', () => act({ do: 'lock' }), onSelected),
    action('earlier', '[', 'Earlier in the list', () => act({ do: 'reorder', step: -1 }), onSelected),
    action('later', ']', 'Later in the list', () => act({ do: 'reorder', step: 1 }), onSelected),
    action('undo', 'mod+z', 'Undo within the task', () => act({ do: 'undo' }), { disabled, repeat: true }),
    action('redo', 'mod+shift+z', 'Redo', () => act({ do: 'redo' }), { disabled, repeat: true }),
    action('zoom-in', '+', 'Closer', () => stage.current?.zoom(1.25), { repeat: true }),
    action('zoom-out', '-', 'Further away', () => stage.current?.zoom(0.8), { repeat: true }),
    action('fit', 'shift+1', 'Fit the picture', () => stage.current?.fit()),
    action('real-size', 'shift+0', 'Real size', () => stage.current?.realSize()),
    action('find', '/', 'Find a label', () => findLabel.current?.focus()),
  ])
}

function copy(box: LabeledBox | undefined) {
  if (!box) return
  const { label, x, y, width, height } = box
  session.copied = [{ label, x, y, width, height }]
}

/** Those whose label this project has, moved a little where they would hide what they were copied from. */
function fitting(boxes: readonly LabeledBox[], labels: readonly BoxLabel[], offset: number): LabeledBox[] {
  const names = new Set(labels.map((label) => label.name))
  return boxes.filter((box) => names.has(box.label)).map((box) => ({ ...box, x: box.x + offset, y: box.y + offset }))
}
