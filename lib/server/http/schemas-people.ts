import 'server-only'
import { z } from 'zod'
import { roles, scopes } from '@/lib/server/access/actor'
import { emailSchema, personNameSchema } from '@/lib/server/auth/email-address'
import { passwordSchema } from '@/lib/server/auth/passwords'
import { defineOperation } from './operation'
import { dateSchema, idParams, idSchema, nameSchema } from './schemas'

const tag = 'People'
const tokenSchema = z.string().min(1).max(200)

const person = z
  .object({
    id: idSchema,
    email: z.string(),
    name: z.string(),
    role: z.enum(roles),
    disabled: z.boolean(),
    createdAt: dateSchema,
  })
  .meta({ id: 'Person' })
const invitationLink = z
  .object({ id: idSchema, link: z.string(), expiresAt: dateSchema })
  .meta({ id: 'InvitationLink' })
const signedIn = z.object({ userId: idSchema })

export const setUp = defineOperation({
  id: 'setUp',
  method: 'POST',
  path: '/api/v1/setup',
  tag,
  open: true,
  status: 201,
  summary: 'Make the first admin with the one-time link of the terminal; signs in',
  body: z.strictObject({ token: tokenSchema, email: emailSchema, name: personNameSchema, password: passwordSchema }),
  reply: signedIn,
})

export const createUser = defineOperation({
  id: 'createUser',
  method: 'POST',
  path: '/api/v1/users',
  tag,
  status: 201,
  summary: 'Make an account with a password; without one, the reply holds an invitation link instead',
  body: z.strictObject({
    email: emailSchema,
    name: personNameSchema.optional(),
    role: z.enum(roles),
    projectId: idSchema.nullable().optional(),
    password: passwordSchema.optional(),
  }),
  reply: z.object({ user: person.nullable(), invitation: invitationLink.nullable() }),
})

export const listUsers = defineOperation({
  id: 'listUsers',
  method: 'GET',
  path: '/api/v1/users',
  tag,
  summary: 'Every account',
  query: z.strictObject({}),
  reply: z.object({ users: z.array(person) }),
})

export const readMe = defineOperation({
  id: 'readMe',
  method: 'GET',
  path: '/api/v1/users/me',
  tag,
  summary: 'One’s own account',
  reply: person,
})

export const changeUser = defineOperation({
  id: 'changeUser',
  method: 'PATCH',
  path: '/api/v1/users/{id}',
  tag,
  summary: 'Change the role of someone else, or disable the account; their sessions end',
  params: idParams,
  body: z.strictObject({ role: z.enum(roles).optional(), disabled: z.boolean().optional() }),
  reply: person,
})

export const endSessions = defineOperation({
  id: 'endSessions',
  method: 'DELETE',
  path: '/api/v1/users/{id}/sessions',
  tag,
  status: 204,
  summary: 'Sign a person out everywhere and revoke their tokens',
  params: idParams,
})

export const newPassword = defineOperation({
  id: 'newPassword',
  method: 'POST',
  path: '/api/v1/users/{id}/new-password',
  tag,
  status: 201,
  summary: 'A link by which the person sets a new password',
  params: idParams,
  reply: invitationLink,
})

export const invite = defineOperation({
  id: 'invite',
  method: 'POST',
  path: '/api/v1/invitations',
  tag,
  status: 201,
  summary: 'An invitation link for one address: seven days, one use. No e-mail is sent',
  body: z.strictObject({ email: emailSchema, role: z.enum(roles), projectId: idSchema.nullable().optional() }),
  reply: invitationLink,
})

export const listInvitations = defineOperation({
  id: 'listInvitations',
  method: 'GET',
  path: '/api/v1/invitations',
  tag,
  summary: 'Open invitations',
  query: z.strictObject({ projectId: idSchema.optional() }),
  reply: z.object({
    invitations: z.array(
      z.object({
        id: idSchema,
        email: z.string(),
        role: z.string(),
        projectId: idSchema.nullable(),
        expiresAt: dateSchema,
      }),
    ),
  }),
})

export const revokeInvitation = defineOperation({
  id: 'revokeInvitation',
  method: 'DELETE',
  path: '/api/v1/invitations/{id}',
  tag,
  status: 204,
  summary: 'Take an invitation back',
  params: idParams,
})

export const acceptInvitation = defineOperation({
  id: 'acceptInvitation',
  method: 'POST',
  path: '/api/v1/invitations/accept',
  tag,
  open: true,
  status: 201,
  summary: 'Make the account an invitation is for; signs in',
  body: z.strictObject({ token: tokenSchema, name: personNameSchema, password: passwordSchema }),
  reply: signedIn,
})

export const createToken = defineOperation({
  id: 'createToken',
  method: 'POST',
  path: '/api/v1/tokens',
  tag,
  status: 201,
  summary: 'An API token for oneself; shown once',
  body: z.strictObject({
    name: nameSchema,
    scopes: z.array(z.enum(scopes)).min(1, 'Name at least one scope.').max(scopes.length),
    projectId: idSchema.nullable().optional(),
    expiresInDays: z.number().int().min(1).max(3650).nullable().optional(),
  }),
  reply: z.object({
    id: idSchema,
    token: z.string(),
    scopes: z.array(z.enum(scopes)),
    projectId: idSchema.nullable(),
    expiresAt: dateSchema.nullable(),
  }),
})

export const listTokens = defineOperation({
  id: 'listTokens',
  method: 'GET',
  path: '/api/v1/tokens',
  tag,
  summary: 'One’s own tokens, without the secret part',
  reply: z.object({ tokens: z.array(z.looseObject({ id: idSchema, name: z.string() })) }),
})

export const revokeToken = defineOperation({
  id: 'revokeToken',
  method: 'DELETE',
  path: '/api/v1/tokens/{id}',
  tag,
  status: 204,
  summary: 'Revoke a token',
  params: idParams,
})

export const listAudit = defineOperation({
  id: 'listAudit',
  method: 'GET',
  path: '/api/v1/audit',
  tag,
  summary: 'What was done by whom, newest first; `before` is the `next` of the page before',
  query: z.strictObject({ projectId: idSchema.optional(), before: z.coerce.number().int().positive().optional() }),
  reply: z.object({
    events: z.array(z.looseObject({ seq: z.number().int(), action: z.string() })),
    next: z.number().int().nullable(),
  }),
})

export const verifyAudit = defineOperation({
  id: 'verifyAudit',
  method: 'GET',
  path: '/api/v1/audit/verify',
  tag,
  summary: 'Check the hash chain of the audit log',
  reply: z.looseObject({ intact: z.boolean() }),
})

export const readOpenapi = defineOperation({
  id: 'readOpenapi',
  method: 'GET',
  path: '/api/v1/openapi.json',
  tag: 'Instance',
  summary: 'This document',
  reply: z.looseObject({ openapi: z.string() }),
})
