import { defineConfig } from '@playwright/test'
import { findChromium } from './bin/chromium.ts'

// Each test starts its own server on port 0 and its own browser profile (test/e2e/support.ts): service workers,
// persistence and kills need a persistent context.
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: 'line',
  use: { actionTimeout: 10_000, navigationTimeout: 20_000, locale: 'fr-FR', timezoneId: 'Europe/Paris' },
  metadata: { chromium: findChromium() },
})
