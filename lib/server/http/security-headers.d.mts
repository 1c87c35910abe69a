/** Headers of every reply. */
export function securityHeaders(): { key: string; value: string }[]
