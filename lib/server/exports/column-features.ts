import type { Column, ColumnType } from '@/lib/core/export/contract'

/** `plain`: names and media are text. `dataset`: class labels are numbers, media are `{ bytes, path }`, as Hugging Face datasets reads them. */
export type ColumnStyle = 'plain' | 'dataset'

type Feature = { _type: string; [detail: string]: unknown } | Feature[] | { [field: string]: Feature }

/** The columns as features of Hugging Face datasets: goes into the Parquet files, so that class labels and media come back as such. */
export function featuresOf(columns: readonly Column[], style: ColumnStyle): Record<string, Feature> {
  return Object.fromEntries(columns.map(({ name, type }) => [name, featureOf(type, style)]))
}

function featureOf(type: ColumnType, style: ColumnStyle): Feature {
  if (typeof type === 'string') return { dtype: dtypes[type], _type: 'Value' }
  if ('list' in type) return [featureOf(type.list, style)]
  if ('struct' in type) return featuresOf(type.struct, style)
  if (style === 'plain') return { dtype: 'string', _type: 'Value' }
  if ('names' in type) return { names: [...type.names], _type: 'ClassLabel' }
  return { _type: type.media === 'image' ? 'Image' : 'Audio' }
}

const dtypes = { string: 'string', json: 'string', int: 'int64', double: 'float64', boolean: 'bool' } as const
