// The numbers of the protocol that both sides keep to. Apart from its schemas, which come with the sync.
export const PROTOCOL = 1
/** Limits of one push: operations, and bytes of the body. */
export const PUSH_MAX_OPS = 200
export const PUSH_MAX_BYTES = 512_000
/** Documents in one page of a pull. */
export const PULL_PAGE = 200
