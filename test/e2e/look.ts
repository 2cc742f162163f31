// What every screen must hold, whatever it shows: axe says nothing in light nor in dark, nothing sticks out at 320 px nor
// with letters twice as large, a finger hits what it aims at.
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from './support.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']
/** smallest side of what is touched, px; the design asks 48, the law of the finger 44 */
const FINGER = 44

/** One line per fault of the screen as it stands now. */
async function axeFaults(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(TAGS)).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `axe ${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ''}`),
  )
}

/** What goes beyond the width of the page, unless it scrolls in a frame of its own. */
function sticksOut(): string[] {
  const width = document.documentElement.clientWidth
  const scrolls = (element: Element): boolean => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { overflowX, position, clipPath } = getComputedStyle(at)
      if (clipPath !== 'none') return true // kept for the ear
      if (overflowX !== 'visible' && at !== document.documentElement && at !== document.body) return true
      if (position === 'fixed' && at !== element) return false
    }
    return false
  }
  const name = (element: Element) => `${element.tagName.toLowerCase()}.${element.className} « ${(element.textContent ?? '').trim().slice(0, 40)} »`
  const out = [...document.querySelectorAll('body *')].filter((element) => {
    const { left, right, width: wide } = element.getBoundingClientRect()
    return wide > 1 && (right > width + 1 || left < -1) && element.checkVisibility({ visibilityProperty: true }) && !scrolls(element)
  })
  const scroll = document.scrollingElement
  return [
    ...(scroll && scroll.scrollWidth > scroll.clientWidth ? [`the page scrolls sideways: ${scroll.scrollWidth} > ${scroll.clientWidth}`] : []),
    // The innermost says why the others do.
    ...out.filter((element) => !out.some((other) => other !== element && element.contains(other))).slice(0, 4).map(name),
  ]
}

/** What is touched and is too small. A link within a sentence is as tall as its line. */
function tooSmall(finger: number): string[] {
  const touched = document.querySelectorAll('button, summary, select, [role="tab"], li > a, nav a, a.acte, a.geste, a.lien, a.rang, label.f-option, label.f-coche')
  return [...touched].flatMap((element) => {
    const { width, height, right } = element.getBoundingClientRect()
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || right <= 0 || width <= 1) return []
    if (element.matches('p a, dd a')) return []
    return width >= finger - 0.5 && height >= finger - 0.5
      ? []
      : [`${Math.round(width)} × ${Math.round(height)} px: ${element.tagName.toLowerCase()}.${element.className} « ${(element.textContent ?? '').trim().slice(0, 40)} »`]
  })
}

/** Lets the screen become what it will be: no transition, two frames. */
const settle = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))

/** How many screens were looked at, in this process. */
export let looked = 0

/** Fails softly, with every fault of the screen at once: the next screens are looked at all the same. */
export async function look(page: Page, screen: string): Promise<void> {
  looked++
  await expect(page.locator('h1').first()).toBeAttached({ timeout: 20_000 })
  const size = page.viewportSize() ?? { width: 360, height: 740 }
  const faults: string[] = []
  const add = (where: string, found: string[]) => faults.push(...found.map((fault) => `${where}: ${fault}`))
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  await settle(page)
  add('light', await axeFaults(page))
  add('finger', await page.evaluate(tooSmall, FINGER))
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' })
  await settle(page)
  // Colours are all that changes with the night.
  add('dark', await axeFaults(page, ['color-contrast']))
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  if (size.width < 500) {
    await page.setViewportSize({ width: 320, height: size.height })
    await settle(page)
    add('320 px', await page.evaluate(sticksOut))
    await page.setViewportSize(size)
  }
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  // Chromium reckons container queries in rem again when the frame changes, not when the root's letters do.
  await page.setViewportSize({ width: size.width, height: size.height + 2 })
  await settle(page)
  add('200 %', await page.evaluate(sticksOut))
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  await page.setViewportSize(size)
  expect.soft(faults, screen).toEqual([])
}

/** Goes to a screen as a touch on a link does, without loading the page again. */
export async function to(page: Page, path: string): Promise<void> {
  await page.evaluate((url) => {
    history.pushState(null, '', url)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await expect(page).toHaveURL((url) => url.pathname + url.search === path)
}
