// The machine's Chromium, for the tests that need a browser.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

function onPath(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter)
  for (const file of [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere]) {
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // not there: the next one
    }
  }
  return null
}

/**
 * Path of a Chromium: CHROMIUM, else the PATH; on Debian as root it is installed when missing.
 * @throws with a sentence that says how to get one
 */
export function findChromium(): string {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  const found = onPath()
  if (found) return found
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('Chromium manque : installation du paquet Debian « chromium »…')
    spawnSync('apt-get', ['update'], { stdio: 'ignore' })
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'inherit' })
    const installed = onPath()
    if (installed) return installed
  }
  throw new Error(
    'Les tests de bout en bout ont besoin de Chromium. Sous Debian ou Ubuntu : « apt-get install chromium ». ' +
      'Ailleurs, indiquez son chemin : CHROMIUM=/chemin/vers/chromium npm test.',
  )
}
