/** A row of a table that becomes two or three lines on a phone; cells say with `max-sm:order-…` where they stand. */
export const phoneRow =
  'max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:items-center max-sm:border-line max-sm:border-b max-sm:py-2 max-sm:last:border-b-0 max-sm:*:h-auto max-sm:*:min-w-0 max-sm:*:max-w-none max-sm:*:border-b-0 max-sm:*:px-4 max-sm:*:py-1'
