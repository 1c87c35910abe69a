'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './button'
import { cn } from './class-names'

export interface DialogProps {
  isOpen: boolean
  onOpenChange(open: boolean): void
  title: ReactNode
  /** alertdialog: asks at once; Escape and a click outside do not close it. */
  role?: 'dialog' | 'alertdialog'
  /** Beside the title. */
  header?: ReactNode
  /** Buttons, at the end of the dialog. */
  footer?: ReactNode
  /** Widest, in px. */
  width?: number
  children?: ReactNode
}

/** A modal dialog. The focus moves in and returns; Escape closes it. On a phone it rises from below. */
export function Dialog({
  isOpen,
  onOpenChange,
  title,
  role = 'dialog',
  header,
  footer,
  width = 460,
  children,
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={role === 'dialog'}
      isKeyboardDismissDisabled={role === 'alertdialog'}
      className="fixed inset-0 z-(--z-scrim) flex items-end justify-center bg-scrim sm:items-center sm:p-6"
    >
      <Modal
        style={{ maxWidth: width }}
        className="max-h-[92dvh] w-full overflow-hidden rounded-t-dialog bg-raised shadow-dialog data-entering:rising sm:rounded-dialog"
      >
        <AriaDialog role={role} data-overlay="" className="flex max-h-[92dvh] flex-col outline-none">
          <div className="flex min-h-13 shrink-0 items-center gap-4 px-5 pt-1">
            <Heading slot="title" className="min-w-0 font-semibold text-md">
              {title}
            </Heading>
            {header ? <div className="flex min-w-0 flex-1 items-center gap-3">{header}</div> : null}
            {role === 'dialog' ? (
              <Button
                variant="ghost"
                size="small"
                iconOnly
                aria-label="Close"
                slot="close"
                className={cn('-me-1.5', !header && 'ms-auto')}
              >
                <X aria-hidden="true" className="size-4" strokeWidth={1.75} />
              </Button>
            ) : null}
          </div>
          <div className={cn('min-h-0 overflow-y-auto px-5 pb-5', !footer && 'pb-6')}>{children}</div>
          {footer ? (
            <div className="flex shrink-0 flex-wrap items-center justify-end gap-2 border-line border-t bg-bg px-4 py-3">
              {footer}
            </div>
          ) : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
