import { expect, test } from 'vitest'
import { studentTQuantile } from './student-t'

test.each([
  // mpmath 1.3 at 30 digits: findroot of 1 − betainc(v/2, ½, 0, v/(v + t²))/2 = 0.975. scipy 1.12 agrees to 4e-10 relative only.
  [1, 12.706204736174705],
  [2, 4.302652729749464],
  [5, 2.5705818356363155],
  [11, 2.20098516009164],
  [39, 2.022690920036761],
  [49, 2.0095752371292397],
  [799, 1.962937461105608],
  [5_000, 1.9604385517065079],
  [1_000_000, 1.959966356814107],
])('the 97.5 %% point of t with %i degrees of freedom has eleven right digits', (degreesOfFreedom, quantile) => {
  expect(studentTQuantile(0.975, degreesOfFreedom) / quantile).toBeCloseTo(1, 11)
})
