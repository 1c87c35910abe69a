import { type Command, Option } from 'commander'
import { moveMedia } from '@/lib/server/media/move-media'
import { withDatabase } from './with-database'

/** `concord media move --to s3`: copies the files to the other store. */
export function registerMedia(program: Command): void {
  program
    .command('media')
    .description('Images and recordings of this installation.')
    .command('move')
    .description('Copy all of them to the object store or back to the folder. Stop the server first; safe to repeat.')
    .addOption(new Option('--to <store>', 'where to').choices(['s3', 'folder']).makeOptionMandatory())
    .action(async ({ to }: { to: 's3' | 'folder' }) => {
      const say = (line: string) => process.stderr.write(`${line}\n`)
      const { copied, present, bytes } = await withDatabase(() => moveMedia(to, say))
      process.stdout.write(
        `Copied ${copied} files (${bytes} bytes); ${present} were there already. Set CONCORD_MEDIA=${to} and start the server. The files where they came from are still there.\n`,
      )
    })
}
