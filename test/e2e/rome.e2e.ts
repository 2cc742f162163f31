// The ROME on a phone: imported on the server, searched offline, its skills put in a grid that keeps the version.
import { resolve } from 'node:path'
import { enrol, expect, PHONE, test } from './support.ts'

const sample = resolve(import.meta.dirname, '../server/rome-exemple')

test('a chargé de projet builds a grid from an occupation, offline', async ({ server, device }) => {
  const [charlie] = await server.start('pro-charlie')
  expect(await server.admin('importer', 'rome', sample)).toContain('version 460')
  const phone = device(PHONE)
  const page = await phone.on()
  await enrol(page, charlie!, 'Téléphone')
  await page.goto(`${server.url}/ouvrir?gabarit=pose-grille-competences&immersion=imm-2026-007&autre`)
  const propose = page.getByRole('button', { name: 'Proposer les compétences du métier' })
  await expect(page.getByRole('combobox', { name: 'Code ROME' })).toHaveValue('G1605')
  await propose.click()
  const sheet = page.getByRole('dialog')
  // The entretien named the occupation: its skills are there at once.
  await sheet.getByRole('button', { name: 'Un autre métier' }).click()
  await sheet.getByRole('searchbox').fill('plongeur')
  await sheet.getByRole('button', { name: /^Plongeur/ }).click()
  await expect(sheet.getByText('Compétences principales')).toBeVisible()
  await sheet.getByRole('button', { name: 'Fermer' }).click()

  await phone.offline(true)
  await server.kill()
  // A job is completed in the field itself, by one of its other names.
  const metier = page.getByRole('combobox', { name: 'Métier' })
  await metier.fill('employé de snack')
  await page.getByRole('option', { name: /snack/ }).click()
  await expect(metier).toHaveValue(/snack/i)
  await propose.click()
  await sheet.getByRole('button', { name: 'Un autre métier' }).click()
  await sheet.getByRole('searchbox').fill('G1605')
  await sheet.getByRole('button', { name: /^Plongeur/ }).click()
  const skills = sheet.getByRole('group').first().getByRole('checkbox')
  await skills.nth(0).check()
  await skills.nth(1).check()
  await sheet.getByRole('button', { name: 'Ajouter 2 lignes' }).click()
  await expect(sheet).toBeHidden()
  await expect(page.getByText('Lignes tirées du ROME 4.0, version 460')).toBeVisible()
  // Never opened here: said, not invented.
  await propose.click()
  await sheet.getByRole('button', { name: 'Un autre métier' }).click()
  await sheet.getByRole('searchbox').fill('G1603')
  await sheet.getByRole('button', { name: /^Equipier/ }).click()
  await expect(sheet.getByRole('alert')).toContainText('n’a pas encore été ouverte ici')
  await sheet.getByRole('button', { name: 'Fermer' }).click()

  await phone.offline(false)
  await server.start()
  await expect(page.getByRole('button', { name: /^Reçu/ }).first()).toBeVisible({ timeout: 60_000 })
})
