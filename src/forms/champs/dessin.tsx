// The sheet to sign on with a finger. The pen is loaded when it is first needed.
import { useEffect, useRef, useState } from 'preact/hooks'
import { writeTrace } from './trace.ts'

export function Dessin({ onTrace }: { onTrace(trace: string | null): void }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const clear = useRef(() => {})
  const [absent, setAbsent] = useState(false)
  useEffect(() => {
    let gone = false
    let off = () => {}
    const start = async () => {
      const { default: SignaturePad } = await import('signature_pad')
      const { current } = canvas
      if (gone || !current) return
      const sheet = current.getContext('2d')
      if (!sheet) return setAbsent(true)
      const { width, height } = current.getBoundingClientRect()
      const ratio = globalThis.devicePixelRatio || 1
      current.width = width * ratio
      current.height = height * ratio
      sheet.scale(ratio, ratio)
      const penColor = getComputedStyle(current).color
      const pad = new SignaturePad(current, { penColor })
      pad.addEventListener('endStroke', () => onTrace(writeTrace(width, height, pad.toData().map(({ points }) => points))))
      clear.current = () => {
        pad.clear()
        onTrace(null)
      }
      off = () => pad.off()
    }
    // The pen could not be loaded: the other way to sign is always there.
    start().catch(() => setAbsent(true))
    return () => {
      gone = true
      off()
    }
  }, [])
  if (absent) return <p class="f-attention">Le tracé n’est pas possible ici : signez d’un clic.</p>
  return (
    <div class="f-dessin">
      <canvas ref={canvas} aria-label="Zone de signature : dessinez du doigt, ou choisissez « Signer d’un clic »" role="img" />
      <button type="button" class="f-bouton f-discret" onClick={() => clear.current()}>
        Recommencer
      </button>
    </div>
  )
}
