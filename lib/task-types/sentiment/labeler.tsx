'use client'

import { lazy } from 'react'

// Lazy, so that a browser loads the parts of one type only.
export const SentimentLabeler = lazy(() => import('./editor'))
export const SentimentReview = lazy(() => import('./review'))
export const SentimentConfigForm = lazy(() => import('./config-form'))
