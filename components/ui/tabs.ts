/** For links that look and lie like tabs: give `aria-current="page"` to the chosen one. */
export const tabClasses =
  'relative inline-flex shrink-0 cursor-pointer items-center gap-1.75 whitespace-nowrap px-2 font-medium text-muted hover:text-text data-selected:text-text aria-[current=page]:text-text after:absolute after:inset-x-2 after:-bottom-px after:h-0.5 after:rounded-t-[2px] data-selected:after:bg-text aria-[current=page]:after:bg-text focus-visible:-outline-offset-2'
