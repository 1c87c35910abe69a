'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Card } from '@/components/admin/card'
import { Notice } from '@/components/admin/notice'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { deleteProjectAction } from '../../../actions'

export function DeleteProject({ id, name }: { id: string; name: string }) {
  const router = useRouter()
  const [asking, setAsking] = useState(false)
  const { run, isSending, refusal } = useAction(deleteProjectAction, () => router.push('/projects'))
  return (
    <Card title="Delete this project">
      <div className="flex flex-wrap items-center justify-between gap-3 border-line border-t p-4">
        <p className="text-muted">Hidden from everyone at once. Its rows are kept on the server.</p>
        <Button variant="danger" onPress={() => setAsking(true)}>
          Delete the project
        </Button>
      </div>
      <Dialog
        isOpen={asking}
        onOpenChange={setAsking}
        title={`Delete ${name}?`}
        footer={
          <>
            <Button onPress={() => setAsking(false)}>Keep it</Button>
            <Button variant="danger" waiting={isSending} onPress={() => void run({ id })}>
              Delete the project
            </Button>
          </>
        }
      >
        Nobody can open it, label in it or export it any more. Its answers stay in the database; who runs the server can
        bring it back.
        {refusal ? (
          <Notice tone="danger" className="mt-3">
            {refusal.message}
          </Notice>
        ) : null}
      </Dialog>
    </Card>
  )
}
