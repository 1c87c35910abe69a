import { Skeleton } from '@/components/ui/states'

export default function Loading() {
  return (
    <div role="status" aria-label="Loading" className="mx-auto flex w-full max-w-270 flex-col gap-4 px-6 py-12">
      <Skeleton className="h-6 w-48" />
      <Skeleton className="w-full" />
      <Skeleton className="w-full" />
      <Skeleton className="w-2/3" />
    </div>
  )
}
