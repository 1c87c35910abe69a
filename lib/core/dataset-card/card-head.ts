import type { Column, ColumnType } from '../export/contract'
import type { DatasetFacts } from './dataset-facts'
import { type Yaml, yaml } from './yaml'

/** What the Hugging Face hub reads: licence, languages, features, which files are which part. Between its two lines of dashes. */
export function cardHead(facts: DatasetFacts): string {
  const rows = facts.parts.reduce((sum, part) => sum + part.rows, 0)
  const head: { [name: string]: Yaml } = {
    pretty_name: facts.name,
    ...licenceOf(facts.licence),
    ...languageOf(facts.language),
    ...categoriesOf(facts.columns),
    size_categories: [sizeOf(rows)],
    tags: ['human-feedback', 'concord'],
    configs: [
      {
        config_name: 'default',
        default: true,
        data_files: facts.parts.map(({ name }) => ({ split: name, path: `data/${name}-*` })),
      },
    ],
    dataset_info: {
      features: facts.columns.map(feature),
      splits: facts.parts.map(({ name, rows: examples, files }) => ({
        name,
        num_bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
        num_examples: examples,
      })),
    },
  }
  return `---\n${yaml(head)}\n---\n`
}

/** The hub knows licences by their SPDX identifiers in lower case; an expression of several is `other` with its text as name. */
function licenceOf(licence: string | null): { [name: string]: Yaml } {
  if (licence === null) return {}
  return /\s/.test(licence) ? { license: 'other', license_name: licence } : { license: licence.toLowerCase() }
}

function languageOf(tag: string | null): { [name: string]: Yaml } {
  if (tag === null) return {}
  const [language = tag] = tag.toLowerCase().split('-')
  return language === tag ? { language: [language] } : { language: [language], language_bcp47: [tag] }
}

/** The hub's own list of tasks, as far as the columns tell. */
function categoriesOf(columns: readonly Column[]): { [name: string]: Yaml } {
  const has = (wanted: (type: ColumnType) => boolean) => columns.some(({ type }) => wanted(type))
  const named = (name: string) => columns.some((column) => column.name === name)
  if (has((type) => typeof type === 'object' && 'media' in type && type.media === 'image'))
    return { task_categories: ['object-detection'] }
  if (has((type) => typeof type === 'object' && 'media' in type))
    return { task_categories: ['automatic-speech-recognition'] }
  if (named('chosen') || named('completion') || named('responses'))
    return { task_categories: ['reinforcement-learning'] }
  return has((type) => typeof type === 'object' && 'names' in type) ? { task_categories: ['text-classification'] } : {}
}

const sizes: [number, string][] = [
  [1e3, 'n<1K'],
  [1e4, '1K<n<10K'],
  [1e5, '10K<n<100K'],
  [1e6, '100K<n<1M'],
  [1e7, '1M<n<10M'],
  [1e8, '10M<n<100M'],
]

function sizeOf(rows: number): string {
  return sizes.find(([bound]) => rows < bound)?.[1] ?? '100M<n<1B'
}

const dtypes = { string: 'string', json: 'string', int: 'int64', double: 'float64', boolean: 'bool' } as const

function feature({ name, type }: Column): { [name: string]: Yaml } {
  return { name, ...shapeOf(type) }
}

function shapeOf(type: ColumnType): { [name: string]: Yaml } {
  if (typeof type === 'string') return { dtype: dtypes[type] }
  if ('struct' in type) return { struct: type.struct.map(feature) }
  if ('media' in type) return { dtype: type.media }
  if ('names' in type) {
    return {
      dtype: { class_label: { names: Object.fromEntries(type.names.map((own, place) => [String(place), own])) } },
    }
  }
  if (typeof type.list === 'object' && 'struct' in type.list) return { list: type.list.struct.map(feature) }
  const element = shapeOf(type.list)
  return { list: Object.keys(element).join() === 'dtype' ? (element.dtype ?? null) : element }
}
