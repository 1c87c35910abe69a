import type { SchemaElement } from 'hyparquet'
import type { Column, ColumnType } from '@/lib/core/export/contract'
import type { ColumnStyle } from './column-features'

/** Every value may be null; lists have the three levels that the format's standard asks for. */
export function parquetSchema(columns: readonly Column[], style: ColumnStyle): SchemaElement[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.flatMap(({ name, type }) => elementsOf(name, type, style)),
  ]
}

function elementsOf(name: string, type: ColumnType, style: ColumnStyle): SchemaElement[] {
  const optional = { name, repetition_type: 'OPTIONAL' } as const
  if (type === 'int') return [{ ...optional, type: 'INT64' }]
  if (type === 'double') return [{ ...optional, type: 'DOUBLE' }]
  if (type === 'boolean') return [{ ...optional, type: 'BOOLEAN' }]
  if (typeof type === 'string') return [textElement(name)]
  if ('list' in type) {
    return [
      { ...optional, converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      ...elementsOf('element', type.list, style),
    ]
  }
  if ('struct' in type) {
    const members = type.struct.flatMap((member) => elementsOf(member.name, member.type, style))
    return [{ ...optional, num_children: type.struct.length }, ...members]
  }
  if (style === 'plain') return [textElement(name)]
  if ('names' in type) return [{ ...optional, type: 'INT64' }]
  return [
    { ...optional, num_children: 2 },
    { name: 'bytes', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY' },
    textElement('path'),
  ]
}

function textElement(name: string): SchemaElement {
  return {
    name,
    repetition_type: 'OPTIONAL',
    type: 'BYTE_ARRAY',
    converted_type: 'UTF8',
    logical_type: { type: 'STRING' },
  }
}
