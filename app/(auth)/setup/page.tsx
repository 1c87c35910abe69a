import { Check, TriangleAlert } from 'lucide-react'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Wordmark } from '@/components/layout/mark'
import { isHttps } from '@/lib/server/http/public-origin'
import { needsFirstAdmin } from '@/lib/server/setup/first-admin'
import { SetupForm } from './setup-form'

export const metadata: Metadata = { title: 'Create the first admin' }

export default async function SetupPage() {
  if (!(await needsFirstAdmin())) redirect('/sign-in')
  return (
    <div className="grid min-h-dvh bg-surface lg:grid-cols-2">
      <div className="flex flex-col px-5 py-8 sm:px-10">
        <Wordmark />
        <main className="flex flex-1 items-center justify-center py-10">
          <div className="w-full max-w-95">
            <h1 className="text-2xl">Create the first admin</h1>
            <p className="mt-1.5 mb-6.5 text-md text-muted">
              This link works once. After it, people come in by invitation.
            </p>
            <SetupForm />
          </div>
        </main>
      </div>
      <aside className="flex items-center justify-center border-line bg-bg p-10 max-lg:border-t lg:border-s">
        <div className="w-full max-w-105">
          <h2 className="mb-2.5">This machine</h2>
          <ul className="divide-y divide-line border-line border-y">
            <Fact title="Database ready" detail="Made and brought up to date by this start." />
            <Fact
              title="Secrets made"
              detail="In the data folder, readable only by the account that runs the server."
            />
            {isHttps() ? (
              <Fact title="HTTPS" detail="Cookies are sent over encrypted connections only." />
            ) : (
              <Fact
                title="No HTTPS yet"
                detail="Fine on this machine. Before others connect, put it behind a proxy."
                warns
              />
            )}
          </ul>
          <p className="mt-3 text-faint text-xs">Later: PostgreSQL and S3 by two settings, same build.</p>
        </div>
      </aside>
    </div>
  )
}

function Fact({ title, detail, warns = false }: { title: string; detail: string; warns?: boolean }) {
  const Icon = warns ? TriangleAlert : Check
  return (
    <li className="flex items-start gap-2.5 py-2.75">
      <Icon
        aria-hidden="true"
        className={warns ? 'mt-0.5 size-4 shrink-0 text-warn-text' : 'mt-0.5 size-4 shrink-0 text-success-text'}
        strokeWidth={1.75}
      />
      <span>
        <span className="block font-medium">{title}</span>
        <span className="block text-faint text-xs">{detail}</span>
      </span>
    </li>
  )
}
