// The head and foot of each printed page: margin boxes, whose words depend on the document. Browsers that know no margin
// boxes print none; the first page says it all anyway.
import { useEffect } from 'preact/hooks'

/** A text as a string of CSS. */
export const cssString = (text: string): string =>
  `"${text.replaceAll(/[\\"]/g, '\\$&').replaceAll(/[\n\r\f]+/g, ' ')}"`

/** The rules of the pages of a document. */
export const reglesDePage = (titre: string, structure: string, pied: string): string => `
@page {
  @top-left { content: ${cssString(titre)}; }
  @top-right { content: ${cssString(structure)}; }
  @bottom-left { content: ${cssString(pied)}; }
  @bottom-right { content: "Page " counter(page) " sur " counter(pages); }
}`

/** While the document is shown, its pages bear its words. Through the CSSOM: no inline style, whatever the policy. */
export function useMarges(titre: string, structure: string, pied: string): void {
  useEffect(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(reglesDePage(titre, structure, pied))
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
    }
  }, [titre, structure, pied])
}
