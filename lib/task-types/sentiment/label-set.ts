import type { Config, SentimentLabel } from './schema'

export const palette = [
  'Blue',
  'Amber',
  'Pink',
  'Green',
  'Sky',
  'Violet',
  'Red',
  'Lime',
  'Brown',
  'Lavender',
  'Teal',
  'Peach',
].map((label, index) => ({ value: `label-${index + 1}`, label }))

/** A name in its stored form: 'Very good' → 'very-good'. */
function valueFor(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, '-')
}

/** The stored value follows the name until it was set apart from it, so that renaming a label in use keeps its answers. */
export function renamed(label: SentimentLabel, name: string): SentimentLabel {
  return { ...label, name, value: label.value === valueFor(label.name) ? valueFor(name) : label.value }
}

export function withNewLabel(labels: SentimentLabel[]): SentimentLabel[] {
  const used = new Set(labels.map(({ color }) => color))
  const color = palette.find(({ value }) => !used.has(value))?.value ?? 'label-1'
  return [...labels, { value: '', name: '', color }]
}

export function problemWith({ labels }: Config, index: number): string | undefined {
  const own = labels[index]
  if (!own?.name.trim()) return 'Give the label a name.'
  const twin = labels.findIndex(({ value }) => value === own.value)
  return twin < index ? `Label ${twin + 1} is stored as “${own.value}” already.` : undefined
}
