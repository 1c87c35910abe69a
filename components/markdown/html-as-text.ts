import type { Options } from 'react-markdown'

/** HTML in a text is not carried out and not lost either: a labeler sees the characters, a block of them as code. */
export const htmlAsText: NonNullable<Options['remarkRehypeOptions']> = {
  handlers: {
    html(_state, node: { value: string }, parent?: { type: string }) {
      const text = { type: 'text' as const, value: node.value }
      if (parent?.type === 'paragraph') return text
      const code = { type: 'element' as const, tagName: 'code', properties: {}, children: [text] }
      return { type: 'element' as const, tagName: 'pre', properties: {}, children: [code] }
    },
  },
}
