import 'server-only'
import type { ErrorCode } from '@/lib/core/errors'
import type { Role, Scope } from './actor'

/** What a right is measured against: the instance, a document that every account may read, a project, a person or an assignment. */
type Subject = 'instance' | 'document' | 'project' | 'person' | 'assignment'

export interface Permission {
  subject: Subject
  /** Roles that may do it to their own thing (project, self, assignment), or at all when the subject is the instance. */
  own: readonly Role[]
  /** Roles that may do it to someone else's. */
  foreign: readonly Role[]
  /** Scopes of an API token that open it; `all` always does. */
  scopes: readonly Scope[]
  /** How a refusal reads to someone who may know that the thing exists. Strangers get not-found. */
  denied: ErrorCode
}

const everyone = ['admin', 'manager', 'reviewer', 'labeler'] as const
const judges = ['admin', 'manager', 'reviewer'] as const
const managers = ['admin', 'manager'] as const
const admins = ['admin'] as const
const nobody = [] as const

const manage = { scopes: ['manage'], denied: 'not-allowed' } as const
const look = { scopes: ['read', 'manage'], denied: 'not-found' } as const
const label = { scopes: ['label'], denied: 'not-found' } as const

/** The one table of rights. Each line is a row (or two) of permissions.csv, which the tests read. */
export const permissions = {
  'read-openapi': {
    subject: 'document',
    own: everyone,
    foreign: nobody,
    scopes: ['label', 'read', 'manage', 'exports:write'],
    denied: 'not-signed-in',
  },

  'create-user': { ...manage, subject: 'instance', own: admins, foreign: nobody },
  'invite-member': { ...manage, subject: 'project', own: managers, foreign: admins },
  'list-users': {
    subject: 'instance',
    own: admins,
    foreign: nobody,
    scopes: ['read', 'manage'],
    denied: 'not-allowed',
  },
  'list-members': {
    subject: 'project',
    own: managers,
    foreign: admins,
    scopes: ['read', 'manage'],
    denied: 'not-allowed',
  },
  'change-user': { ...manage, subject: 'person', own: nobody, foreign: admins },
  'end-sessions': { ...manage, subject: 'person', own: everyone, foreign: admins },
  'create-token': { ...manage, subject: 'person', own: ['admin', 'manager', 'labeler'], foreign: nobody },
  'create-exporter-token': { ...manage, subject: 'project', own: managers, foreign: admins },
  'export-person': { ...manage, subject: 'person', own: everyone, foreign: admins },
  'erase-person': { ...manage, subject: 'person', own: nobody, foreign: admins },

  'create-project': { ...manage, subject: 'instance', own: managers, foreign: nobody },
  'read-project': {
    subject: 'project',
    own: everyone,
    foreign: admins,
    scopes: ['label', 'read', 'manage', 'exports:write'],
    denied: 'not-found',
  },
  'update-project': { ...manage, subject: 'project', own: managers, foreign: admins },
  'delete-project': { ...manage, subject: 'project', own: admins, foreign: admins },
  'change-members': { ...manage, subject: 'project', own: managers, foreign: admins },

  'create-batch': { ...manage, subject: 'project', own: managers, foreign: admins },
  'import-tasks': { ...manage, subject: 'project', own: managers, foreign: admins },
  'import-from-store': { ...manage, subject: 'project', own: managers, foreign: admins },
  'update-batch': { ...manage, subject: 'project', own: managers, foreign: admins },
  'upload-media': { ...manage, subject: 'project', own: managers, foreign: admins },
  'read-media': { ...look, subject: 'project', own: judges, foreign: admins },
  'read-assigned-media': {
    subject: 'assignment',
    own: everyone,
    foreign: nobody,
    scopes: ['label', 'read'],
    denied: 'not-found',
  },
  'read-task': {
    subject: 'project',
    own: managers,
    foreign: admins,
    scopes: ['read', 'manage'],
    denied: 'not-allowed',
  },

  claim: { ...label, subject: 'project', own: everyone, foreign: nobody },
  'read-assignment': {
    subject: 'assignment',
    own: everyone,
    foreign: managers,
    scopes: ['label', 'read', 'manage'],
    denied: 'not-found',
  },
  'answer-assignment': { ...label, subject: 'assignment', own: everyone, foreign: nobody },
  'undo-annotation': { ...label, subject: 'assignment', own: everyone, foreign: nobody },
  'read-annotations': { ...look, subject: 'project', own: judges, foreign: admins },
  adjudicate: { ...manage, subject: 'project', own: judges, foreign: nobody },
  'set-gold': { ...manage, subject: 'project', own: managers, foreign: admins },
  'exclude-labeler': { ...manage, subject: 'project', own: managers, foreign: admins },
  'reveal-identity': { ...manage, subject: 'project', own: admins, foreign: admins },

  'read-agreement': {
    subject: 'project',
    own: judges,
    foreign: admins,
    scopes: ['read', 'manage', 'exports:write'],
    denied: 'not-found',
  },
  'read-labeler-quality': {
    subject: 'project',
    own: managers,
    foreign: admins,
    scopes: ['read', 'manage'],
    denied: 'not-allowed',
  },
  'create-export': {
    subject: 'project',
    own: managers,
    foreign: admins,
    scopes: ['manage', 'exports:write'],
    denied: 'not-allowed',
  },
  'read-export': {
    subject: 'project',
    own: managers,
    foreign: admins,
    scopes: ['read', 'manage', 'exports:write'],
    denied: 'not-found',
  },
  'delete-export': { ...manage, subject: 'project', own: managers, foreign: admins },
  'push-export': { ...manage, subject: 'project', own: managers, foreign: admins },
  'read-project-audit': {
    subject: 'project',
    own: managers,
    foreign: admins,
    scopes: ['read', 'manage'],
    denied: 'not-allowed',
  },
  'read-audit': {
    subject: 'instance',
    own: admins,
    foreign: nobody,
    scopes: ['read', 'manage'],
    denied: 'not-allowed',
  },
  'load-demo': { ...manage, subject: 'instance', own: admins, foreign: nobody },
} as const satisfies Record<string, Permission>

export type Action = keyof typeof permissions
