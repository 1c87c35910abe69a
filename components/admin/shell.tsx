'use client'

import { type ReactNode, useMemo, useState } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { useHotkeys } from 'react-hotkeys-hook'
import { CommandPalette } from './command-palette'
import { CommandsProvider } from './commands'
import { ShellContext } from './nav-context'
import { type Navigation, SideBar } from './side-bar'

/** Side bar and page. Below 1024 px the side bar is a sheet behind the bar's menu button. */
export function AdminShell({ navigation, children }: { navigation: Navigation; children: ReactNode }) {
  const [open, setOpen] = useState<'nothing' | 'menu' | 'palette'>('nothing')
  const controls = useMemo(() => ({ openMenu: () => setOpen('menu'), openPalette: () => setOpen('palette') }), [])
  const close = () => setOpen('nothing')
  useHotkeys('mod+k', controls.openPalette, { enableOnFormTags: true, preventDefault: true })
  return (
    <ShellContext value={controls}>
      <CommandsProvider>
        <a
          href="#page"
          className="sr-only focus:not-sr-only focus:absolute focus:z-(--z-tip) focus:m-2 focus:rounded-control focus:bg-ink focus:px-3 focus:py-2 focus:text-on-ink"
        >
          To the page
        </a>
        <div className="grid min-h-dvh bg-bg lg:grid-cols-[var(--side)_minmax(0,1fr)]">
          <div className="sticky top-0 h-dvh overflow-y-auto border-line border-e max-lg:hidden">
            <SideBar navigation={navigation} />
          </div>
          <main id="page" tabIndex={-1} className="flex min-w-0 flex-col outline-none focus-visible:outline-none">
            {children}
          </main>
        </div>
        <ModalOverlay
          isOpen={open === 'menu'}
          onOpenChange={close}
          isDismissable
          className="fixed inset-0 z-(--z-scrim) bg-scrim lg:hidden"
        >
          <Modal className="h-full w-[min(20rem,86vw)] overflow-y-auto bg-bg shadow-dialog">
            <Dialog aria-label="Menu" data-overlay="" className="h-full outline-none">
              <SideBar navigation={navigation} onGo={close} />
            </Dialog>
          </Modal>
        </ModalOverlay>
        <CommandPalette isOpen={open === 'palette'} onClose={close} navigation={navigation} />
      </CommandsProvider>
    </ShellContext>
  )
}
