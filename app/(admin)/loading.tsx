import { Skeleton } from '@/components/ui/states'

export default function Loading() {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col">
      <div className="flex h-12 items-center border-line border-b bg-surface px-6">
        <Skeleton className="w-32" />
      </div>
      <div className="flex flex-col gap-4 p-6">
        <Skeleton className="h-6 w-48" />
        <Skeleton className="w-full" />
        <Skeleton className="w-full" />
        <Skeleton className="w-2/3" />
      </div>
    </div>
  )
}
