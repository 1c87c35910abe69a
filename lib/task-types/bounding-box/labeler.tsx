'use client'

import { lazy } from 'react'

// Lazy, so that a browser loads the parts of one type only.
export const BoundingBoxLabeler = lazy(() => import('./editor'))
export const BoundingBoxReview = lazy(() => import('./review'))
export const BoundingBoxConfigForm = lazy(() => import('./config-form'))
