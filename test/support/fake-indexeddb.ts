// The in-memory IndexedDB must be there before Dexie is loaded: Dexie looks for it once.
import 'fake-indexeddb/auto'
