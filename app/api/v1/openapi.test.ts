import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openapiDocument, operations } from '@/lib/server/http/openapi'

/** `/api/v1/projects/{id}` → `app/api/v1/projects/[id]/route.ts` */
function routeFile(path: string): string {
  const plain = `app${path.replaceAll(/\{(\w+)\}/g, '[$1]')}/route.ts`
  return existsSync(plain) ? plain : plain.replace(/\[(\w+)\]\/route\.ts$/, '[...$1]/route.ts')
}

test('every documented call has its route, and every route is documented', () => {
  const documented = new Set<string>()
  for (const { method, path } of operations) {
    const file = routeFile(path)
    expect(existsSync(file), `${method} ${path}`).toBe(true)
    expect(readFileSync(file, 'utf8'), `${method} ${path}`).toMatch(new RegExp(`(const|as) ${method}\\b`))
    documented.add(`${method} ${file}`)
  }
  const files = ['app/api/v1', 'app/api/media']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith('/route.ts') && !file.includes('[...unknown]'))
  const present = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/export const (GET|POST|PUT|PATCH|DELETE)\b/g)].map(
      ([, method]) => `${method} ${file}`,
    ),
  )
  expect(present.filter((route) => !documented.has(route))).toEqual([])
})

test('the document is OpenAPI 3.1 and names each call once', () => {
  const document = openapiDocument()
  expect(document.openapi).toBe('3.1.0')
  const ids = operations.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(JSON.stringify(document)).toContain('"application/problem+json"')
})
