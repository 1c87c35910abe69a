'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { Switch } from '@/components/ui/choices'

/** Managers and reviewers know more than labelers do: their labels can be left out of every figure of the page. */
export function StaffSwitch({ leftOut, labelers }: { leftOut: boolean; labelers: number }) {
  const router = useRouter()
  const path = usePathname()
  const asked = useSearchParams()
  const choose = (counted: boolean) => {
    const next = new URLSearchParams(asked)
    if (counted) next.delete('staff')
    else next.set('staff', 'out')
    router.push(next.size === 0 ? path : `${path}?${next}`)
  }
  return (
    <Switch isSelected={!leftOut} onChange={choose}>
      Count labels of managers and reviewers ({labelers})
    </Switch>
  )
}
