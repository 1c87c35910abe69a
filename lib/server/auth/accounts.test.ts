import { beforeEach, expect, test } from 'vitest'
import { anonymous, system } from '@/lib/server/access/actor'
import { db } from '@/lib/server/db/db'
import { acceptInvitation, inviteUser, newPasswordLink, revokeInvitation } from '@/lib/server/invitations/invitations'
import { createFirstAdmin, setupLink } from '@/lib/server/setup/first-admin'
import { describeOnEachEngine, freshDatabase } from '@/lib/server/testing/engines'
import { givenProject, givenUser } from '@/lib/server/testing/given'
import { createToken, revokeToken } from '@/lib/server/tokens/tokens'
import { changeUser, createUser, endSessions } from '@/lib/server/users/users'
import { actorOf } from './actor-of'
import { checkCredentials, perAccount } from './check-credentials'
import { emailSchema } from './email-address'
import { openSession } from './sessions'

const password = 'correct horse battery'
const tokenOf = (link: string | null) => link?.split(/[#/]/).at(-1) ?? ''
const withCookie = (token: string) => actorOf(new Headers({ cookie: `concord.session=${token}` }))
const withBearer = (value: string) => actorOf(new Headers({ authorization: `Bearer ${value}` }))

describeOnEachEngine('accounts', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test('of twenty people who open the set-up link at once one becomes the first admin', async () => {
    const token = tokenOf(await setupLink())
    const tries = Array.from({ length: 20 }, (_, i) =>
      createFirstAdmin(anonymous, { token, email: `a${i}@example.org`, name: 'Ada', password }),
    )
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'not-found' })
    expect(await db.user.count()).toBe(1)
    expect(await setupLink()).toBeNull()
  })

  test('a wrong or outdated set-up link finds nothing', async () => {
    const first = tokenOf(await setupLink())
    const second = tokenOf(await setupLink())
    const person = { email: 'ada@example.org', name: 'Ada', password }
    await expect(createFirstAdmin(anonymous, { ...person, token: first })).rejects.toMatchObject({ code: 'not-found' })
    await expect(createFirstAdmin(anonymous, { ...person, token: `${second}x` })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(createFirstAdmin(anonymous, { ...person, token: second })).resolves.toMatchObject({})
  })

  test('a demoted person’s old cookie is worth nothing from the next request on', async () => {
    const admin = await givenUser({ role: 'admin' })
    const other = await givenUser({ role: 'admin' })
    const cookie = await openSession(other.id)
    expect(await withCookie(cookie)).toMatchObject({ kind: 'user', role: 'admin' })
    await changeUser(admin.actor, other.id, { role: 'labeler' })
    expect(await withCookie(cookie)).toEqual({ kind: 'anonymous' })
    expect(await withCookie(await openSession(other.id))).toMatchObject({ role: 'labeler' })
  })

  test('a disabled person has neither session nor token', async () => {
    const admin = await givenUser({ role: 'admin' })
    const other = await givenUser()
    const cookie = await openSession(other.id)
    const { token } = await createToken(other.actor, { name: 'script', scopes: ['label'] })
    await changeUser(admin.actor, other.id, { disabled: true })
    expect(await withCookie(cookie)).toEqual({ kind: 'anonymous' })
    await expect(withBearer(token)).rejects.toMatchObject({ code: 'not-signed-in' })
  })

  test('of two admins who demote each other at once one stays', async () => {
    const [a, b] = [await givenUser({ role: 'admin' }), await givenUser({ role: 'admin' })]
    const outcomes = await Promise.allSettled([
      changeUser(a.actor, b.id, { role: 'labeler' }),
      changeUser(b.actor, a.id, { role: 'labeler' }),
    ])
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    expect(await db.user.count({ where: { role: 'admin' } })).toBe(1)
  })

  test('signing out everywhere ends sessions and tokens', async () => {
    const person = await givenUser()
    const cookie = await openSession(person.id)
    const { token } = await createToken(person.actor, { name: 'script', scopes: ['label'] })
    await endSessions(person.actor, person.id)
    expect(await withCookie(cookie)).toEqual({ kind: 'anonymous' })
    await expect(withBearer(token)).rejects.toMatchObject({ code: 'not-signed-in' })
  })

  test('broken bearer tokens are refused as unknown', async () => {
    for (const token of ['%', '%%', 'x'.repeat(1_000_000), `concord_${'a'.repeat(43)}`]) {
      await expect(withBearer(token)).rejects.toMatchObject({ code: 'not-signed-in' })
    }
  })

  test('a revoked or outdated token is refused', async () => {
    const person = await givenUser()
    const { id, token } = await createToken(person.actor, { name: 'script', scopes: ['label'], expiresInDays: 1 })
    expect(await withBearer(token)).toMatchObject({ via: 'token', scopes: ['label'] })
    await db.apiToken.update({ where: { id }, data: { expiresAt: new Date(0) } })
    await expect(withBearer(token)).rejects.toMatchObject({ code: 'not-signed-in' })
    const second = await createToken(person.actor, { name: 'script', scopes: ['label'] })
    await revokeToken(person.actor, second.id)
    await expect(withBearer(second.token)).rejects.toMatchObject({ code: 'not-signed-in' })
  })

  test('a labeler’s token labels and does nothing else', async () => {
    const labeler = await givenUser()
    await expect(createToken(labeler.actor, { name: 'x', scopes: ['all'] })).rejects.toMatchObject({
      code: 'not-allowed',
    })
    await expect(createToken(labeler.actor, { name: 'x', scopes: ['label'] })).resolves.toMatchObject({
      scopes: ['label'],
    })
  })

  test('an invitation gives its own role and project, once', async () => {
    const manager = await givenUser({ role: 'manager' })
    const project = await givenProject({ access: 'members', members: [{ userId: manager.id, role: 'manager' }] })
    const { link } = await inviteUser(manager.actor, {
      email: 'lea@example.org',
      role: 'reviewer',
      projectId: project.id,
    })
    const accept = () => acceptInvitation(anonymous, { token: tokenOf(link), name: 'Lea', password })
    const outcomes = await Promise.allSettled([accept(), accept(), accept()])
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    const lea = await db.user.findUniqueOrThrow({ where: { email: 'lea@example.org' }, include: { memberships: true } })
    expect(lea).toMatchObject({ role: 'reviewer', memberships: [{ projectId: project.id, role: 'reviewer' }] })
    await expect(accept()).rejects.toMatchObject({ code: 'gone' })
  })

  test('an invitation is gone when revoked, outdated, or its maker has left', async () => {
    const admin = await givenUser({ role: 'admin' })
    const maker = await givenUser({ role: 'admin' })
    const invited = async (name: string) => inviteUser(maker.actor, { email: `${name}@example.org`, role: 'labeler' })
    const accept = ({ link }: { link: string }) =>
      acceptInvitation(anonymous, { token: tokenOf(link), name: 'Lea', password })
    const [revoked, outdated, orphaned] = [await invited('a'), await invited('b'), await invited('c')]
    await revokeInvitation(maker.actor, revoked.id)
    await expect(accept(revoked)).rejects.toMatchObject({ code: 'gone' })
    await db.invitation.update({ where: { id: outdated.id }, data: { expiresAt: new Date(0) } })
    await expect(accept(outdated)).rejects.toMatchObject({ code: 'gone' })
    await changeUser(admin.actor, maker.id, { disabled: true })
    await expect(accept(orphaned)).rejects.toMatchObject({ code: 'gone' })
  })

  test('an invitation never enters an account that came to be meanwhile', async () => {
    const { link } = await inviteUser(system, { email: 'lea@example.org', role: 'labeler' })
    await createUser(system, { email: 'lea@example.org', name: 'Lea', role: 'admin', password })
    await expect(
      acceptInvitation(anonymous, { token: tokenOf(link), name: 'Eve', password: 'another password' }),
    ).rejects.toMatchObject({ code: 'gone' })
    await expect(checkCredentials({ email: 'lea@example.org', password }, 'here')).resolves.toMatchObject({
      name: 'Lea',
    })
  })

  test('a new-password link ends the old sessions', async () => {
    const user = await createUser(system, { email: 'lea@example.org', name: 'Lea', role: 'labeler', password })
    const cookie = await openSession(user.id)
    const { link } = await newPasswordLink(system, user.id)
    await acceptInvitation(anonymous, { token: tokenOf(link), name: 'ignored', password: 'another password' })
    expect(await withCookie(cookie)).toEqual({ kind: 'anonymous' })
    await expect(
      checkCredentials({ email: 'lea@example.org', password: 'another password' }, 'here'),
    ).resolves.toMatchObject({ name: 'Lea' })
  })

  test('a manager invites neither admins nor into a project that is not theirs', async () => {
    const manager = await givenUser({ role: 'manager' })
    const own = await givenProject({ access: 'members', members: [{ userId: manager.id, role: 'manager' }] })
    const foreign = await givenProject({ access: 'members' })
    const email = 'lea@example.org'
    await expect(inviteUser(manager.actor, { email, role: 'admin', projectId: own.id })).rejects.toMatchObject({
      code: 'not-allowed',
    })
    await expect(inviteUser(manager.actor, { email, role: 'labeler' })).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(inviteUser(manager.actor, { email, role: 'labeler', projectId: foreign.id })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('guessing a password ends after ten tries, also when they come at once and after a restart', async () => {
    await createUser(system, { email: 'lea@example.org', name: 'Lea', role: 'labeler', password })
    const guess = () => checkCredentials({ email: 'lea@example.org', password: 'wrong' }, '192.0.2.1')
    const outcomes = await Promise.allSettled(Array.from({ length: 15 }, guess))
    const codes = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'in'))
    expect(codes.filter((code) => code === 'not-signed-in')).toHaveLength(perAccount.attempts)
    expect(codes.filter((code) => code === 'too-many')).toHaveLength(5)
    await expect(checkCredentials({ email: 'lea@example.org', password }, '192.0.2.1')).rejects.toMatchObject({
      code: 'too-many',
    })
  })

  test('a whole office may sign in from one address, but not guess from it', async () => {
    await createUser(system, { email: 'lea@example.org', name: 'Lea', role: 'labeler', password })
    for (let i = 0; i < 3; i++) await checkCredentials({ email: 'lea@example.org', password }, '192.0.2.1')
    expect(await db.setting.findMany({ where: { key: { startsWith: 'limit:' } } })).toMatchObject([{ value: '[]' }])
    const guesses = Array.from({ length: 105 }, (_, i) =>
      checkCredentials({ email: `guess${i}@`, password: 'x' }, '192.0.2.1'),
    )
    const outcomes = await Promise.allSettled(guesses)
    expect(
      outcomes.filter((outcome) => outcome.status === 'rejected' && outcome.reason.code === 'too-many'),
    ).toHaveLength(5)
  })

  test('an unknown account and a wrong password get the same answer', async () => {
    await createUser(system, { email: 'lea@example.org', name: 'Lea', role: 'labeler', password })
    const errorOf = (email: string) =>
      checkCredentials({ email, password: 'wrong' }, 'here').catch((error: unknown) => error)
    expect(await errorOf('lea@example.org')).toEqual(await errorOf('nobody@example.org'))
  })
})

test('look-alike addresses are one account or none', () => {
  expect(emailSchema.parse(' Lea＠Example.ORG ')).toBe('lea@example.org')
  for (const wrong of [
    '"lea x"@example.org',
    'a@b@c.org',
    'a@example.org,b@example.org',
    'a@example.org b@example.org',
    'lea',
    '@example.org',
    'lea@',
    'le\u0000a@example.org',
  ]) {
    expect(emailSchema.safeParse(wrong).success, wrong).toBe(false)
  }
})
