import { headerRules } from './lib/server/http/security-headers.mjs'

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: [
    'better-sqlite3',
    'sharp',
    '@node-rs/argon2',
    'pg',
    '@prisma/schema-engine-wasm',
    '@aws-sdk/client-s3',
    '@aws-sdk/lib-storage',
  ],
  // `npm test` checks the types; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  headers: async () => headerRules(),
}
