import { describe, expect, test } from 'vitest'
import { call } from './labeling-api'

const asked = (reply: () => Response) =>
  call(
    async () => reply(),
    'POST',
    '/x',
    {},
    (value) => {
      if (typeof value !== 'number') throw new TypeError('unknown form')
      return value
    },
  )
const page = (status: number) => () => new Response('<html>', { status })

describe('a reply', () => {
  test('that is no JSON did not come from our server, whatever its status: the answer waits', async () => {
    for (const status of [200, 403, 404, 502])
      expect(await asked(page(status)), String(status)).toMatchObject({ is: 'unreachable' })
  })

  test('that says too large is final, also from a proxy', async () => {
    expect(await asked(page(413))).toMatchObject({ is: 'refused', status: 413 })
  })

  test('in a form that this page does not know asks to load the page anew', async () => {
    const reply = await asked(() => Response.json('else'))
    expect(reply).toMatchObject({ is: 'refused', code: 'unknown-form' })
  })

  test('of our own is taken as it says', async () => {
    expect(await asked(() => Response.json(3))).toEqual({ is: 'ok', value: 3 })
    const gone = { type: 'x', status: 404, detail: 'No such task.', code: 'not-found' }
    expect(await asked(() => Response.json(gone, { status: 404 }))).toMatchObject({
      is: 'refused',
      message: 'No such task.',
    })
    expect(await asked(page(401))).toEqual({ is: 'signed-out' })
  })
})
