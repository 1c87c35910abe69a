import './markdown.css'
import ReactMarkdown from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import { elements } from './elements'
import { htmlAsText } from './html-as-text'
import { safeSchema } from './safe-schema'

/** Text without fenced code and formulas, laid out. Raw HTML is shown as the characters it is. */
export default function MarkdownBody({ text }: { text: string }) {
  return (
    <ReactMarkdown
      remarkPlugins={[remarkGfm]}
      rehypePlugins={[[rehypeSanitize, safeSchema]]}
      remarkRehypeOptions={htmlAsText}
      components={elements}
    >
      {text}
    </ReactMarkdown>
  )
}
