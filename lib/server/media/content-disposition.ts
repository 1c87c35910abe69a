import 'server-only'

/** RFC 6266: an ASCII name for old readers, the true one by RFC 5987. Nothing in a name can end the header. */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const file = name.split('/').at(-1) ?? name
  const ascii = file.replace(/[^\x20-\x7e]|["\\]/g, '_')
  const encoded = encodeURIComponent(file).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
