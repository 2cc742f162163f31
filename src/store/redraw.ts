// A photo drawn again: at most 1,600 pixels, upright, and nothing left of what the camera wrote beside it (place, device,
// hour). Also a small one to show. Loaded with the first photo.

import { SMALL_MAX, withSmall } from './jpeg-small.ts'

const LARGE = 1_600
const SMALL = 320

interface Redrawn {
  whole: Blob
  small: Blob
}

/** @throws Error when this browser cannot read the image */
export async function redraw(photo: Blob): Promise<Redrawn> {
  // Its orientation is in what will be gone: the browser applies it here, once.
  const image = await createImageBitmap(photo, { imageOrientation: 'from-image' })
  try {
    let small = await drawn(image, SMALL, 0.7)
    if (small.size > SMALL_MAX) small = await drawn(image, SMALL / 2, 0.6)
    // Inside the photo too: other devices show the small one without fetching the rest.
    return { whole: await withSmall(await drawn(image, LARGE, 0.82), small), small }
  } finally {
    image.close()
  }
}

async function drawn(image: ImageBitmap, longest: number, quality: number): Promise<Blob> {
  const scale = Math.min(1, longest / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(image.width * scale))
  canvas.height = Math.max(1, Math.round(image.height * scale))
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas to draw on')
  // JPEG knows no transparency: what was clear would turn black.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
  // The memory of a canvas is given back at once: phones have room for few.
  canvas.width = canvas.height = 0
  if (!blob) throw new Error('the photo could not be drawn again')
  return blob
}
