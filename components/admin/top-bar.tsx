import Link from 'next/link'
import { Fragment, type ReactNode } from 'react'
import { MenuButton } from './nav-context'

export interface Crumb {
  label: string
  href: string
}

/** The bar over every admin page: where one is, and the page's actions. The last crumb is the page itself. */
export function TopBar({ crumbs, children }: { crumbs: readonly (Crumb | string)[]; children?: ReactNode }) {
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-2.5 border-line border-b bg-surface px-4 py-1.5 sm:px-6">
      <MenuButton />
      <nav aria-label="You are here" className="flex min-w-0 flex-1 items-center gap-2">
        {crumbs.map((crumb, index) => (
          <Fragment key={typeof crumb === 'string' ? crumb : crumb.href}>
            {index > 0 ? (
              <span aria-hidden="true" className="text-disabled max-sm:hidden">
                /
              </span>
            ) : null}
            {typeof crumb === 'string' ? (
              <b aria-current="page" title={crumb} className="truncate font-semibold">
                {crumb}
              </b>
            ) : (
              <Link
                href={crumb.href}
                prefetch={false}
                title={crumb.label}
                className="max-w-[40%] shrink-0 truncate text-muted hover:text-text max-sm:hidden"
              >
                {crumb.label}
              </Link>
            )}
          </Fragment>
        ))}
      </nav>
      {children ? <div className="flex flex-wrap items-center gap-2">{children}</div> : null}
    </header>
  )
}
