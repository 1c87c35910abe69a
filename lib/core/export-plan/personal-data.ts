import { findPhoneNumbersInText } from 'libphonenumber-js/max'

export type PersonalKind = 'email' | 'phone' | 'card' | 'ssn' | 'key'

export interface Place {
  start: number
  end: number
}

/** Where texts hold what points to a person or opens a door. Each errs on the side of finding too little rather than cutting up prose. */
export const finders: Record<PersonalKind, (text: string) => Place[]> = {
  // The address of RFC 5322 as the WHATWG HTML standard narrows it for <input type=email>, with a domain of two labels, letters of all scripts.
  email: (text) =>
    text.includes('@')
      ? matches(
          text,
          /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)*\.(?:xn--[a-z0-9-]{1,59}|\p{L}{2,63})/gu,
        )
      : [],
  key: secretKeys,
  card: cardNumbers,
  ssn: (text) => matches(text, socialSecurity),
  phone: phoneNumbers,
}

/** The order in which kinds take their places: what one has taken no later one looks at. A card number is no phone number. */
export const kindsInTurn: readonly PersonalKind[] = ['key', 'email', 'card', 'ssn', 'phone']

/** Area, group and serial as the US Social Security Administration gives them out (POMS RM 10201): no 000, 666, 9xx; no 00; no 0000. With hyphens or spaces only: nine bare digits are anything. */
const socialSecurity = /(?<![\d-])(?!000|666|9\d\d)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\d-])/g

/**
 * Keys by the forms their makers document: AWS access key ids (IAM reference, unique identifiers), GitHub tokens (GitHub, Behind GitHub's new
 * authentication token formats, 2021), OpenAI-like `sk-…`, Anthropic, Slack, Google API keys, Stripe, Hugging Face, and private key blocks (RFC 7468).
 */
const keyForms: readonly RegExp[] = [
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/g,
  /(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36,255}/g,
  /(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{22,255}/g,
  /(?<![A-Za-z0-9-])sk-(?:[a-z]{1,20}-){0,4}(?=[A-Za-z0-9_-]{0,255}\d)[A-Za-z0-9_-]{20,255}/g,
  /(?<![A-Za-z0-9])[sr]k_(?:live|test)_[A-Za-z0-9]{16,255}/g,
  /(?<![A-Za-z0-9])xox[abposr]-[A-Za-z0-9-]{10,255}/g,
  /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g,
  /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{30,60}(?![A-Za-z0-9])/g,
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,20000}?-----END (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/g,
]

function secretKeys(text: string): Place[] {
  return keyForms.flatMap((form) => matches(text, form))
}

/** 13 to 19 digits, single spaces or hyphens between them, that end in their check digit (Luhn, ISO/IEC 7812-1) and begin as card schemes do. */
function cardNumbers(text: string): Place[] {
  return matches(text, /(?<![\d.-])[2-6](?:[ -]?\d){12,18}(?![\d-])/g).filter(({ start, end }) =>
    passesLuhn(text.slice(start, end).replace(/\D/g, '')),
  )
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place])
    const doubled = place % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** Numbers in international form, and in US form where they are valid there, by Google's libphonenumber. Texts with fewer than seven digits are not looked at. */
function phoneNumbers(text: string): Place[] {
  if ((text.match(/\p{Nd}/gu)?.length ?? 0) < 7) return []
  return findPhoneNumbersInText(text, { defaultCountry: 'US' }).map(({ startsAt, endsAt }) => ({
    start: startsAt,
    end: endsAt,
  }))
}

function matches(text: string, pattern: RegExp): Place[] {
  return Array.from(text.matchAll(pattern), ({ index, 0: found }) => ({ start: index, end: index + found.length }))
}
