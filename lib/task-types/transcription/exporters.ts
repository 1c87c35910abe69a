import type { Exporter } from '@/lib/core/export/contract'
import { rawAnnotations } from '@/lib/task-types/raw-annotations'
import { nemo } from './nemo'
import type { Answer, Config, Payload } from './schema'
import { audiofolder, commonVoice, kaldi, srt } from './speech-folders'
import { segmentColumns, segmentRows, transcriptTable } from './transcript-table'
import { webvtt } from './webvtt'

export const exporters: Record<string, Exporter<Payload, Answer, Config>> = {
  transcripts: transcriptTable,
  nemo,
  kaldi,
  'common-voice': commonVoice,
  audiofolder,
  webvtt,
  srt,
  raw: rawAnnotations({
    columns: [
      { name: 'audio', type: 'string', about: 'the file' },
      { name: 'duration', type: 'double', about: 'seconds' },
      { name: 'language', type: 'string', about: 'BCP 47 tag' },
      { name: 'hypothesis', type: 'string', about: 'the text people started from' },
    ],
    shown: ({ audio, language, hypothesis }, { mediaName }) => ({
      audio: mediaName(audio),
      duration: audio.durationSeconds,
      language,
      hypothesis,
    }),
    fields: [
      { name: 'text', type: 'string', about: 'the transcript; empty: nobody speaks' },
      { name: 'segments', type: { list: { struct: segmentColumns } }, about: 'timed pieces, where there are any' },
    ],
    fieldsOf: (answer) => ({ text: answer.text, segments: segmentRows(answer) }),
  }),
}
