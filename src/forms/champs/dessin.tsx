// The sheet to sign on with a finger. The pen is loaded when it is first needed.
import { useEffect, useRef } from 'preact/hooks'
import { writeTrace } from './trace.ts'

export function Dessin({ onTrace }: { onTrace(trace: string | null): void }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const clear = useRef(() => {})
  useEffect(() => {
    let gone = false
    let off = () => {}
    void import('signature_pad').then(({ default: SignaturePad }) => {
      const { current } = canvas
      if (gone || !current) return
      const { width, height } = current.getBoundingClientRect()
      const ratio = globalThis.devicePixelRatio || 1
      current.width = width * ratio
      current.height = height * ratio
      current.getContext('2d')?.scale(ratio, ratio)
      const penColor = getComputedStyle(current).color
      const pad = new SignaturePad(current, { penColor })
      pad.addEventListener('endStroke', () => onTrace(writeTrace(width, height, pad.toData().map(({ points }) => points))))
      clear.current = () => {
        pad.clear()
        onTrace(null)
      }
      off = () => pad.off()
    })
    return () => {
      gone = true
      off()
    }
  }, [])
  return (
    <div class="f-dessin">
      <canvas ref={canvas} aria-label="Zone de signature : dessinez du doigt, ou choisissez « Signer d’un clic »" role="img" />
      <button type="button" class="f-bouton f-discret" onClick={() => clear.current()}>
        Recommencer
      </button>
    </div>
  )
}
