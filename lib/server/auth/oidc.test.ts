import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { system } from '@/lib/server/access/actor'
import { db } from '@/lib/server/db/db'
import { inviteUser } from '@/lib/server/invitations/invitations'
import { describeOnEachEngine, freshDatabase } from '@/lib/server/testing/engines'
import { givenProject } from '@/lib/server/testing/given'
import { changeUser, createUser } from '@/lib/server/users/users'
import { userOfIdentity } from './oidc'

const issuer = 'https://id.example.org'
const lea = { sub: 'lea-1', email: 'lea@example.org', email_verified: true, name: 'Lea' }

describeOnEachEngine('people from an identity provider', (engine) => {
  beforeEach(() => freshDatabase(engine))
  afterEach(() => vi.unstubAllEnvs())

  test('who is not invited does not come in', async () => {
    expect(await userOfIdentity(issuer, lea)).toEqual({ refused: 'NotInvited' })
    expect(await db.user.count()).toBe(0)
  })

  test('who is invited comes in once, with the role and project of the invitation', async () => {
    const project = await givenProject({ access: 'members' })
    await inviteUser(system, { email: lea.email, role: 'reviewer', projectId: project.id })
    const first = await userOfIdentity(issuer, lea)
    expect(await userOfIdentity(issuer, { ...lea, email: 'moved@example.org' })).toEqual(first)
    const user = await db.user.findUniqueOrThrow({ where: { email: lea.email }, include: { memberships: true } })
    expect(first).toEqual({ userId: user.id })
    expect(user).toMatchObject({ role: 'reviewer', memberships: [{ projectId: project.id, role: 'reviewer' }] })
    expect(await db.invitation.count({ where: { usedAt: null } })).toBe(0)
  })

  test('an address the provider has not verified opens nothing', async () => {
    await inviteUser(system, { email: lea.email, role: 'admin' })
    expect(await userOfIdentity(issuer, { ...lea, email_verified: false })).toEqual({ refused: 'EmailNotVerified' })
    expect(await userOfIdentity(issuer, { sub: 'x', email: lea.email })).toEqual({ refused: 'EmailNotVerified' })
    expect(await userOfIdentity(issuer, { ...lea, email_verified: 'true' })).toEqual({ refused: 'EmailNotVerified' })
  })

  test('an account with a password is never entered through its address', async () => {
    await createUser(system, { email: lea.email, name: 'Lea', role: 'admin', password: 'correct horse battery' })
    expect(await userOfIdentity(issuer, lea)).toEqual({ refused: 'HasPassword' })
    expect(await db.identity.count()).toBe(0)
  })

  test('the same subject of another issuer is another person', async () => {
    vi.stubEnv('OIDC_ALLOWED_DOMAINS', 'example.org')
    const first = await userOfIdentity(issuer, lea)
    expect(first).toHaveProperty('userId')
    const second = await userOfIdentity('https://other.example.org', { ...lea, email: 'eve@example.org' })
    expect(second).toHaveProperty('userId')
    expect(second).not.toEqual(first)
  })

  test('an allowed domain makes labelers, a look-alike domain nobody', async () => {
    vi.stubEnv('OIDC_ALLOWED_DOMAINS', 'example.org')
    expect(await userOfIdentity(issuer, { ...lea, sub: 'x', email: 'x@evil-example.org' })).toEqual({
      refused: 'NotInvited',
    })
    expect(await userOfIdentity(issuer, { ...lea, sub: 'y', email: 'y@example.org.evil.example' })).toEqual({
      refused: 'NotInvited',
    })
    await userOfIdentity(issuer, lea)
    expect(await db.user.findMany({ select: { role: true } })).toEqual([{ role: 'labeler' }])
  })

  test('a disabled account stays out', async () => {
    vi.stubEnv('OIDC_ALLOWED_DOMAINS', 'example.org')
    await userOfIdentity(issuer, lea)
    const { id } = await db.user.findUniqueOrThrow({ where: { email: lea.email } })
    await changeUser(system, id, { disabled: true })
    expect(await userOfIdentity(issuer, lea)).toEqual({ refused: 'AccountDisabled' })
  })

  test('of two first sign-ins at once one makes the account, and both are that person', async () => {
    vi.stubEnv('OIDC_ALLOWED_DOMAINS', 'example.org')
    const [a, b] = await Promise.all([userOfIdentity(issuer, lea), userOfIdentity(issuer, lea)])
    expect(a).toEqual(b)
    expect(await db.user.count()).toBe(1)
  })
})
