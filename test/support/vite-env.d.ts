declare module 'virtual:catalogue' {
  const summaries: unknown
  export default summaries
}
declare module 'virtual:liste/*' {
  const options: { id: string; libelle: string }[]
  export default options
}
