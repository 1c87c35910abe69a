'use client'

import Link from 'next/link'
import type { ComponentProps } from 'react'
import { ariaKeys, ButtonContent, type ButtonLook, buttonClasses } from './button'
import { cn } from './class-names'

// A file of its own: the task types' editors use buttons and must load where Next is not.
export interface ButtonLinkProps extends Omit<ComponentProps<typeof Link>, 'className' | 'children'>, ButtonLook {}

/** A link that looks like a button. Not fetched ahead, since a page behind it may hand out tasks. */
export function ButtonLink({ variant, size, icon, keys, iconOnly, children, className, ...rest }: ButtonLinkProps) {
  return (
    <Link
      prefetch={false}
      {...rest}
      {...(keys ? { 'aria-keyshortcuts': ariaKeys(keys) } : {})}
      className={cn(buttonClasses({ variant, size, iconOnly }), className)}
    >
      <ButtonContent
        icon={icon}
        keys={keys}
        iconOnly={iconOnly}
        waiting={false}
        tone={variant === 'ink' ? 'ink' : 'plain'}
      >
        {children}
      </ButtonContent>
    </Link>
  )
}
