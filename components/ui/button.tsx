'use client'

import { LoaderCircle } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { cn } from './class-names'
import { KeyCap } from './key-cap'

type ButtonVariant = 'ink' | 'outline' | 'ghost' | 'danger'
type ButtonSize = 'small' | 'normal' | 'large'

export interface ButtonLook {
  /** ink: the one primary action of a screen; outline; ghost; danger: red words. */
  variant?: ButtonVariant
  /** 28, 32 or 40 px high; larger by touch. */
  size?: ButtonSize
  /** 16 px icon before the words. */
  icon?: ReactNode
  /** Key shown on the button, `mod+enter`. */
  keys?: string
  /** Square, with an icon only: give `aria-label`. */
  iconOnly?: boolean
  children?: ReactNode
  className?: string
}

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'isPending'>, ButtonLook {
  /** Something is under way: a spinner takes the icon's place, the width stays. */
  waiting?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function buttonClasses({ variant = 'outline', size = 'normal', iconOnly = false }: ButtonLook): string {
  return cn(
    'inline-flex shrink-0 select-none items-center justify-center gap-1.75 whitespace-nowrap rounded-control border font-medium transition-colors duration-(--t-hover)',
    // By touch 36 px to the eye, 44 to the finger.
    size === 'small' &&
      "h-(--h-sm) rounded-[6px] px-2.25 coarse:relative coarse:after:absolute coarse:after:-inset-1 coarse:after:content-['']",
    size === 'normal' && 'h-(--h-control) px-2.75',
    size === 'large' && 'h-(--h-lg) px-3.75 text-md',
    iconOnly && 'aspect-square px-0',
    variant === 'ink' &&
      'border-ink bg-ink text-on-ink hover:border-ink-hover hover:bg-ink-hover data-pressed:opacity-90',
    variant === 'outline' && 'border-line-strong bg-surface text-text shadow-1 hover:bg-hover data-pressed:bg-active',
    variant === 'ghost' &&
      'border-transparent text-muted hover:bg-hover hover:text-text data-pressed:bg-active aria-pressed:bg-hover aria-pressed:text-text',
    variant === 'danger' &&
      'border-line-strong bg-surface text-danger-text shadow-1 hover:bg-danger-soft data-pressed:bg-danger-soft',
    'data-disabled:border-line data-disabled:bg-transparent data-disabled:text-disabled data-disabled:shadow-none',
    variant === 'ghost' && 'data-disabled:border-transparent',
  )
}

export function Button({
  variant,
  size,
  icon,
  keys,
  iconOnly,
  waiting = false,
  children,
  className,
  isDisabled,
  onPress,
  type,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      // While it waits it keeps the focus and neither acts nor submits. The kit's own pending state leaves a live region behind when the button goes.
      type={waiting ? 'button' : (type ?? 'button')}
      render={(props) => <button {...props} aria-busy={waiting || undefined} aria-disabled={waiting || undefined} />}
      {...(onPress && !waiting ? { onPress } : {})}
      {...(isDisabled === undefined ? {} : { isDisabled })}
      {...(keys ? { 'aria-keyshortcuts': ariaKeys(keys) } : {})}
      className={cn(buttonClasses({ variant, size, iconOnly }), className)}
    >
      <ButtonContent
        icon={icon}
        keys={keys}
        iconOnly={iconOnly}
        waiting={waiting}
        tone={variant === 'ink' && !isDisabled ? 'ink' : 'plain'}
      >
        {children}
      </ButtonContent>
    </AriaButton>
  )
}

/** Icon, words and key, as buttons and links that look like them hold it. */
export function ButtonContent({
  icon,
  keys,
  iconOnly,
  waiting,
  tone,
  children,
}: Pick<ButtonLook, 'icon' | 'keys' | 'iconOnly' | 'children'> & { waiting: boolean; tone: 'ink' | 'plain' }) {
  const spinner = <LoaderCircle aria-hidden="true" className="turning size-4" strokeWidth={1.75} />
  return (
    <>
      {waiting ? spinner : icon}
      {children}
      {keys && !iconOnly ? (
        <KeyCap
          keys={keys}
          tone={tone}
          className={tone === 'plain' ? 'bg-transparent max-sm:hidden' : 'max-sm:hidden'}
        />
      ) : null}
    </>
  )
}

/** `mod+enter` in the form of aria-keyshortcuts; both systems' keys, since the server does not know which. */
export function ariaKeys(keys: string): string {
  const name = (part: string) => ({ alt: 'Alt', shift: 'Shift', enter: 'Enter', esc: 'Escape' })[part] ?? part
  const write = (mod: string) =>
    keys
      .split('+')
      .map((part) => (part === 'mod' ? mod : name(part)))
      .join('+')
  return keys.includes('mod') ? `${write('Control')} ${write('Meta')}` : write('Control')
}
