declare module 'virtual:catalogue' {
  const summaries: unknown
  export default summaries
}
