const textInputs = new Set([
  'text',
  'search',
  'email',
  'url',
  'tel',
  'password',
  'number',
  'date',
  'time',
  'datetime-local',
  'month',
  'week',
])

/** Letters typed here are text, so plain keys must not act. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  if (target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && textInputs.has(target.type)
}

/** Dialogs, menus and popovers have their own keys: those of the task below them rest. */
export function isInOverlay(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[data-overlay], [role=dialog], [role=alertdialog], [role=menu]') !== null
  )
}

const enterControls =
  'a[href], button, summary, select, [role=button], [role=link], [role=menuitem], [role=tab], [role=switch]'
const spaceControls = `${enterControls}, input[type=checkbox], input[type=radio], [role=checkbox], [role=radio], [role=option], [role=row]`
const arrowControls =
  'input[type=radio], input[type=range], [role=radio], [role=slider], [role=tab], [role=listbox], [role=grid], [role=treegrid]'

/** Enter, Space and arrows on a focused control do what that control does, not what the frame would do with them. */
export function controlTakesKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false
  if (key === 'enter') return target.matches(enterControls)
  if (key === 'space') return target.matches(spaceControls)
  if (key.startsWith('arrow')) return target.closest(arrowControls) !== null
  return false
}
