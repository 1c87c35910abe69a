'use client'

import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'

/** The kit speaks the language that the page is written in, so that its direction and numbers agree with it. */
export function Providers({ locale, children }: { locale: string; children: ReactNode }) {
  return <I18nProvider locale={locale}>{children}</I18nProvider>
}
