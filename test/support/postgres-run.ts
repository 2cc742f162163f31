// One PostgreSQL for a run of the tests.
import type { TestProject } from 'vitest/node'
import { startCluster } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: string
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const cluster = await startCluster()
  project.provide('postgres', cluster.url)
  return () => cluster.remove()
}
