// Histories that once turned the simulator red, and what it was. They are run each time with the random ones.
export const seeds: Record<number, string> = {
  21026825: 'a refused write was taken for the base of a merge, and an element of a list was lost',
  21029682: 'the devices of a copied pair used one number twice after a restore, and one write took the place of the other',
  20010172: 'the model: a value replaced by a write that the restore un-received, and that was then refused',
  20010175: 'the model: nobody settles versions of the directory',
  31011119: 'the model: a right that came and went within one request',
  51010870: 'the model: a null in a merge was taken for every other null, so a version nobody had seen counted as replaced',
  60017651: 'a twin copied before it ever pulled wrote elsewhere under a name of the lost history: the offer was taken for known',
  60047055: 'the same, in the same register',
}
