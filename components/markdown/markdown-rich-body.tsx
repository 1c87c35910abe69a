import './markdown.css'
import 'katex/dist/katex.min.css'
import ReactMarkdown from 'react-markdown'
import rehypeHighlight from 'rehype-highlight'
import rehypeKatex from 'rehype-katex'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import { elements } from './elements'
import { hasDollarFormula, withDollarFormulas } from './formulas'
import { htmlAsText } from './html-as-text'
import { safeSchema } from './safe-schema'

/** No links, pictures, classes or HTML from a formula; macros and sizes that cannot blow up. A formula with a mistake is shown in red as written. */
const formulas = {
  trust: false,
  strict: 'ignore',
  throwOnError: false,
  maxExpand: 200,
  maxSize: 20,
  errorColor: 'var(--danger-text)',
}

/** Text with formulas and coloured code. The order matters: cleaning after the formulas would strip them. */
export default function MarkdownRichBody({ text }: { text: string }) {
  const source = withDollarFormulas(text)
  const dollars = { singleDollarTextMath: hasDollarFormula(source) }
  return (
    <ReactMarkdown
      remarkPlugins={[remarkGfm, [remarkMath, dollars]]}
      rehypePlugins={[
        [rehypeSanitize, safeSchema],
        [rehypeKatex, formulas],
        [rehypeHighlight, { detect: false }],
      ]}
      remarkRehypeOptions={htmlAsText}
      components={elements}
    >
      {source}
    </ReactMarkdown>
  )
}
