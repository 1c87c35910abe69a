import NextAuth from 'next-auth'
import { authOptions } from '@/lib/server/auth/auth-options'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

/** Options are made at each request: address, secret and provider come from the environment of the running server, not of the build. */
async function handler(request: Request, context: Context): Promise<Response> {
  return NextAuth(authOptions())(request, context)
}

export { handler as GET, handler as POST }
