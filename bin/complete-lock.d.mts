interface LockEntry {
  optionalDependencies?: Record<string, string> | undefined
}

export function missingOptional(lock: {
  packages: Record<string, LockEntry>
}): Map<string, { version: string; dev: boolean }>
