import { ImageOff } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Components } from 'react-markdown'
import { safeAddress } from './safe-schema'

/** How the elements of a text are drawn. Headings all stand one level below those of the page: a text may skip levels, the page's outline may not. Each block takes its own direction. */
export const elements: Components = {
  a: ({ href, children }) => <Link href={safeAddress(href)}>{children}</Link>,
  img: ({ alt }) => <LeftOutPicture words={alt ?? ''} />,
  input: ({ checked }) => (
    <span role="img" aria-label={checked ? 'done' : 'open'}>
      {checked ? '☑' : '☐'}
    </span>
  ),
  h1: ({ children }) => <Heading level={1}>{children}</Heading>,
  h2: ({ children }) => <Heading level={2}>{children}</Heading>,
  h3: ({ children }) => <Heading level={3}>{children}</Heading>,
  h4: ({ children }) => <Heading level={4}>{children}</Heading>,
  h5: ({ children }) => <Heading level={5}>{children}</Heading>,
  h6: ({ children }) => <Heading level={6}>{children}</Heading>,
  p: ({ children }) => <p dir="auto">{children}</p>,
  li: ({ children }) => <li dir="auto">{children}</li>,
  blockquote: ({ children }) => <blockquote dir="auto">{children}</blockquote>,
  // A head without words names nothing.
  th: ({ children }) => (children ? <th>{children}</th> : <td className="head" />),
  pre: ({ children }) => (
    <Scrolling name="Code">
      <pre dir="ltr">{children}</pre>
    </Scrolling>
  ),
  table: ({ children }) => (
    <Scrolling name="Table">
      <table dir="auto">{children}</table>
    </Scrolling>
  ),
}

function Heading({ level, children }: { level: number; children: ReactNode }) {
  return (
    <h3 dir="auto" data-level={level}>
      {children}
    </h3>
  )
}

function Link({ href, children }: { href: string | null; children: ReactNode }) {
  if (href === null) return <span>{children}</span>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc" referrerPolicy="no-referrer" title={href}>
      {children}
    </a>
  )
}

function LeftOutPicture({ words }: { words: string }) {
  return (
    <span className="left-out">
      <ImageOff aria-hidden="true" className="size-3.5 shrink-0" strokeWidth={1.75} />
      <span>A remote picture was left out{words === '' ? '' : `: ${words}`}</span>
    </span>
  )
}

/** Wide content scrolls inside its own box, by key too. */
function Scrolling({ name, children }: { name: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without a tab stop what is cut off cannot be reached by key (WCAG 2.1.1)
    <figure className="scrolling" aria-label={name} tabIndex={0}>
      {children}
    </figure>
  )
}
