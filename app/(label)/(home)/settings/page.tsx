import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { LabelingSettings } from '@/components/labeling/labeling-settings'
import { parseTheme, themeCookie } from '@/components/layout/theme'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage() {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value)
  return (
    <>
      <h1>Settings</h1>
      <p className="mt-0.5 mb-6 text-muted">
        Kept on this device. Keys are changed in the keys sheet of a task, which opens with ?.
      </p>
      <LabelingSettings theme={theme} />
    </>
  )
}
