import { expect, test } from 'vitest'
import { inUploadPlace } from './upload-places'

test('a fifth upload of one person waits for another to finish, and keeps nobody else out', async () => {
  let finish = () => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  const four = Array.from({ length: 4 }, () => inUploadPlace('lea', () => finished))
  await expect(inUploadPlace('lea', async () => 'in')).rejects.toMatchObject({
    code: 'too-many',
    detail: { retryAfterSeconds: 10 },
  })
  await expect(inUploadPlace('bob', async () => 'in')).resolves.toBe('in')
  finish()
  await Promise.all(four)
  await expect(inUploadPlace('lea', async () => 'in')).resolves.toBe('in')
})

test('a failed upload gives its place back', async () => {
  const failing = () => inUploadPlace('lea', () => Promise.reject(new Error('broken')))
  for (let i = 0; i < 6; i++) await expect(failing()).rejects.toThrow('broken')
})
