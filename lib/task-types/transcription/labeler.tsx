'use client'

import { lazy } from 'react'

// Lazy, so that a browser loads the parts of one type only.
export const TranscriptionLabeler = lazy(() => import('./editor'))
export const TranscriptionReview = lazy(() => import('./review'))
export const TranscriptionConfigForm = lazy(() => import('./config-form'))
