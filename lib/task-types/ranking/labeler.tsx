'use client'

import { lazy } from 'react'

// Lazy, so that a browser loads the parts of one type only.
export const RankingLabeler = lazy(() => import('./editor'))
export const RankingReview = lazy(() => import('./review'))
export const RankingConfigForm = lazy(() => import('./config-form'))
