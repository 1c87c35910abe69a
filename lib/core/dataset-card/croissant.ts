import type { Column, ColumnType } from '../export/contract'
import type { DatasetFacts } from './dataset-facts'

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** The context that the Croissant 1.1 specification prints; docs.mlcommons.org/croissant. */
const context: { [name: string]: Json } = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
}

/** The dataset in Croissant 1.1 with the fields for responsible AI: one record set a part, its files by digest. */
export function croissant(facts: DatasetFacts): string {
  const { name, task, licence, language, snapshotAt, people, agreement, guidelines } = facts
  const document: Json = {
    '@context': context,
    '@type': 'sc:Dataset',
    conformsTo: ['http://mlcommons.org/croissant/1.1', 'http://mlcommons.org/croissant/RAI/1.0'],
    name,
    description: `${task.name}. ${task.description}`,
    ...(licence === null ? {} : { license: licenceUrl(licence) }),
    ...(language === null ? {} : { inLanguage: language }),
    ...(snapshotAt === null ? {} : { datePublished: snapshotAt.slice(0, 10) }),
    creator: { '@type': 'sc:Organization', name },
    version: '1.0.0',
    'rai:dataAnnotationPlatform': `${facts.software.name} ${facts.software.version}`,
    'rai:dataAnnotationProtocol': `${facts.aggregation.label}: ${facts.aggregation.description} Guidelines versions: ${guidelines.versions.join(', ') || 'none'}.`,
    'rai:annotationsPerItem': perItem(facts),
    'rai:dataAnnotationAnalysis': agreementOf(agreement),
    'rai:annotatorDemographics': `Not recorded. ${people.annotators} people annotated.`,
    distribution: facts.parts.flatMap(({ files }) =>
      files.map((file) => ({
        '@type': 'cr:FileObject',
        '@id': file.name,
        name: file.name,
        contentUrl: file.name,
        contentSize: `${file.bytes} B`,
        encodingFormat: 'application/x-parquet',
        sha256: file.sha256,
      })),
    ),
    recordSet: facts.parts.flatMap(({ name: part, files }) =>
      files.map((file, shard) => recordSet(files.length === 1 ? part : `${part}-${shard}`, file.name, facts.columns)),
    ),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function recordSet(id: string, file: string, columns: readonly Column[]): Json {
  return {
    '@type': 'cr:RecordSet',
    '@id': id,
    name: id,
    field: columns.flatMap((column) => field(`${id}/${column.name}`, column, file)),
  }
}

/** Structs and lists of structs have their members as subfields, one level deep: readers of Croissant go no deeper. */
function field(id: string, { name, type, about }: Column, file: string): Json[] {
  const isList = typeof type === 'object' && 'list' in type
  const inner = isList ? type.list : type
  const head = {
    '@type': 'cr:Field',
    '@id': id,
    name,
    ...(about === '' ? {} : { description: about }),
    ...(isList ? { repeated: true } : {}),
  }
  const source = { fileObject: { '@id': file }, extract: { column: name } }
  // An image or a recording lies in its column as `{ bytes, path }`.
  const read = typeof inner === 'object' && 'media' in inner ? { ...source, transform: { jsonPath: 'bytes' } } : source
  if (isFlat(inner)) return [{ ...head, dataType: dataType(inner), source: read }]
  const members = typeof inner === 'object' && 'struct' in inner ? inner.struct.filter((own) => isFlat(own.type)) : []
  if (members.length === 0) return []
  const subField = members.map((member) => ({
    '@type': 'cr:Field',
    '@id': `${id}/${member.name}`,
    name: member.name,
    ...(member.about === '' ? {} : { description: member.about }),
    dataType: dataType(member.type),
    source: { ...source, transform: { jsonPath: member.name } },
  }))
  return [{ ...head, subField }]
}

function isFlat(type: ColumnType): boolean {
  return typeof type === 'string' || 'names' in type || 'media' in type
}

const dataTypes = {
  string: 'sc:Text',
  json: 'sc:Text',
  int: 'sc:Integer',
  double: 'sc:Float',
  boolean: 'sc:Boolean',
} as const

function dataType(type: ColumnType): string {
  if (typeof type === 'string') return dataTypes[type]
  if ('names' in type) return 'sc:Integer'
  if ('media' in type) return type.media === 'image' ? 'sc:ImageObject' : 'sc:AudioObject'
  return 'sc:Text'
}

function perItem({ people, tasks }: DatasetFacts): string {
  if (tasks.exported === 0) return 'No items.'
  return `${(people.annotations / tasks.exported).toFixed(2)} on average (${people.annotations} annotations of ${tasks.exported} items).`
}

function agreementOf(agreement: DatasetFacts['agreement']): string {
  if (agreement === null) return 'Nothing was measured.'
  const { measure, value, ci, n_items, method, reason } = agreement
  const interval = ci === null ? '' : ` (95 % interval ${ci[0].toFixed(4)} to ${ci[1].toFixed(4)})`
  return `${measure} ${value === null ? `undefined: ${reason}` : value.toFixed(4)}${interval} over ${n_items} items. ${method}.`
}

function licenceUrl(licence: string): string {
  return /\s/.test(licence) ? licence : `https://spdx.org/licenses/${licence}.html`
}
