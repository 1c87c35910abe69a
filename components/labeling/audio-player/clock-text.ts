/** '0:06.42' or '1:02:06.42'; without hundredths '0:06'. */
export function clockText(seconds: number, hundredths = true): string {
  const total = Math.max(0, Math.round(seconds * 100))
  const whole = Math.floor(total / 100)
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  const two = (value: number) => String(value).padStart(2, '0')
  const clock = hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
  return hundredths ? `${clock}.${two(total % 100)}` : clock
}

/** As it is said: '6.4 seconds', '1 minute 2 seconds'. */
export function spokenTime(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds * 10) / 10} seconds`
  const minutes = Math.floor(seconds / 60)
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ${Math.round(seconds % 60)} seconds`
}
