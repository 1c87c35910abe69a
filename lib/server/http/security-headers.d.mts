/** Headers of every reply. */
export function securityHeaders(): { key: string; value: string }[]

/** For `headers()` of next.config.js. */
export function headerRules(): { source: string; headers: { key: string; value: string }[] }[]
