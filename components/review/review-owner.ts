/**
 * Under which name this device keeps a person's verdicts and their drafts: apart from what they label, and one name a project. Behind the person
 * stands the address of the review, where My work sends them.
 */
export function reviewOwner(userId: string, projectId: string): string {
  return `${userId}/review/${projectId}`
}

/** The project of such a name; null for any other. */
export function reviewedProject(owner: string, userId: string): string | null {
  const start = reviewOwner(userId, '')
  return owner.startsWith(start) && owner.length > start.length ? owner.slice(start.length) : null
}
