import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { hasDollarFormula, withDollarFormulas } from './formulas'
import { howToShow } from './how-to-show'
import MarkdownBody from './markdown-body'
import MarkdownRichBody from './markdown-rich-body'

const bodies = [
  ['plain markdown', MarkdownBody],
  ['with code and formulas', MarkdownRichBody],
] as const

for (const [name, Body] of bodies) {
  const html = (text: string) => renderToStaticMarkup(<Body text={text} />)

  describe(name, () => {
    test('HTML in a text is shown as characters and never becomes an element', () => {
      const attack =
        '<img src=x onerror=alert(1)><script>document.title="taken"</script><b style="position:fixed">x</b>'
      expect(html(attack)).not.toMatch(/<(img|script|b)[\s>]/)
      expect(html(attack)).toContain('&lt;script&gt;')
      expect(html('Use the <nav> element, as in a < b.')).toContain('the &lt;nav&gt; element, as in a &lt; b.')
    })

    test('a picture from elsewhere is left out and said so', () => {
      const shown = html('![a cat](https://example.com/cat.png) and ![b][ref]\n\n[ref]: https://example.com/b.png')
      expect(shown).not.toContain('example.com')
      expect(shown).not.toContain('<img')
      expect(shown).toContain('A remote picture was left out: a cat')
    })

    test('links lead to http, https and mailto only, in a new tab that cannot reach back', () => {
      expect(html('[site](https://example.com/a)')).toMatch(
        /<a href="https:\/\/example\.com\/a" target="_blank" rel="noopener noreferrer/,
      )
      expect(html('[mail](mailto:a@example.com)')).toContain('href="mailto:a@example.com"')
      for (const address of [
        'javascript:alert(1)',
        'data:text/html,x',
        'vbscript:x',
        '/sign-out',
        '//example.com',
        'file:///etc/passwd',
        '#top',
        'java\nscript:x',
      ]) {
        expect(html(`[text](<${address}>)`), address).not.toContain('href')
      }
    })

    test('no id, class or style of the writer reaches the page', () => {
      const shown = html('note[^1]\n\n[^1]: below\n\n# Heading\n\n```js onclick=x\n1\n```')
      expect(shown).not.toMatch(/ id=| onclick| style="(?!color:var)/)
    })

    test('headings of a text stand below those of the page, whatever levels it skips', () => {
      expect(html('# One\n\n#### Two')).toBe(
        '<h3 dir="auto" data-level="1">One</h3>\n<h3 dir="auto" data-level="4">Two</h3>',
      )
    })

    test('tables, task lists and code stay readable', () => {
      expect(html('| a | b |\n|---|---|\n| 1 | 2 |')).toContain('<td>1</td>')
      expect(html('- [x] done\n- [ ] open')).toMatch(/aria-label="done".*aria-label="open"/s)
      expect(html('`a < b`')).toContain('<code>a &lt; b</code>')
    })
  })
}

describe('formulas', () => {
  const html = (text: string) => renderToStaticMarkup(<MarkdownRichBody text={text} />)

  test('are drawn, between dollars and as LaTeX writes them', () => {
    for (const text of ['$e^x$', '$$\ne^x\n$$', 'so \\(e^x\\) grows', '\\[e^x\\]'])
      expect(html(text)).toContain('class="katex')
  })

  test('sums of money stay money', () => {
    expect(html('It costs $5 and $10.')).toBe('<p dir="auto">It costs $5 and $10.</p>')
    expect(hasDollarFormula('US$5 to US$7')).toBe(false)
  })

  test('in code are code', () => {
    expect(withDollarFormulas('`\\(a\\)` and \\(b\\)')).toBe('`\\(a\\)` and $b$')
    expect(withDollarFormulas('```\n\\[a\\]\n```\n')).toBe('```\n\\[a\\]\n```\n')
  })

  test('cannot link, load or style', () => {
    const shown = html(
      '$\\href{javascript:alert(1)}{x} \\includegraphics{https://example.com/a.png} \\htmlStyle{color:red}{y}$',
    )
    expect(shown).not.toMatch(/<a |<img|style="color:red"/)
  })

  test('that multiply themselves are given up', () => {
    const started = performance.now()
    html(`$${'\\def\\a{\\a\\a}\\a'}$`)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('how a text is shown', () => {
  test('code and formulas ask for the rich body, other texts do not', () => {
    expect(howToShow('**bold**').as).toBe('markdown')
    expect(howToShow('```js\n1\n```').as).toBe('rich')
    expect(howToShow('$x$').as).toBe('rich')
  })

  const slow: [string, string][] = [
    ['stars', '*a '.repeat(10_000)],
    ['brackets', '['.repeat(20_000)],
    ['links', '[a]('.repeat(8_000)],
    ['nested quotes', '>'.repeat(5_000)],
    ['nested lists', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n')],
    ['backticks', Array.from({ length: 190 }, (_, n) => '`'.repeat(n)).join(' a ')],
    ['table', `|${'a|'.repeat(4_000)}\n|${'-|'.repeat(4_000)}\n`],
    ['dollars', '$'.repeat(199).concat(' a ').repeat(150)],
    ['angles', '<a '.repeat(9_000)],
    ['underscores', '_a__b_'.repeat(6_000)],
    ['emphasis', '**a *b '.repeat(5_000)],
    ['entities', '&#1;'.repeat(9_000)],
    ['autolinks', 'http://a.b?'.repeat(3_600)],
    ['mail', 'a@'.repeat(18_000)],
    ['footnotes', '[^1] '.repeat(7_000)],
    ['line breaks', '  \n'.repeat(13_000)],
    ['prose', 'A plain sentence, with **some** bold words and a [link](https://example.com).\n\n'.repeat(480)],
    ['code', `\`\`\`js\n${'const a = "b" + c // d\n'.repeat(1_300)}\n\`\`\``],
  ]
  for (const [name, text] of slow) {
    test(`${name}: a hostile text of ${text.length} characters does not hold up the page`, () => {
      const showing = howToShow(text)
      if (showing.as === 'plain') return
      const Body = showing.as === 'rich' ? MarkdownRichBody : MarkdownBody
      const started = performance.now()
      renderToStaticMarkup(<Body text={text} />)
      expect(performance.now() - started).toBeLessThan(3000)
    })
  }
})
