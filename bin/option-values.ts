import { parse } from 'csv-parse/sync'
import { AppError } from '@/lib/core/errors'

/** Parsers for commander's options; each refuses with a sentence that names the option. */

/** One of a closed set. */
export function choice<Value extends string>(option: string, values: readonly Value[]): (text: string) => Value {
  return (text) => {
    const value = values.find((known) => known === text)
    if (value === undefined) throw new AppError('bad-input', `${option} ${text}: choose ${orList(values)}.`)
    return value
  }
}

/** Several of a closed set, separated by commas. */
export function choices<Value extends string>(option: string, values: readonly Value[]): (text: string) => Value[] {
  const one = choice(option, values)
  return (text) => names(text).map(one)
}

/** Names separated by commas, each once. */
export function nameList(option: string): (text: string) => string[] {
  return (text) => {
    const list = [...new Set(names(text))]
    if (list.length === 0) throw new AppError('bad-input', `${option}: name at least one.`)
    return list
  }
}

/** One CSV record, so that a label that holds a comma can be quoted. */
export function csvRecord(option: string): (text: string) => string[] {
  return (text) => {
    const records = parsedRecords(option, text)
    const record = records[0]
    if (!record || records.length > 1)
      throw new AppError('bad-input', `${option}: give one line of names separated by commas.`)
    return record
  }
}

export function wholeNumber(option: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    throw new AppError('bad-input', `${option} ${text}: give a whole number from ${least} to ${most}.`)
  }
}

function parsedRecords(option: string, text: string): string[][] {
  try {
    return parse(text)
  } catch (cause) {
    throw new AppError('bad-input', `${option}: this is not one CSV record; write a quote inside quotes twice.`, {
      cause,
    })
  }
}

function names(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

function orList(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
}
