import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import '@fontsource-variable/noto-sans-arabic/index.css'
import { Providers } from '@/components/layout/providers'
import { parseTheme, themeCookie } from '@/components/layout/theme'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Concord', template: '%s – Concord' },
  description: 'Human feedback, measured.',
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  interactiveWidget: 'resizes-content',
}

const language = 'en-GB'

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value)
  return (
    <html lang="en" dir="ltr" {...(theme === 'system' ? {} : { 'data-theme': theme })} suppressHydrationWarning>
      <body>
        <Providers locale={language}>{children}</Providers>
      </body>
    </html>
  )
}
