'use client'

import { Menu } from 'lucide-react'
import { createContext, useContext } from 'react'
import { Button } from '@/components/ui/button'

interface ShellControls {
  openMenu(): void
  openPalette(): void
}

export const ShellContext = createContext<ShellControls | null>(null)

export function useShell(): ShellControls {
  const controls = useContext(ShellContext)
  if (!controls) throw new Error('This needs the admin shell around it')
  return controls
}

/** Opens the side bar as a sheet on narrow screens. */
export function MenuButton() {
  const { openMenu } = useShell()
  return (
    <Button variant="ghost" iconOnly aria-label="Menu" onPress={openMenu} className="-ms-2 lg:hidden">
      <Menu aria-hidden="true" className="size-4" strokeWidth={1.75} />
    </Button>
  )
}
