interface Event {
  action: string
  subjectType: string
  subjectId: string
  projectId: string | null
  detail: unknown
}

const verbs: Record<string, string> = {
  'instance.first-admin': 'set this installation up',
  'project.create': 'made the project',
  'project.update': 'changed the project',
  'project.delete': 'deleted the project',
  'guidelines.publish': 'published guidelines of',
  'member.set': 'gave a role to',
  'member.remove': 'removed a member:',
  'batch.create': 'made a batch in',
  'batch.update': 'changed a batch of',
  'batch.discard': 'dropped the empty batch of a refused import in',
  'import-tasks': 'imported tasks into',
  'project.quality': 'changed the quality policy of',
  'labeler.standing': 'decided about a labeler of',
  'task.adjudicate': 'settled a task of',
  'task.adjudicate-anew': 'settled anew a task of',
  'task.adjudicate-undo': 'took back a verdict in',
  'task.send-to-review': 'sent a task to review in',
  'task.send-back': 'sent a task back to its labelers in',
  'export.create': 'made an export of',
  'export.push': 'pushed an export of',
  'export.delete': 'deleted the files of an export of',
  'token.create': 'made an API token',
  'token.revoke': 'revoked an API token',
  'invitation.create': 'made an invitation',
  'invitation.revoke': 'withdrew an invitation',
  'user.create': 'made the account of',
  'user.change': 'changed the account of',
  'user.end-sessions': 'signed out everywhere:',
  'user.join': 'joined',
  'user.join-refused': 'tried an invitation that is not open',
  'user.new-password': 'set a new password',
}

const itself = new Set(['user.join', 'user.new-password', 'instance.first-admin', 'user.join-refused'])

/** An entry as a sentence: what was done, and to what. Names come from what is there today, since the log itself holds none. */
export function auditSentence(event: Event, names: ReadonlyMap<string, string>): { what: string; thing: string } {
  const what = verbs[event.action] ?? event.action.replaceAll(/[.-]/g, ' ')
  if (itself.has(event.action)) return { what, thing: '' }
  const isPerson = event.subjectType === 'user' || event.subjectType === 'member'
  const about = isPerson ? names.get(event.subjectId) : names.get(event.projectId ?? event.subjectId)
  return { what, thing: about ?? (isPerson ? 'someone who is gone' : '') }
}
