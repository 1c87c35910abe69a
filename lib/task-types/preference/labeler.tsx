'use client'

import { lazy } from 'react'

// Lazy, so that a browser loads the parts of one type only.
export const PreferenceLabeler = lazy(() => import('./editor'))
export const PreferenceReview = lazy(() => import('./review'))
export const PreferenceConfigForm = lazy(() => import('./config-form'))
