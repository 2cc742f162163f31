// One PostgreSQL for a run of the tests.
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openPostgres } from '../../server/database-postgres.ts'
import { peopleMigrations } from '../../server/people-migrations.ts'
import { startCluster } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: string
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const cluster = await startCluster()
  // Most tests begin with the tables made; that they are made is a test of its own.
  const admin = new pg.Client(`${cluster.url}/postgres`)
  await admin.connect()
  await admin.query('create database modele')
  await admin.end()
  await (await openPostgres(`${cluster.url}/modele`, { migrations: peopleMigrations })).close()
  project.provide('postgres', cluster.url)
  return () => cluster.remove()
}
