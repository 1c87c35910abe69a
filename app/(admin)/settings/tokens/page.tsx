import type { Metadata } from 'next'
import { Page } from '@/components/admin/card'
import { TopBar } from '@/components/admin/top-bar'
import { listProjects } from '@/lib/server/projects/projects'
import { listTokens } from '@/lib/server/tokens/tokens'
import { load } from '../../load'
import { Tokens } from './tokens'

export const metadata: Metadata = { title: 'API tokens' }

export default async function TokensPage() {
  const { tokens, projects } = await load(async (actor) => ({
    tokens: await listTokens(actor),
    projects: await listProjects(actor),
  }))
  return (
    <>
      <TopBar crumbs={['API tokens']} />
      <Page title="API tokens" className="flex-1">
        <p className="max-w-170 text-muted">
          A token lets a script act for you, within its scopes: <code>Authorization: Bearer …</code> at{' '}
          <a href="/api/v1/openapi.json" className="text-accent-text underline">
            /api/v1
          </a>
          . It can do no more than you may yourself.
        </p>
        <Tokens tokens={tokens} projects={projects.map(({ id, name }) => ({ id, name }))} />
      </Page>
    </>
  )
}
