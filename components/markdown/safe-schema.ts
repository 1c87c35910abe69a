import type { Options } from 'rehype-sanitize'

/**
 * The elements that a text of a stranger may become. Everything else falls away, with ids, styles, classes and event handlers.
 * Pictures keep their words only, never an address: nothing is ever fetched from elsewhere.
 */
export const safeSchema: Options = {
  tagNames: [
    'a',
    'blockquote',
    'br',
    'code',
    'del',
    'em',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
    'img',
    'input',
    'li',
    'ol',
    'p',
    'pre',
    'section',
    'strong',
    'sup',
    'table',
    'tbody',
    'td',
    'th',
    'thead',
    'tr',
    'ul',
  ],
  attributes: {
    a: ['href'],
    code: [['className', /^language-[\w+#.-]{1,40}$/, 'math-inline', 'math-display']],
    img: ['alt'],
    input: ['checked'],
    ol: ['start'],
    td: ['align'],
    th: ['align'],
  },
  protocols: { href: ['http', 'https', 'mailto'] },
  strip: ['script', 'style'],
}

/** The address of a link that may be followed, else null: http, https and mailto, absolute. */
export function safeAddress(href: string | undefined): string | null {
  return href !== undefined && /^(?:https?:\/\/|mailto:)/i.test(href) ? href : null
}
