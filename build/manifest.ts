// The web app manifest: what the phone shows when the app is installed.
import type { ManifestOptions } from 'vite-plugin-pwa'

export const manifest: Partial<ManifestOptions> = {
  id: '/',
  name: 'Carnet d’immersion',
  short_name: 'Carnet',
  description:
    'Préparer une immersion, prendre des notes sur place, même sans réseau, et les rapporter sans en perdre une.',
  lang: 'fr',
  dir: 'ltr',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  orientation: 'any',
  theme_color: '#FBF8F3',
  background_color: '#FBF8F3',
  categories: ['productivity', 'business'],
  icons: [
    { src: '/icons/icone.svg', type: 'image/svg+xml', sizes: 'any' },
    { src: '/icons/icone-192.png', type: 'image/png', sizes: '192x192' },
    { src: '/icons/icone-512.png', type: 'image/png', sizes: '512x512' },
    { src: '/icons/icone-masquable-192.png', type: 'image/png', sizes: '192x192', purpose: 'maskable' },
    { src: '/icons/icone-masquable-512.png', type: 'image/png', sizes: '512x512', purpose: 'maskable' },
  ],
  shortcuts: [
    {
      name: 'Prendre une note',
      short_name: 'Note',
      url: '/?note',
      icons: [{ src: '/icons/raccourci-note.png', sizes: '96x96', type: 'image/png' }],
    },
    {
      name: 'Mes immersions',
      short_name: 'Immersions',
      url: '/immersions',
      icons: [{ src: '/icons/raccourci-immersions.png', sizes: '96x96', type: 'image/png' }],
    },
  ],
  screenshots: [
    {
      src: '/captures/aujourdhui.png',
      sizes: '824x1830',
      type: 'image/png',
      form_factor: 'narrow',
      label: 'Aujourd’hui : l’immersion du jour et ce qui reste à faire',
    },
    {
      src: '/captures/note.png',
      sizes: '824x1830',
      type: 'image/png',
      form_factor: 'narrow',
      label: 'Une note prise sur place, enregistrée sur le téléphone',
    },
    {
      src: '/captures/relecture.png',
      sizes: '1280x800',
      type: 'image/png',
      form_factor: 'wide',
      label: 'Relecture : les notes à côté de l’évaluation',
    },
  ],
}
