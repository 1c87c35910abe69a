import { afterEach, expect, test, vi } from 'vitest'
import { isOurOrigin, ownPath, publicOrigin } from './public-origin'

afterEach(() => vi.unstubAllEnvs())

test.each([
  ['/queues?x=1#y', '/queues?x=1#y'],
  ['http://localhost:3000/projects', '/projects'],
  ['', '/'],
  [null, '/'],
  ['https://evil.example/', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['\\\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/\n/evil.example', '/'],
  [' //evil.example', '/'],
  ['http://localhost:3000@evil.example/', '/'],
  ['http://user@localhost:3000/x', '/'],
  ['http://localhost:3000.evil.example/', '/'],
  ['http://localhost:3000//evil.example', '/'],
  ['/.//evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['data:text/html,x', '/'],
  ['http://', '/'],
])('after signing in %s leads to %s', (callbackUrl, path) => {
  expect(ownPath(callbackUrl)).toBe(path)
})

test('with PUBLIC_URL set, only that origin is ours', () => {
  vi.stubEnv('PUBLIC_URL', 'https://label.example.org/some/path')
  expect(publicOrigin()).toBe('https://label.example.org')
  expect(isOurOrigin('https://label.example.org')).toBe(true)
  expect(isOurOrigin('http://localhost:3000')).toBe(false)
  expect(isOurOrigin('http://label.example.org')).toBe(false)
})
