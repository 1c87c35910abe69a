import type { ExportTally } from '../export/contract'
import type { FormatBox } from '../formats/boxed-images'
import { lengthBetween } from '../formats/percent'
import { numberIn } from './fields'
import { refused } from './mirrored-rows'
import { childrenOf, type XmlElement } from './read-xml'

/** A <box> of CVAT, on an image or in a track, which then gives the label. @throws AppError with the field in its detail */
export function cvatBox(shape: XmlElement, label: string, tally: ExportTally): FormatBox {
  const corner = (name: string): number => {
    const value = numberIn(shape.attributes[name])
    if (value === null) throw refused(name, `A box has no number in “${name}”.`)
    return value
  }
  const [x, y] = [corner('xtl'), corner('ytl')]
  if (numberIn(shape.attributes.rotation)) tally.count('angles of turned boxes left out')
  const attributes = Object.fromEntries(
    childrenOf(shape, 'attribute').map(({ attributes: { name = '' }, text }) => [name, text.trim()]),
  )
  return {
    label,
    x,
    y,
    width: lengthBetween(x, corner('xbr')),
    height: lengthBetween(y, corner('ybr')),
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
  }
}
