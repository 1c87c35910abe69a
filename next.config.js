import { headerRules } from './lib/server/http/security-headers.mjs'

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: ['better-sqlite3', 'sharp', '@node-rs/argon2', 'pg', '@prisma/schema-engine-wasm'],
  headers: async () => headerRules(),
}
