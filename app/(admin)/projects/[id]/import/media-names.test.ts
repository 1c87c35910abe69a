import { describe, expect, test } from 'vitest'
import { namesInLines } from './media-names'

const file = (name: string, webkitRelativePath = '') => ({ name, webkitRelativePath })

function named(text: string, files: ReturnType<typeof file>[]): string[] {
  return [...namesInLines(text, files).values()]
}

describe('media chosen beside a file of tasks', () => {
  test('take the path by which the lines name them', () => {
    const lines = '{"id": "a", "image": "images/cat.png"}\n{"id": "b", "image": "images/dog 2.jpg"}\n'
    expect(named(lines, [file('cat.png'), file('dog 2.jpg')])).toEqual(['images/cat.png', 'images/dog 2.jpg'])
  })

  test('are found in CSV cells too', () => {
    expect(named('id,audio\na,clips/one.wav\n', [file('one.wav')])).toEqual(['clips/one.wav'])
  })

  test('keep their own name where no line names them', () => {
    expect(named('{"image": "images/cat.png"}', [file('bird.png')])).toEqual(['bird.png'])
  })

  test('are never guessed between two folders, but told apart by the folder they came with', () => {
    const lines = '{"image": "a/1.png"}\n{"image": "b/1.png"}\n'
    expect(named(lines, [file('1.png')])).toEqual(['1.png'])
    expect(named(lines, [file('1.png', 'set/b/1.png')])).toEqual(['b/1.png'])
  })
})
