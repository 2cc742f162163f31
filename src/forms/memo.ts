// A component that is drawn again only when one of its props is another one. Typing in a champ leaves the others alone.
import { Component, type ComponentType, type ComponentChildren, h } from 'preact'

/** The component, skipped while its props are the same. */
export function memo<P extends object>(Inner: ComponentType<P>): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      // Once for each champ at each key: no copies here.
      const held: Readonly<P> = this.props
      for (const key in next) if (next[key] !== held[key]) return true
      for (const key in held) if (!(key in next)) return true
      return false
    }
    override render(): ComponentChildren {
      // Preact's own props type adds children and ref, which no memoised component here uses.
      return h(Inner as ComponentType<object>, this.props as object)
    }
  }
}
