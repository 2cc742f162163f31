// The one entry of every npm script. Plain JavaScript that an old Node can read, so that a Node that is too old gets a
// sentence and not a stack trace.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `Carnet d’immersion a besoin de Node 24 ou plus récent ; celui-ci est la version ${process.versions.node}.\n` +
      'Sous Linux (x64), « npm ci » l’installe avec le projet : lancez « npm start » plutôt que « node ».\n' +
      'Ailleurs, installez Node 24 depuis nodejs.org, puis recommencez.',
  )
  process.exit(1)
}

const [command = 'start', ...args] = process.argv.slice(2)
const commands = {
  start: () => import('./start.ts').then((m) => m.start()),
  demo: () => import('./start.ts').then((m) => m.demo()),
  dev: () => import('./start.ts').then((m) => m.dev()),
  admin: () => import('../server/admin.ts').then((m) => m.admin(args)),
  backup: () => import('../server/backup.ts').then((m) => m.backupCommand(args)),
  restore: () => import('../server/backup.ts').then((m) => m.restoreCommand(args)),
  test: () => import('./test.ts').then((m) => m.test(args)),
  bench: () => import('../bench/bench.ts').then((m) => m.bench(args)),
  torture: () => import('./torture.ts').then((m) => m.torture(args)),
}
const run = Object.hasOwn(commands, command) ? commands[command] : undefined
if (!run) {
  console.error(`Commande inconnue : ${command}. Commandes : ${Object.keys(commands).join(', ')}.`)
  process.exit(1)
}
try {
  await run()
} catch (error) {
  // What a person can put right is a sentence; anything else is ours, and keeps its stack.
  console.error(error?.constructor?.name === 'Unusable' ? error.message : error)
  process.exitCode = 1
}
