declare module 'virtual:catalogue' {
  const summaries: unknown
  export default summaries
}
declare module 'virtual:liste/*' {
  const options: { id: string; libelle: string }[]
  export default options
}
declare module 'virtual:gabarits/anciens' {
  const names: string[]
  export default names
}
declare module 'virtual:gabarits/*' {
  const gabarits: Record<string, unknown>
  export default gabarits
}
