// When a screen breaks a promise: what is safe, what to do, and what was being written, still within reach.
import { Component, type ComponentChildren } from 'preact'

interface Props {
  children: ComponentChildren
  /** another value clears the failure: the URL */
  at: string
}

/** The texts in the fields of the page, as they stand. */
const textsOnScreen = (): string =>
  [
    ...document.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>(
      'textarea, input[type="text"], input:not([type])',
    ),
  ]
    .map((field) => field.value.trim())
    .filter((text) => text !== '')
    .join('\n\n')

// The texts are taken before the broken screen leaves the page.
export class Boundary extends Component<Props, { failed: string | null; texts: string; at: string }> {
  override state = { failed: null as string | null, texts: '', at: this.props.at }
  static override getDerivedStateFromError(error: unknown) {
    return { failed: error instanceof Error ? error.message : String(error), texts: textsOnScreen() }
  }
  static override getDerivedStateFromProps(props: Props, state: { at: string }) {
    return props.at === state.at ? null : { failed: null, texts: '', at: props.at }
  }
  render() {
    const { failed, texts } = this.state
    if (failed === null) return this.props.children
    return (
      <main class="page">
        <div role="alert" class="page-tete">
          <h1>Cet écran s’est interrompu</h1>
          <p>Ce qui était marqué « Enregistré » l’est toujours. Rien n’a été effacé.</p>
        </div>
        {texts !== '' && (
          <div class="champ-simple">
            <label for="texte-garde">Ce qui était à l’écran, à copier par prudence</label>
            <textarea id="texte-garde" class="saisie" readOnly rows={8} value={texts} />
          </div>
        )}
        <div class="gestes">
          <button type="button" class="geste" onClick={() => location.reload()}>
            Recharger l’écran
          </button>
          <a class="lien" href="/">
            Revenir à Aujourd’hui
          </a>
        </div>
        <p class="detail">À dire à qui vous aide : « {failed} »</p>
      </main>
    )
  }
}
