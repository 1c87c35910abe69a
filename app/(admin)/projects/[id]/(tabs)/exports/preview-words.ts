/** Reasons why tasks and answers stay out, as the server names them. A reason without words is shown by its name. */
const reasons: Record<string, string> = {
  not_annotated: 'no answers yet',
  no_answer_chosen: 'no answer of the chosen people and days',
  gold: 'known answer, measures labelers',
  not_gold: 'no known answer',
  not_adjudicated: 'not settled by a reviewer',
  not_work: 'in a training or qualification batch',
  too_few_annotators: 'too few answers',
  agreement_undefined: 'agreement needs two answers',
  agreement_too_low: 'too little agreement',
  certainty_undefined: 'no certainty from this way of deciding',
  certainty_too_low: 'too uncertain',
  duplicate: 'same content as another',
  near_duplicate: 'nearly the same content as another',
  task_left_out: 'their task is out',
  excluded_annotator: 'by people excluded from the project',
  annotator_not_chosen: 'by people not chosen',
  before_first_day: 'before the first day',
  after_last_day: 'after the last day',
}

const scrubNames: Record<string, string> = {
  email: 'e-mail addresses',
  phone: 'telephone numbers',
  card: 'card numbers',
  ssn: 'social security numbers',
  key: 'keys and tokens',
}

export function reasonIn(words: string): string {
  return reasons[words] ?? plain(words)
}

export function scrubName(kind: string): string {
  return scrubNames[kind] ?? kind
}

export function plain(name: string): string {
  return name.replaceAll('_', ' ')
}

/** What a format had to leave, change or mark: everything it counted that is no plain number of things written. */
export function isLoss(what: string): boolean {
  return /left out|lost|without|neutralised|written (as|in|out)|exported with|identical|more ties/.test(what)
}
