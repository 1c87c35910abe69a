'use client'

import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/states'

export interface StageImage {
  /** Address of the file. */
  src: string
  width: number
  height: number
}

export type PictureState = 'loading' | 'shown' | 'failed'

/** The photo. `attempt` grows with each try after a failure and makes the browser ask again. */
export function Picture({
  image,
  filter,
  attempt,
  closeUp,
  onState,
}: {
  image: StageImage
  filter: string
  attempt: number
  /** So close that single pixels should be seen. */
  closeUp: boolean
  onState(state: PictureState): void
}) {
  return (
    // biome-ignore lint/performance/noImgElement: labelers need the pixels as they are
    <img
      key={attempt}
      ref={(element) => {
        // An image from the cache is complete before React listens.
        if (element?.complete && element.naturalWidth > 0) onState('shown')
      }}
      src={attempt === 0 ? image.src : `${image.src}?again=${attempt}`}
      alt=""
      draggable={false}
      decoding="async"
      onLoad={() => onState('shown')}
      onError={() => onState('failed')}
      style={{ filter, imageRendering: closeUp ? 'pixelated' : 'auto' }}
      className="block h-full w-full select-none"
    />
  )
}

export function usePictureState() {
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<PictureState>('loading')
  const again = () => {
    setState('loading')
    setAttempt((before) => before + 1)
  }
  return { attempt, state, setState, again }
}

export function PictureFailed({ onAgain }: { onAgain(): void }) {
  return (
    <div className="absolute inset-0 flex items-center justify-center bg-stage">
      <ErrorState
        title="The picture did not load"
        actions={
          <Button icon={<RotateCw aria-hidden="true" className="size-4" strokeWidth={1.75} />} onPress={onAgain}>
            Load again
          </Button>
        }
      >
        Your boxes are kept. Load the picture again, or skip the task if it stays away.
      </ErrorState>
    </div>
  )
}
