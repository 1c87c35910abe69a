import 'server-only'

/** What a failed sign-in says. Only the code travels in the address, so nobody can make our page say something else. */
const sentences = {
  CredentialsSignin: 'E-mail address and password do not match an account here.',
  TooManyTries: 'Too many attempts. Wait a few minutes, then try again.',
  NotInvited: 'This account is not invited here. Ask an admin for an invitation link.',
  EmailNotVerified: 'Your identity provider has not verified your e-mail address. Verify it there, then try again.',
  HasPassword: 'An account with your address signs in by password here. Sign in with it.',
  AccountDisabled: 'This account is disabled. Ask an admin of this installation.',
} as const

export type SignInErrorCode = keyof typeof sentences

export function signInErrorSentence(code: string): string {
  return Object.entries(sentences).find(([known]) => known === code)?.[1] ?? 'Signing in did not work. Try again.'
}

export function signInErrorPath(code: SignInErrorCode): string {
  return `/sign-in?error=${code}`
}
